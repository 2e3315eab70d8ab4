"""The editor in every state, by day and night, narrow and wide, in two languages: axe finds nothing."""

import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from storymap.accounts import Accounts, Role
from storymap.languages import translation

TESTS = Path(__file__).resolve().parents[1]
CLOSING = TESTS.parent / "geodata" / "stories" / "closing-the-past"
AXE = TESTS.parent / "storymap" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async (only) => {
    const rules = only ? { runOnly: only } : { rules: { "target-size": { enabled: true } } };
    const { violations } = await axe.run(document, { resultTypes: ["violations"], iframes: false, ...rules });
    return violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 4).map(({ html, any }) =>
        html.slice(0, 160) + " " + (any[0]?.message ?? "")).join(" | "));
}"""
# what the theme can change; the structure is the same in the dark
DARK = ["color-contrast", "link-in-text-block"]
# what must not be cut off, and what must not have to be moved sideways
FITS = """() => {
    const style = (one) => getComputedStyle(one);
    const say = (what, one) => `${what}: ${one.outerHTML.slice(0, 120)}`;
    const shown = (one) => one.checkVisibility() && !one.closest(".visually-hidden");
    const words = [...document.querySelectorAll("h1, h2, h3, h4, label, legend, summary, .button, .help")]
        .filter(shown);
    const movable = [...document.querySelectorAll("html, body, .pane, .pane *, dialog *")].filter((one) =>
        /auto|scroll/.test(style(one).overflowX) && !one.matches(".scroll, .sheet, textarea, input"));
    const panes = [...document.querySelectorAll(".pane")].filter(shown);
    return [
        ...words.filter((one) => style(one).overflowY !== "visible")
            .filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => say("cut off", one)),
        ...words.filter((one) => parseFloat(style(one).lineHeight) < parseFloat(style(one).fontSize) * 1.3)
            .map((one) => say("lines too close", one)),
        ...[document.documentElement, ...movable].filter((one) => one.scrollWidth > one.clientWidth + 1)
            .map((one) => say(`${one.scrollWidth - one.clientWidth} px too wide`, one)),
        ...panes.filter((one) => innerWidth < 700 && one.getBoundingClientRect().width < innerWidth)
            .map((one) => say("narrower than the window", one)),
    ];
}"""
HUE = {1: "N", 2: (16.0, 27.0, 49.32), 3: "E", 4: (107.0, 35.0, 27.24)}
SPREADSHEET = "when\ttitle\tplace\n1968\tThe flood\tSpringfield\n1969\tThe road\tSan José"

States = Iterator[str]


class Desk:
    """Somebody at the editor, in one of the languages that it speaks."""

    def __init__(self, context: BrowserContext, language: str, workshop: Any) -> None:
        self.context = context
        self.page = context.new_page()
        self.language = language
        self.workshop = workshop
        self.say = translation(language).gettext
        self.broken: list[str] = []

    def open(self, story: str, place: str = "") -> None:
        """Open a story at a place, in this language, in a page that no other story's map still loads in."""
        self.page.close()
        self.page = self.context.new_page()
        self.workshop.edit(self.page, f"{story}?lang={self.language}", place)
        self.pane(1)

    def pane(self, number: int) -> None:
        """Show a pane where there is room for one only: 0 contents, 1 fields, 2 preview."""
        self.page.locator(".pane-tabs button").nth(number).dispatch_event("click")

    def button(self, name: str, within: Page | Locator | None = None) -> Locator:
        """A button by its English name."""
        return (within or self.page).get_by_role("button", name=self.say(name), exact=True)

    def look(self, state: str) -> None:
        """Look at the page as it is with every width and by every light."""
        for width in (1280, 320):
            self.page.set_viewport_size({"width": width, "height": 800})
            for theme, only in (("light", None), ("dark", DARK)):
                self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                found = self.page.evaluate(RUN, only)
                self.broken += [f"{state}, {theme}, {width}: {one}" for one in found]
            self.broken += [f"{state}, {width}: {one}" for one in self.page.evaluate(FITS)]
        self.page.set_viewport_size({"width": 1280, "height": 800})


@pytest.fixture(params=["en", "vi"])
def desk(request: pytest.FixtureRequest, workshop: Any, new_context: Callable[..., BrowserContext]) -> Desk:
    """A desk in each language."""
    context = new_context()
    context.add_init_script(path=AXE)
    return Desk(context, request.param, workshop)


