"""A curator who has never seen a terminal makes a whole story: by keyboard alone, and by mouse alone."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from storymap.document.checked import check_story
from storymap.problems import Severity
from storymap.storage.decisions import Status, read_decisions
from storymap.storage.history import History

CHAPTERS = ["The line", "The bridge", "The town", "The base", "The city"]
PLACES = ["Quảng Trị", "Đông Hà", "Bien Hoa airport", "Huế", "Washington, D.C."]
NAMES = ["Quảng Trị", "Đông Hà", "Bien Hoa Air Base", "Huế", "Washington"]
EVENTS = [(f"19{60 + number}", f"What happened {number}", NAMES[number % 5]) for number in range(10)]
MOST_TABS = 400
WHERE = """(one) => {
    const now = document.activeElement ?? document.body;
    if (now === one) return "here";
    const passed = one.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
    return now !== document.body && passed ? "before" : "after";
}"""


class Keyboard:
    """Reaches everything with the Tab key, as somebody who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        """Press Tab, or Shift+Tab when it is nearer, until the target has the focus."""
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            where = target.evaluate(WHERE)
            if where == "here":
                return
            self.page.keyboard.press("Shift+Tab" if where == "before" else "Tab")
        raise AssertionError(f"{target} can't be reached with the Tab key")

    def press(self, target: Locator) -> None:
        """Use a button or a link."""
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, words: str) -> None:
        """Write into a field, over what was there."""
        self.reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def take_first(self, options: Locator) -> None:
        """Take the first choice of a list under a field."""
        expect(options.first).to_be_visible()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def choose_file(self, name: str, file: dict[str, Any]) -> None:
        """Choose a file for the field of this name."""
        with self.page.expect_file_chooser() as chooser:
            self.reach(self.page.get_by_label(name))  # the browser knows by then that a chooser is awaited
            self.page.keyboard.press("Space")
        chooser.value.set_files([file])

    def next_cell(self, words: str) -> None:
        """Write into the cell of the sheet that has the focus, and go on to the next one."""
        self.page.keyboard.type(words)
        self.page.keyboard.press("Tab")

    def option(self, field: Locator, label: str) -> None:
        """Choose one of few."""
        self.reach(field)
        self.page.keyboard.type(label)


class Mouse(Keyboard):
    """Points at everything; the keys only write words."""

    def reach(self, target: Locator) -> None:
        target.click()

    def press(self, target: Locator) -> None:
        target.click()

    def take_first(self, options: Locator) -> None:
        options.first.click()

    def choose_file(self, name: str, file: dict[str, Any]) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_text(name, exact=True).click()
        chooser.value.set_files([file])

    def option(self, field: Locator, label: str) -> None:
        field.select_option(label=label)


