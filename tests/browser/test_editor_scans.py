"""A scanned map is placed in the editor: by numbers, by clicks, with its error, and drawn for readers."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from storymap.document.layers.warp import warp
from storymap.model import Layer
from storymap.storage.load import load
from tests.browser.conftest import ROOT

KINDS = ROOT / "tests" / "stories" / "layers-kinds"
POINTS = [
    ("0", "0", "16.4", "105.6"),
    ("600", "0", "16.5", "107.4"),
    ("600", "400", "15.3", "107.6"),
]
LATITUDE, LONGITUDE = "Latitude", "Longitude"


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A laptop's screen."""
    return new_context(viewport={"width": 1440, "height": 900}).new_page()


@pytest.fixture
def story(workshop) -> str:
    """A story with layers and with comments in its file."""
    made: str = workshop.story(KINDS)
    path = file(workshop, made)
    noted = path.read_text("utf-8").replace("- id: towns", "- id: towns  # of 1936")
    path.write_text(f"# by hand\n{noted}", "utf-8")
    return made


def file(workshop, story: str) -> Path:
    found: Path = workshop.library / story / "story.yaml"
    return found


def saved(page: Page) -> None:
    expect(page.locator(".bar .status")).to_have_text(re.compile(r"^Saved \d+:\d\d"))


