"""Layers on the map: the same state by every way, fades, consent, and words for those who don't see them."""

import io
from collections.abc import Callable
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import ROOT, Reader, Watch, Workshop

KINDS = ROOT / "tests" / "stories" / "layers-kinds"
STATES = [
    "people:1", "people:0.4 towns:1", "density:1", "finds:1", "dots:1:114", "trade:1", "people:1:2 grid:1",
    "grid:0.5 plan:0.85", "relief:1",
]  # fmt: skip
PAINTED = "() => document.querySelector('.leaflet-layers-pane canvas').toDataURL()"
SAME = "(wanted) => document.querySelector('.leaflet-layers-pane canvas')?.toDataURL() === wanted"


def opened(reader: Reader, workshop: Workshop, chapter: str = "people") -> str:
    """Open a copy of the story with every kind of layer at a chapter; return its name."""
    story = workshop.story(KINDS)
    reader.open(f"{workshop.url}/{story}/{chapter}")
    return story


def at_state(reader: Reader, step: int) -> None:
    """Wait until the map stands with the layers of a step, and nothing else, on it."""
    expect(reader.page.locator(f"#map[data-layers='{STATES[step - 1]}']:not([data-fading])")).to_have_count(1)
    reader.settled()


def go(reader: Reader, step: int) -> None:
    reader.rail.nth(step).click()


def test_every_way_to_a_chapter_shows_the_same_layers(reader: Reader, workshop: Workshop) -> None:
    opened(reader, workshop)
    at_state(reader, 1)
    seen = {1: reader.page.evaluate(PAINTED)}
    for step in range(2, 10):
        reader.button("Next").click()
        at_state(reader, step)
        if step == 8:  # the picture comes by a request of its own
            expect(reader.page.locator("[data-overlay='plan'][data-placed]")).to_have_count(1)
        seen[step] = reader.page.evaluate(PAINTED)
    assert len(set(seen.values())) == 9  # tiles are no part of the canvas: the ninth is empty
    for step in (1, 9, 2, 8, 3, 7, 4, 6, 5, 1):
        go(reader, step)
        at_state(reader, step)
        reader.page.wait_for_function(SAME, arg=seen[step])
    reader.page.go_back()
    at_state(reader, 5)
    reader.page.wait_for_function(SAME, arg=seen[5])


def test_nothing_that_comes_late_stays_on_a_map_that_has_moved_on(moving: Reader, workshop: Workshop) -> None:
    held: list[Route] = []
    moving.page.route("**/media/plan.png", lambda route: held.append(route))
    opened(moving, workshop, "towns")
    at_state(moving, 2)
    before = moving.page.evaluate(PAINTED)
    with moving.page.expect_request("**/media/plan.png"):
        go(moving, 8)
    go(moving, 1)  # before the fade and the flight have ended
    go(moving, 2)
    for route in held:
        with moving.page.expect_response("**/media/plan.png"):
            route.continue_()
    at_state(moving, 2)
    moving.page.wait_for_function(SAME, arg=before)


def test_tiles_of_another_host_wait_for_the_readers_word(
    reader: Reader, workshop: Workshop, watch: Watch
) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (256, 256), "#204080").save(picture, "PNG")
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(urlsplit(route.request.url).netloc)
        route.fulfill(body=picture.getvalue(), content_type="image/png")

    reader.page.route("https://tiles.example.org/**", answer)
    opened(reader, workshop, "relief")
    at_state(reader, 9)
    button = reader.button("Load the layer from tiles.example.org")
    expect(button).to_be_visible()
    assert asked == []
    watch.allowed_hosts.add("tiles.example.org")
    button.click()
    tiles = reader.page.locator(".leaflet-rasters-pane img.leaflet-tile-loaded")
    expect(tiles.first).to_be_attached()
    expect(button).to_be_hidden()
    go(reader, 1)
    at_state(reader, 1)
    expect(tiles).to_have_count(0)
    go(reader, 9)
    expect(tiles.first).to_be_attached()
    expect(button).to_be_hidden()


def test_a_layer_stands_in_words_and_numbers_in_the_page(
    reader: Reader, workshop: Workshop, axe: Callable[[Page], list[str]]
) -> None:
    opened(reader, workshop)
    at_state(reader, 1)
    legend = reader.page.get_by_role("group", name="Layers on the map")
    expect(legend).to_contain_text("Density (people per km²)")
    expect(legend.get_by_role("listitem")).to_have_text(
        ["5 – 36.8", "36.8 – 70.5", "70.5 – 113", "113 – 211", "no data"]
    )
    assert axe(reader.page) == []
    legend.get_by_role("link", name="All about this layer").click()
    expect(reader.page.get_by_role("heading", name="People per area", level=4)).to_be_focused()
    values = reader.page.get_by_role("article", name="People per area")
    values.get_by_text("12 rows of values").click()
    expect(values.get_by_role("row")).to_have_count(13)
    expect(values.get_by_role("row", name="Lâm Hà 210.2")).to_be_visible()
    expect(
        reader.page.get_by_role("img", name="A plan with a river, a square fort and a round pond.")
    ).to_be_attached()
    assert axe(reader.page) == []


def test_the_buttons_of_the_map_are_painted_above_it(reader: Reader, workshop: Workshop) -> None:
    opened(reader, workshop)
    at_state(reader, 1)
    paper = reader.page.evaluate(
        "getComputedStyle(document.querySelector('[data-do=\"zoom-in\"]')).backgroundColor"
    )
    with Image.open(io.BytesIO(reader.button("Zoom in").screenshot())) as picture:
        red, green, blue = picture.convert("RGB").getpixel((6, 6))  # type: ignore[misc]
    assert paper == f"rgb({red}, {green}, {blue})"
    reader.button("Legend").or_(reader.page.get_by_label("Legend and moving the map")).first.click()
    shown = reader.page.locator(".legend [data-layer]:not([hidden])")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("113 – 211")


def test_a_page_without_scripts_has_the_legends_and_the_values(
    new_context: Callable[..., BrowserContext], workshop: Workshop
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{workshop.url}/{workshop.story(KINDS)}/")
    expect(page.get_by_role("group", name="Layers on the map")).to_have_count(9)
    expect(page.locator("#layer_trade")).to_contain_text("North Port → South Hill")
    expect(page.get_by_text("Lines of longitude and latitude are drawn.").first).to_be_visible()