def photo() -> dict[str, Any]:
    """A photo as a camera writes it."""
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "#7a8a6a").save(made, "JPEG")
    return {"name": "The bridge.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}


@pytest.fixture
def at_home(workshop, new_context: Callable[..., BrowserContext], watch) -> Page:
    """The page of all stories."""
    watch.allowed_hosts.add(urlsplit(workshop.url).netloc)
    page = new_context().new_page()
    page.goto(f"{workshop.url}/edit/")
    page.locator("html[data-ready]").wait_for(state="attached")
    return page


@pytest.mark.parametrize("hands", [Keyboard, Mouse])
def test_a_whole_story_from_nothing_to_readers(workshop, at_home: Page, hands: type[Keyboard]):
    page, hand = at_home, hands(at_home)
    title = f"Made with the {hands.__name__.lower()}"
    _begin(page, hand, title)
    story = Path(workshop.library) / urlsplit(page.url).path.rsplit("/", 1)[-1]
    _chapters(page, hand)
    _places(page, hand)
    _events(page, hand)
    _photo(page, hand)
    _publish(page, hand)
    expect(page.locator(".status")).to_contain_text("Saved")
    _read(page, workshop.url, story.name, title)
    _on_the_disk(story)


def _begin(page: Page, hand: Keyboard, title: str) -> None:
    hand.press(page.get_by_role("button", name="New story"))
    hand.write(page.get_by_role("textbox", name="Title"), title)
    hand.press(page.get_by_role("button", name="Begin the story"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def _section(page: Page, hand: Keyboard, name: str) -> None:
    contents = page.get_by_role("navigation", name="Contents of the story")
    hand.press(contents.get_by_role("link", name=re.compile(f"^{name}")))


def _chapters(page: Page, hand: Keyboard) -> None:
    _section(page, hand, "Chapters")
    for number, title in enumerate(CHAPTERS, 1):
        hand.write(page.get_by_role("textbox", name="Title of a new chapter"), title)
        hand.press(page.get_by_role("button", name="Add a chapter"))
        expect(page.get_by_text(f"Chapter {number} of {number}", exact=True)).to_be_visible()
        hand.write(page.get_by_role("textbox", name="Text", exact=True), f"The text of *{title.lower()}*.")
    expect(page.get_by_role("list", name="Chapters").get_by_role("listitem")).to_have_count(5)


def _places(page: Page, hand: Keyboard) -> None:
    _section(page, hand, "Places")
    for number, name in enumerate(PLACES, 1):
        hand.press(page.get_by_role("button", name="Add a place"))
        hand.write(page.get_by_role("combobox", name="Find the place"), name)
        options = page.get_by_role("listbox", name="Find the place").get_by_role("option")
        expect(page.get_by_role("status").filter(has_text=re.compile("places? found"))).to_be_visible()
        hand.take_first(options)
        expect(page.get_by_role("textbox", name="Latitude")).not_to_have_value("")
        expect(page.get_by_role("region", name="All places").get_by_role("listitem")).to_have_count(number)


def _events(page: Page, hand: Keyboard) -> None:
    _section(page, hand, "Events")
    sheet = page.get_by_role("grid", name="Events")
    for number, (when, title, place) in enumerate(EVENTS, 1):
        hand.press(page.get_by_role("button", name="Add a row"))
        expect(sheet).to_have_attribute("aria-rowcount", str(number + 1))
        expect(page.locator("[role=gridcell]:focus")).to_have_count(1)
        hand.next_cell(when)
        hand.next_cell(title)
        page.keyboard.type(place)
        expect(page.locator("[role=gridcell] [role=option][aria-selected=true]")).to_contain_text(place)
        page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="10 events")).to_be_visible()


def _photo(page: Page, hand: Keyboard) -> None:
    _section(page, hand, "Media")
    hand.choose_file("Add photos", photo())
    asked = page.get_by_role("region", name="The bridge.jpg")
    hand.write(asked.get_by_role("textbox", name="What the photo shows"), "A bridge over a wide river.")
    hand.option(asked.get_by_role("combobox", name="Shown in the chapter"), "The bridge")
    hand.press(asked.get_by_role("button", name="Show it in this chapter"))
    expect(asked).to_have_count(0)


def _publish(page: Page, hand: Keyboard) -> None:
    hand.press(page.get_by_role("banner").get_by_role("button", name="Publish"))
    dialog = page.get_by_role("dialog", name="Publish the story?")
    hand.press(dialog.get_by_role("button", name="Publish"))
    done = page.get_by_role("dialog", name="The story is published")
    hand.press(done.get_by_role("button", name="Close").last)
    expect(page.locator(".bar .state")).to_have_text("Published")


def _read(page: Page, url: str, slug: str, title: str) -> None:
    page.goto(f"{url}/{slug}/the-bridge")
    page.locator("html[data-ready]").wait_for(state="attached")
    expect(page.get_by_role("heading", level=2, name="The bridge")).to_be_visible()
    expect(page.get_by_role("img", name="A bridge over a wide river.").first).to_be_visible()
    expect(page).to_have_title(re.compile(title))


def _on_the_disk(folder: Path) -> None:
    checked = check_story(folder)
    story = checked.story
    assert [problem for problem in checked.problems if problem.severity is Severity.ERROR] == []
    assert [chapter.title.get("en") for chapter in story.chapters] == CHAPTERS
    ids = [site.id for site in story.sites]
    assert ids == ["quang-tri", "dong-ha", "bien-hoa-air-base", "hue", "washington"]
    assert all(site.position for site in story.sites)
    assert {event.title.get("en"): event.when.text for event in story.events if event.when} == {
        title: when for when, title, _ in EVENTS
    }
    assert checked.join.counts["placed"] == 10
    assert [media.alt.get("en") for chapter in story.chapters for media in chapter.media] == [
        "A bridge over a wide river."
    ]
    assert not story.draft
    decisions = read_decisions(folder)
    assert [(one.asked, one.status) for one in decisions] == [(name, Status.ACCEPTED) for name in PLACES]
    assert History(folder).revisions()[0].message
