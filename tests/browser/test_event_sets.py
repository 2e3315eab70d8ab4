"""Large event sets: the same state by every way, chosen by keyboard, told in words, and never late."""

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Error, Locator, Page, Route, expect

from tests.browser.conftest import Reader, Watch

WORDS = {1: "missions * *", 2: "missions 36-41 01000001", 3: "missions 84-122 *"}
PAINTED = "() => document.querySelector('.leaflet-layers-pane canvas:not([hidden])').toDataURL()"
SAME = (
    "(wanted) => document.querySelector('.leaflet-layers-pane canvas:not([hidden])')?.toDataURL() === wanted"
)


@pytest.fixture(scope="module")
def missions(
    missions_story: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serve_library: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    """The address of the story of 20,000 flights."""
    library = tmp_path_factory.mktemp("sets")
    shutil.copytree(missions_story, library / missions_story.name)
    with serve_library(library) as address:
        yield f"{address}/{missions_story.name}"


@pytest.fixture
def story(missions: str, watch: Watch) -> str:
    """The same, watched."""
    watch.allowed_hosts.add(urlsplit(missions).netloc)
    return missions


def at_state(reader: Reader, step: int) -> None:
    """Wait until the map stands and shows what a step says."""
    shown = f"[data-events='{WORDS[step]}']" if step in WORDS else ":not([data-events])"
    expect(reader.page.locator(f"#map{shown}:not([data-events-coming])")).to_have_count(1)
    reader.settled()


def control(reader: Reader) -> Locator:
    """What a reader can change in the current chapter."""
    return reader.page.locator("article[data-current] [data-event-set]")


def total(reader: Reader) -> int:
    """How many rows the control says are shown."""
    text = control(reader).get_by_text(re.compile(r"of 19,989 events are shown\.$")).inner_text()
    return int(text.split(" ")[0].replace(",", ""))


def test_every_way_to_a_chapter_shows_the_same_events(reader: Reader, story: str) -> None:
    reader.open(f"{story}/ten-years")
    at_state(reader, 1)
    seen = {1: reader.page.evaluate(PAINTED)}
    for step in (2, 3):
        reader.button("Next").click()
        at_state(reader, step)
        seen[step] = reader.page.evaluate(PAINTED)
    assert len(set(seen.values())) == 3
    reader.rail.nth(4).click()
    at_state(reader, 4)
    assert reader.page.locator(".leaflet-layers-pane canvas:not([hidden])").count() == 0
    for step in (1, 3, 2, 4, 3, 1):
        reader.rail.nth(step).click()
        at_state(reader, step)
        if step in seen:
            reader.page.wait_for_function(SAME, arg=seen[step])
    control(reader).get_by_label("From month").press("End")  # what a reader chooses ends with the chapter
    expect(reader.page.locator("#map[data-events='missions 122-122 *']")).to_have_count(1)
    reader.page.go_back()
    at_state(reader, 3)
    reader.page.go_forward()
    at_state(reader, 1)
    reader.page.wait_for_function(SAME, arg=seen[1])


def test_time_and_categories_are_chosen_with_the_keyboard_and_told_in_words(
    reader: Reader, story: str, axe: Callable[[Page], list[str]]
) -> None:
    reader.open(f"{story}/ten-years")
    at_state(reader, 1)
    assert total(reader) == 19_989
    own = control(reader)
    first, last = own.get_by_role("slider", name="From month"), own.get_by_role("slider", name="Until month")
    expect(first).to_have_attribute("aria-valuetext", "January 1965")
    heard = reader.announcements()
    for _ in range(3):
        first.press("ArrowRight")
    expect(first).to_have_attribute("aria-valuetext", "April 1965")
    last.press("Home")
    expect(last).to_have_attribute("aria-valuetext", "April 1965")
    expect(own.get_by_text("April 1965", exact=True)).to_be_visible()
    month = total(reader)
    assert 0 < month < 200
    reader.page.wait_for_function(
        "(n) => heard.some((words) => words.startsWith('April 1965: ' + n + ' of'))", arg=month
    )
    assert heard()
    own.get_by_text("All 8 categories").click()
    own.get_by_role("checkbox", name=re.compile("^STRIKE")).uncheck()
    expect(own.get_by_text("7 of 8 categories")).to_be_visible()
    expect(own.get_by_text(f"{month} of 19,989 events are shown.")).to_have_count(0)
    assert total(reader) < month
    assert axe(reader.page) == []
    own.get_by_role("button", name="Show all categories").click()
    own.get_by_role("button", name="All times").click()
    expect(own.get_by_text("19,989 of 19,989 events are shown.")).to_be_visible()
    expect(own.get_by_text("Rows of the table that can't be drawn: 11.")).to_be_visible()
    expect(own.get_by_role("button", name="Play through time")).to_be_hidden()  # this reader wants no motion


def test_a_cell_a_row_and_a_place_tell_what_they_hold(
    reader: Reader, story: str, axe: Callable[[Page], list[str]]
) -> None:
    reader.open(f"{story}/ten-years")
    at_state(reader, 1)
    control(reader).get_by_text("All 8 categories").click()
    control(reader).get_by_role("checkbox", name=re.compile("^STRIKE")).uncheck()
    expect(reader.page.locator("#map[data-events='missions * 11111110']")).to_have_count(1)
    reader.map.focus()
    reader.page.keyboard.press("Enter")  # what lies nearest to the middle of the map
    panel = reader.panel
    expect(panel.get_by_role("heading", name=re.compile(r"^Missions: \d+$"))).to_be_focused()
    expect(
        panel.get_by_text(re.compile(r"^In a square [\d.]+ km wide around 1\d\.\d+° N, 10\d\.\d+° E\.$"))
    ).to_be_visible()
    n = int(panel.get_by_role("heading").inner_text().split(": ")[1])
    rows = panel.get_by_role("region", name="Events by category").get_by_role("row").all_inner_texts()[1:]
    assert "STRIKE" not in {row.split("\t")[0] for row in rows}
    assert sum(int(row.split("\t")[1]) for row in rows) == n
    panel.get_by_text("Events by month").click()
    by_month = panel.get_by_role("region", name="Events by month").get_by_role("row")
    months = by_month.all_inner_texts()[1:]
    if len(months) == 20:  # the rest is on the next page
        panel.get_by_role("button", name="Later page").click()
        expect(panel.get_by_text(re.compile("^21 to "))).to_be_visible()
        months += by_month.all_inner_texts()[1:]
    assert sum(int(row.split("\t")[1]) for row in months) == n
    assert axe(reader.page) == []
    reader.page.keyboard.press("Escape")
    expect(reader.map).to_be_focused()
    reader.rail.nth(3).click()
    at_state(reader, 3)
    control(reader).get_by_role("link", name="All about this event set").click()
    article = reader.page.get_by_role("article", name="Missions")
    article.get_by_text("On the map now").click()
    table = article.get_by_role("region", name="Missions: On the map now")
    expect(table.get_by_role("columnheader")).to_have_text(["When", "Category", "country", "weight"])
    expect(table.get_by_role("row")).to_have_count(21)
    article.get_by_role("button", name="Later page").click()
    expect(article.get_by_text(re.compile("^21 to 40 of "))).to_be_visible()
    assert axe(reader.page) == []


def test_nothing_that_comes_late_is_drawn_and_nothing_that_fails_stops_the_story(
    reader: Reader, story: str, watch: Watch
) -> None:
    reader.open(f"{story}/ten-years")
    at_state(reader, 1)
    first = reader.page.evaluate(PAINTED)
    held: list[Route] = []
    reader.page.route("**/missions.pmtiles", lambda route: held.append(route))
    with reader.page.expect_request("**/missions.pmtiles"):
        reader.rail.nth(3).click()
    reader.rail.nth(1).click()
    at_state(reader, 1)
    reader.page.unroute("**/missions.pmtiles")
    for route in held:
        with contextlib.suppress(Error):  # the player has given the request up
            route.continue_()
    reader.page.wait_for_function(SAME, arg=first)
    reader.page.route("**/missions.pmtiles", lambda route: route.fulfill(status=503))
    watch.allowed_statuses.add(503)
    reader.rail.nth(3).click()
    expect(reader.page.locator("#announcer")).to_have_text(
        "The events of Missions can't be fetched now; the rest of the story is there."
    )
    reader.page.unroute("**/missions.pmtiles")
    reader.rail.nth(2).click()
    at_state(reader, 2)


def test_only_a_story_near_its_events_loads_them_and_a_phone_keeps_the_map_free(
    phone: Reader, new_context: Callable[..., BrowserContext], story: str
) -> None:
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.open(f"{story}/#end")
    phone.page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/events-" in url or "missions" in url]
    phone.open(f"{story}/offensive?lang=vi")
    at_state(phone, 2)
    own = control(phone)
    slider = own.get_by_role("slider", name="Từ tháng")
    expect(slider).to_have_attribute("aria-valuetext", "tháng 1 năm 1968")
    slider.scroll_into_view_if_needed()
    map_box, box = phone.map.bounding_box(), slider.bounding_box()
    assert map_box is not None
    assert box is not None
    assert box["y"] >= map_box["y"] + map_box["height"]
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    still = new_context(java_script_enabled=False).new_page()
    still.goto(f"{story}/ten-years")
    expect(still.get_by_role("slider")).to_have_count(0)
    expect(still.get_by_text("This chapter shows all 19,989 events.").first).to_be_visible()


def test_time_plays_for_those_who_want_motion(moving: Reader, story: str) -> None:
    moving.open(f"{story}/offensive")
    at_state(moving, 2)
    own = control(moving)
    own.get_by_role("button", name="Play through time").click()
    moving.page.wait_for_function(
        "() => /missions (3[789]|[4-9]\\d)-/.test(document.querySelector('#map').dataset.events)"
    )
    own.get_by_role("button", name="Pause").click()
    stopped = moving.page.locator("#map").get_attribute("data-events")
    expect(own.get_by_role("button", name="Play through time")).to_be_visible()
    assert stopped is not None
    first, last = map(int, re.findall(r"\d+", stopped)[:2])
    assert last - first == 5
    moving.button("Next").click()  # a chapter that is left plays no more
    at_state(moving, 3)