def story_states(desk: Desk) -> States:
    """The story's fields, and the questions before and after it is published."""
    story = desk.workshop.story(CLOSING)
    file = desk.workshop.library / story / "story.yaml"
    file.write_text(file.read_text("utf-8") + "draft: true\n", "utf-8")
    desk.open(story, "story")
    yield "story"
    desk.button("Publish").first.click()
    yield "publish?"
    desk.button("Publish", desk.page.get_by_role("dialog")).click()
    expect(desk.page.get_by_role("dialog").locator("a.main")).to_be_visible()
    yield "published"
    desk.page.keyboard.press("Escape")
    desk.page.route("**/api/stories/*", lambda route: route.abort("aborted"))
    desk.page.locator("[data-field=title]").fill("Not yet")
    expect(desk.page.locator(".bar .status[data-status=waiting]")).to_be_visible()
    yield "not saved yet"
    desk.button("Try now").click()
    desk.page.unroute("**/api/stories/*")  # the editor tries again by itself, after 30 seconds at the latest
    expect(desk.page.locator(".bar .status[data-status=saved]")).to_be_visible(timeout=45_000)


def chapter_states(desk: Desk) -> States:
    """No chapter, all chapters, one with media and a problem, and the preview that a phone shows."""
    desk.open(desk.workshop.story(TESTS / "stories" / "empty"), "chapters")
    yield "no chapter"
    desk.pane(0)
    yield "contents without chapters"
    story = desk.workshop.story()
    file = desk.workshop.library / story / "chapters" / "oakland.md"
    file.write_text(re.sub(r"\n    alt:.*", "", file.read_text("utf-8")), "utf-8")
    desk.open(story, "chapters")
    yield "chapters"
    desk.open(story, "chapters/oakland")
    expect(desk.page.locator(".problems-here")).to_be_visible()
    yield "chapter"
    desk.pane(0)
    yield "contents"
    desk.pane(2)
    yield "preview"


def place_states(desk: Desk) -> States:
    """No place, all places, one with a shape, one that is sought, one that is drawn."""
    desk.open(desk.workshop.story(TESTS / "stories" / "empty"), "places")
    yield "no place"
    story = desk.workshop.story(CLOSING)
    desk.open(story, "places")
    yield "places"
    desk.page.locator(".items a").nth(2).click()
    desk.page.locator(".place-handle").wait_for()
    yield "place"
    desk.button("Draw an area").click()
    expect(desk.button("Stop drawing")).to_be_visible()
    yield "drawing"
    desk.open(story, "places")
    desk.button("Add a place").click()
    yield "no position"
    desk.page.locator(".chooser input").fill("Springfield")
    expect(desk.page.locator(".chooser [role=option]").nth(2)).to_be_visible()
    yield "candidates"
    desk.page.keyboard.press("ArrowDown")
    expect(desk.page.locator(".reasons")).to_be_visible()
    yield "reasons"


def event_states(desk: Desk) -> States:
    """No event, all events, and cells with a line, with dates and with places to choose from."""
    desk.open(desk.workshop.story(TESTS / "stories" / "empty"), "events")
    yield "no event"
    desk.open(desk.workshop.story(), "events")
    cells = desk.page.locator("[role=gridcell]")
    expect(cells.first).to_be_visible()
    yield "events"
    desk.page.locator("[role=gridcell][aria-colindex='3']").first.dblclick()
    expect(desk.page.locator(".sheet-editor")).to_be_visible()
    yield "a line"
    desk.page.keyboard.press("Escape")
    desk.page.locator("[role=gridcell][aria-colindex='2']").first.click()
    desk.page.keyboard.type("11/12/1968")
    expect(desk.page.locator(".sheet [role=option]").nth(1)).to_be_visible()
    yield "dates"
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Escape")
    desk.page.locator("[role=gridcell]:has([role=combobox])").wait_for(state="detached")
    desk.page.locator("[role=gridcell][aria-colindex='5']").first.click()
    desk.page.keyboard.type("s")
    expect(desk.page.locator(".sheet [role=option]").first).to_be_visible()
    yield "places to choose from"


def import_states(desk: Desk) -> States:
    """A table is read, its columns are named, doubtful places are asked about."""
    desk.open(desk.workshop.story(CLOSING), "import")
    yield "read"
    desk.page.locator("textarea").fill(SPREADSHEET)
    desk.button("Take the pasted rows").click()
    desk.page.locator(".questions li").first.wait_for()
    yield "columns and review"
    desk.page.locator(".questions input").first.check()
    expect(desk.page.locator(".account li").first).to_be_visible()
    yield "answered"


