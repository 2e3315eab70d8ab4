"""Not a word is lost: undo over reloads, a server that goes away, a tab that closes, a disk that was slow."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from storymap.storage.history import History
from tests.browser.duel import Duel

STEPS = 102
PRESS = "(button, times) => { for (let time = 0; time < times; time += 1) button.click(); }"
STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"


def title(page: Page):
    """The English title of the story."""
    return page.get_by_role("textbox", name="Title, English")


def saved(page: Page) -> None:
    """Wait until everything is on the server's disk."""
    expect(page.locator(".bar .status")).to_have_text(re.compile(r"^Saved \d+:\d\d"))


def opened(page: Page) -> Page:
    """The editor, ready."""
    page.locator("html[data-ready]").wait_for(state="attached")
    return page


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], watch) -> Page:
    """A page of a context of its own."""
    watch.allowed_statuses.add(412)  # how the server says that the story is another one now
    return new_context().new_page()


def test_more_than_a_hundred_steps_can_be_undone_after_a_reload_and_done_again(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "story")
    before = title(page).input_value()
    text = (workshop.library / story / "story.yaml").read_bytes()
    licence = page.get_by_role("textbox", name="Licence")
    for number in range(STEPS // 2):
        title(page).fill(f"Title {number}")
        licence.fill(f"Licence {number}")
    saved(page)
    page.reload()
    opened(page)
    undo, redo = page.get_by_role("button", name="Undo"), page.get_by_role("button", name="Redo")
    undo.evaluate(PRESS, STEPS)
    expect(title(page)).to_have_value(before)
    saved(page)
    assert (workshop.library / story / "story.yaml").read_bytes() == text
    page.reload()
    opened(page)
    redo.evaluate(PRESS, STEPS)
    expect(title(page)).to_have_value(f"Title {STEPS // 2 - 1}")
    expect(licence).to_have_value(f"Licence {STEPS // 2 - 1}")
    saved(page)


def test_what_is_typed_while_the_server_is_away_is_kept_over_a_reload_and_saved_when_it_is_back(
    tmp_path: Path, serve_library, page: Page, watch
):
    library = tmp_path / "library"
    shutil.copytree(STORY, library / "crossing")
    with serve_library(library) as address:
        watch.allowed_hosts.add(urlsplit(address).netloc)
        page.goto(f"{address}/edit/crossing#story")
        opened(page)
        watch.allowed_words.add("ERR_INTERNET_DISCONNECTED")
        page.context.set_offline(True)
        title(page).fill("Typed without a server")
        status = page.locator(".bar .status")
        expect(status).to_contain_text("your text is safe in this browser")
        assert b"Typed without" not in (library / "crossing" / "story.yaml").read_bytes()
        page.context.set_offline(False)
        page.reload()
        opened(page)
        expect(title(page)).to_have_value("Typed without a server")
        saved(page)
    assert "Typed without a server" in (library / "crossing" / "story.yaml").read_text("utf-8")


def test_a_tab_that_is_closed_at_once_loses_nothing(workshop, new_context, watch):
    watch.allowed_statuses.add(412)
    story, context = workshop.story(), new_context()
    page = workshop.edit(context.new_page(), story, "story")
    title(page).fill("Typed and closed")
    page.close(run_before_unload=True)
    again = workshop.edit(context.new_page(), story, "story")
    # what was still under way when the tab went is looked for every 30 seconds
    expect(title(again)).to_have_value("Typed and closed", timeout=45_000)
    saved(again)
    assert "Typed and closed" in (workshop.library / story / "story.yaml").read_text("utf-8")


def test_what_a_tab_could_not_save_is_taken_over_by_another_when_it_is_closed(workshop, new_context, watch):
    watch.allowed_statuses.add(412)
    story, context = workshop.story(), new_context()
    going, staying = (workshop.edit(context.new_page(), story, "story") for _ in range(2))
    going.route(re.compile(rf"/stories/{story}\?"), lambda route: route.abort("aborted"))
    title(going).fill("Never sent by its own tab")
    expect(going.locator(".bar .status")).to_contain_text("your text is safe in this browser")
    title(staying).fill("Saved by the tab that stays")
    saved(staying)
    going.close()
    question = staying.get_by_role("dialog", name="Two people changed the same")
    expect(question.get_by_role("region", name="Your version")).to_contain_text("Never sent")
    question.get_by_role("button", name="Keep mine").click()
    expect(title(staying)).to_have_value("Never sent by its own tab")
    saved(staying)
    assert "Never sent by its own tab" in (workshop.library / story / "story.yaml").read_text("utf-8")


def test_what_is_written_by_hand_meanwhile_stays_and_shows(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "story")
    title(page).fill("Typed before")
    saved(page)
    file = workshop.library / story / "story.yaml"
    text = file.read_text("utf-8").replace("licence: CC0 1.0", "licence: By hand # a remark")
    file.write_text(text, "utf-8")
    title(page).fill("Typed in the editor")
    saved(page)
    expect(page.get_by_role("textbox", name="Licence")).to_have_value("By hand")
    text = file.read_text("utf-8")
    assert "licence: By hand # a remark" in text
    assert "Typed in the editor" in text
    messages = [revision.message for revision in History(workshop.library / story).revisions()]
    assert messages == ["Changed story: title", "Changed outside the editor", "Changed story: title",
                        "The story as it was found"]  # fmt: skip


def test_what_is_typed_while_a_change_from_elsewhere_comes_in_stays(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "story")
    held: list[Route] = []
    page.route("**/history?*", lambda route: route.continue_() if held else held.append(route))
    Duel(page, workshop.url, story).they_set("story", "", "licence", "Theirs")
    with page.expect_request("**/history?*"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # the window comes forward
    title(page).fill("Typed meanwhile")
    with page.expect_response("**/history?*"):
        held[0].continue_()
    expect(page.get_by_role("textbox", name="Licence")).to_have_value("Theirs")
    expect(title(page)).to_have_value("Typed meanwhile")
    saved(page)
    assert "Typed meanwhile" in (workshop.library / story / "story.yaml").read_text("utf-8")


def test_every_save_can_be_looked_at_and_an_earlier_one_comes_back(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "story")
    before = title(page).input_value()
    title(page).fill("A title that goes again")
    saved(page)
    page.get_by_role("navigation", name="Contents of the story").get_by_role("link", name="History").click()
    revisions = page.get_by_role("region", name="Revisions").get_by_role("link")
    expect(revisions).to_have_count(2)
    revisions.first.click()
    changed = page.get_by_role("region", name="Changed story: title")
    expect(changed.locator("ins").last).to_contain_text("goes again")
    revisions.last.click()
    page.get_by_role("button", name="Restore this revision").click()
    page.get_by_role("dialog").get_by_role("button", name="Restore it").click()
    expect(revisions).to_have_count(3)
    expect(page.get_by_role("heading", level=1)).to_have_text(before)
    assert (workshop.library / story / "story.yaml").read_bytes() == (STORY / "story.yaml").read_bytes()