def point(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Point {number}", exact=True)


def fit(page: Page) -> Locator:
    return page.locator(".scan-fit")


def painted(page: Page, there: bool = True) -> None:
    """Wait until the picture lies on the map of the points, or does not."""
    page.wait_for_function(
        """(there) => {
            const canvas = document.querySelector(".scan-ground .leaflet-sheet-pane canvas");
            if (!canvas) return false;
            const copy = new OffscreenCanvas(canvas.width || 1, canvas.height || 1);
            const seen = copy.getContext("2d", { willReadFrequently: true });  // else the browser warns
            if (canvas.width && canvas.height) seen.drawImage(canvas, 0, 0);
            const drawn = seen.getImageData(0, 0, copy.width, copy.height).data.some((part) => part);
            return (drawn && !canvas.hidden) === there;
        }""",
        arg=there,
    )


def layer_of(workshop, story: str, ident: str) -> Layer:
    return next(one for one in load(workshop.library / story).story.layers if one.id == ident)


def added(page: Page, workshop, story: str) -> None:
    """Begin a scanned map from the picture that is in the media folder."""
    workshop.edit(page, story, "scans")
    page.get_by_role("combobox", name="New scanned map").select_option("plan.png")
    page.get_by_role("button", name="Place it on the map").click()
    expect(page.get_by_role("textbox", name="Title, English")).to_be_focused()


def write(page: Page, numbers: tuple[str, ...]) -> None:
    """Add a point and write its numbers with the keyboard alone."""
    page.get_by_role("button", name="Add a point").focus()
    page.keyboard.press("Enter")
    for number in numbers:
        expect(page.locator(".scan-point[data-active]:last-of-type input:focus")).to_have_value("")
        page.keyboard.type(number)
        page.keyboard.press("Tab")


def test_a_scan_is_placed_by_keys_and_by_clicks_and_readers_get_it(workshop, story: str, page: Page):
    before = file(workshop, story).read_text("utf-8")
    added(page, workshop, story)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Plan of 1936")
    page.get_by_role("textbox", name="What the map shows, English").fill("A river and a fort.")
    expect(fit(page)).to_contain_text("Two points or more tie the picture")
    for numbers in POINTS:
        write(page, numbers)
    expect(fit(page)).to_contain_text("The picture is drawn turned, scaled and sheared.")
    expect(fit(page)).to_contain_text("Its points lie 0 m off")
    page.get_by_role("button", name="Add a point").click()
    page.locator(".scan-sheet").scroll_into_view_if_needed()
    sheet = page.locator(".scan-sheet").bounding_box()
    assert sheet is not None
    page.locator(".scan-sheet").click(position={"x": sheet["width"] / 4, "y": sheet["height"] / 2})
    sides = [point(page, 4).get_by_label(f"Pixels from the {side}") for side in ("left", "top")]
    for side in sides:
        expect(side).not_to_have_value("")
    x, y = (float(side.input_value()) for side in sides)
    assert (x, y) == (pytest.approx(150, abs=4), pytest.approx(200, abs=4))
    ground = page.locator(".scan-ground .map-frame")
    ground.click(position={"x": 80, "y": 190})
    expect(point(page, 4).get_by_label(LATITUDE)).not_to_have_value("")
    expect(fit(page)).to_contain_text("in perspective")
    page.get_by_role("combobox", name="How the points are used").select_option("affine")
    expect(fit(page)).to_contain_text("lies farthest off")
    expect(point(page, 4)).to_contain_text(re.compile(r"Lies \d[\d.,]* k?m off"))
    saved(page)
    found = layer_of(workshop, story, "plan-2")
    assert (found.title.get("en"), found.alt.get("en")) == ("Plan of 1936", "A river and a fort.")
    assert found.overlay is not None
    assert [one.position for one in found.overlay.points[:3]] == [
        (float(lon), float(lat)) for _, _, lat, lon in POINTS
    ]
    assert found.overlay.points[3].pixel == (x, y)
    bent = warp(found.overlay)
    assert bent is not None
    assert (bent.method, bent.off_km > 0) == ("affine", True)
    now = file(workshop, story).read_text("utf-8")
    head, tail = before.split("chapters: [")
    assert now.startswith(head)
    assert now.endswith(tail)


def test_corners_become_points_when_one_is_moved_and_undo_brings_them_back(workshop, story: str, page: Page):
    untouched = layer_of(workshop, story, "plan").overlay
    workshop.edit(page, story, "scans/plan")
    expect(fit(page)).to_contain_text("in perspective")
    latitude = point(page, 1).get_by_label(LATITUDE)
    expect(latitude).to_have_value("16.4")
    latitude.fill("160")
    expect(latitude).to_have_attribute("aria-invalid", "true")
    expect(point(page, 1)).to_contain_text("A number from -90 to 90 is needed here.")
    latitude.fill("16.45")
    saved(page)
    overlay = layer_of(workshop, story, "plan").overlay
    assert overlay is not None
    assert [one.position for one in overlay.points][:2] == [(105.6, 16.45), (107.4, 16.7)]
    assert "corners" not in file(workshop, story).read_text("utf-8").partition("relief")[0]
    page.get_by_role("button", name="Undo").click()
    expect(latitude).to_have_value("16.4")
    saved(page)
    assert layer_of(workshop, story, "plan").overlay == untouched
    page.get_by_role("button", name="Take out point 4").click()
    expect(page.get_by_role("button", name="Take out point 3")).to_be_focused()
    expect(fit(page)).to_contain_text("sheared")


def test_the_picture_lies_on_the_map_while_its_points_are_placed(workshop, story: str, page: Page):
    added(page, workshop, story)
    write(page, POINTS[0])
    painted(page, False)
    expect(page.get_by_role("button", name="Picture on the map")).to_have_count(0)
    for numbers in POINTS[1:]:
        write(page, numbers)
    expect(fit(page)).to_have_attribute("data-tied", "affine")
    laid = page.get_by_role("button", name="Picture on the map")
    expect(laid).to_have_attribute("aria-pressed", "true")
    painted(page)
    laid.click()
    expect(laid).to_have_attribute("aria-pressed", "false")
    painted(page, False)


def test_a_scan_that_goes_leaves_the_chapters_that_showed_it(workshop, story: str, page: Page):
    workshop.edit(page, story, "scans/plan")
    page.get_by_role("button", name="Take it off the map").click()
    page.get_by_role("dialog").get_by_role("button", name="Take it off the map").click()
    expect(page.get_by_text("Choose a scanned map in the list")).to_be_visible()
    saved(page)
    loaded = load(workshop.library / story).story
    assert "plan" not in {layer.id for layer in loaded.layers}
    assert all(state.id != "plan" for chapter in loaded.chapters for state in chapter.layers)
    page.get_by_role("button", name="Undo").click()
    saved(page)
    assert layer_of(workshop, story, "plan").overlay is not None