def photo() -> dict[str, Any]:
    """A photo that says where and when it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825).update(HUE)
    exif.get_ifd(0x8769)[0x9003] = "1968:01:30 10:00:00"
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "#7a8a6a").save(made, "JPEG", exif=exif)
    return {
        "name": "The long bridge over the river.jpg",
        "mimeType": "image/jpeg",
        "buffer": made.getvalue(),
    }


def media_states(desk: Desk) -> States:
    """No picture, a few, a new one that is asked about, one that may go, one that a layer would miss."""
    desk.open(desk.workshop.story(TESTS / "stories" / "two-places"), "media")
    yield "no picture"
    desk.open(desk.workshop.story(), "media")
    yield "pictures"
    desk.page.locator("input[type=file]").set_input_files([photo()])
    desk.page.locator(".new-photo .offer p").nth(1).wait_for()
    yield "a new photo"
    desk.button("Only keep the file").click()
    desk.page.locator(".media-grid .button").first.click()
    yield "delete?"
    desk.open(desk.workshop.story(TESTS / "stories" / "layers-kinds"), "media")
    in_layer = desk.say("On the map in the layer {title}").format(title="A plan of the port")
    expect(desk.page.get_by_text(in_layer)).to_be_visible()
    desk.page.locator(".media-grid .button").click()
    still_used = desk.say("This file is still used: {names}. There it will be missing.")
    expect(desk.page.get_by_text(still_used.format(names="A plan of the port"))).to_be_visible()
    yield "delete what is used?"


def scan_states(desk: Desk) -> States:
    """No picture to place, all scanned maps, one that is placed, a half point, one that may go."""
    desk.open(desk.workshop.story(TESTS / "stories" / "two-places"), "scans")
    yield "no picture to place"
    story = desk.workshop.story(TESTS / "stories" / "layers-kinds")
    desk.open(story, "scans")
    yield "scanned maps"
    desk.open(story, "scans/plan")
    expect(desk.page.locator(".scan-fit[data-tied]")).to_be_visible()
    yield "a scanned map"
    desk.button("Add a point").click()
    desk.page.locator(".scan-point:last-of-type input").first.fill("left")
    expect(desk.page.locator(".scan-point .error-text")).to_be_visible()
    desk.button("Picture nearer").click()
    yield "a point that is no point"
    desk.button("Take it off the map").click()
    yield "off the map?"


def history_states(desk: Desk) -> States:
    """No revision, a few, one that is open, compared and restored."""
    story = desk.workshop.story()
    desk.open(story, "history")
    yield "no revision"
    desk.open(story, "story")
    desk.page.locator("[data-field=title]").fill("Another title")
    expect(desk.page.locator(".bar .status[data-status=saved]")).to_be_visible()
    desk.page.locator("[data-field=licence]").fill("CC BY 4.0")
    expect(desk.page.locator(".bar .status[data-status=saved]")).to_be_visible()
    desk.open(story, "history")
    expect(desk.page.locator(".items a").first).to_be_visible()
    yield "history"
    desk.page.locator(".items a").first.click()
    expect(desk.page.locator(".differences li").first).to_be_visible()
    yield "a revision"
    desk.page.locator(".history-open select").select_option("now")
    yield "compared"
    desk.button("Restore this revision").click()
    yield "restore?"


@pytest.mark.parametrize(
    "states",
    [story_states, chapter_states, place_states, event_states, import_states, media_states, scan_states,
     history_states],
)
def test_axe_finds_nothing_in_the_editor(desk: Desk, states: Callable[[Desk], States]):
    for state in states(desk):
        desk.look(state)
    assert desk.broken == []


@pytest.fixture
def accounts_server(tmp_path: Path, serve_library, watch) -> Iterator[str]:
    """A server with a story, its owner and two who help, and a story that is gone."""
    shutil.copytree(TESTS / "stories" / "two-places", tmp_path / "two-places")
    users = Accounts(tmp_path).users
    users.add("Ana", "a long password", {"*": Role.OWNER})
    users.add("Bình Nguyễn Thị Phương", "a long password", {"two-places": Role.EDITOR})
    with serve_library(tmp_path) as url:
        watch.allowed_hosts.add(urlsplit(url).netloc)
        yield url


def test_axe_finds_nothing_where_people_sign_in_share_and_delete(desk: Desk, accounts_server: str, watch):
    watch.allowed_statuses.add(401)
    page, url = desk.page, accounts_server
    page.goto(f"{url}/edit/login?lang={desk.language}")
    desk.look("sign in")
    page.locator("#name").fill("Ana")
    page.locator("#password").fill("not the password")
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    desk.look("refused")
    page.locator("#password").fill("a long password")
    page.locator("button[type=submit]").click()
    page.goto(f"{url}/edit/two-places?lang={desk.language}#sharing")
    desk.pane(1)
    expect(page.locator(".people li").nth(1)).to_be_visible()
    desk.button("Make a link").click()
    expect(page.locator(".made-link")).to_be_visible()
    desk.look("people and links")
    page.locator(".links .button").first.click()
    desk.look("revoke?")
    page.goto(f"{url}/edit/?lang={desk.language}")
    page.locator(".shelf-acts .quiet").first.click()
    page.get_by_role("dialog").locator(".danger").click()
    expect(page.locator(".trash li")).to_be_visible()
    desk.look("trash")
    page.locator(".trash .quiet").click()
    desk.look("delete for good?")
    assert desk.broken == []
