"""The table of events: what was written last is what is saved, however late the server reads a date."""

import csv
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Route, expect

from tests.browser.test_editor_sections import saved


def test_a_date_is_saved_as_it_was_written_last(workshop, new_context: Callable[..., BrowserContext]):
    story = workshop.story()
    page = workshop.edit(new_context().new_page(), story, "events")
    unanswered: list[Route] = []

    def read(route: Route) -> None:
        if (route.request.post_data_json or {}).get("text") == "1967":
            unanswered.append(route)
        else:
            route.continue_()

    page.route("**/when", read)
    page.get_by_role("grid", name="Events").get_by_role("gridcell").first.click()
    page.keyboard.type("196")
    expect(page.get_by_role("status").filter(has_text="This means: 196")).to_be_visible()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    saved(page)
    for route in unanswered:
        route.abort()
    with (workshop.library / story / "events.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["when"] == "1967"
