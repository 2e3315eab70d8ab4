"""Layers beside and under each other: a divider and a spy-glass, by pointer, finger and key."""

import io
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import ROOT, Reader, Watch, Workshop

COMPARED = ROOT / "tests" / "stories" / "layers-compared"
STATES = {
    1: "plan-1909:1", 2: "plan-1909:1:swipe plan-1968:1:swipe", 3: "areas:0.8:swipe",
    5: "plan-1909:1 plan-1968:1:glass", 7: "plan-1968:1",
}  # fmt: skip
PAINTED = "() => document.querySelector('.leaflet-layers-pane canvas').toDataURL()"
SAME = "(wanted) => document.querySelector('.leaflet-layers-pane canvas')?.toDataURL() === wanted"


def seen(reader: Reader, step: int) -> str:
    """What the layers' canvas shows at a step, once its pictures have come."""
    expect(reader.page.locator(f"#map[data-layers='{STATES[step]}']:not([data-fading])")).to_have_count(1)
    reader.settled()
    for plan in re.findall(r"plan-\d+", STATES[step]):
        expect(reader.page.locator(f"[data-overlay='{plan}'][data-placed]")).to_have_count(1)
    painted: str = reader.page.evaluate(PAINTED)
    return painted


def opened(reader: Reader, workshop: Workshop) -> dict[int, str]:
    """Open the story, step through it, and return what each step looks like."""
    reader.open(f"{workshop.url}/{workshop.story(COMPARED)}/plain")
    looks = {}
    for step in STATES:
        reader.rail.nth(step).click()
        looks[step] = seen(reader, step)
    return looks


def see(reader: Reader, painted: str) -> None:
    reader.page.wait_for_function(SAME, arg=painted)


def box_of(one: Locator) -> tuple[float, float, float, float]:
    box = one.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["width"], box["height"]


def test_a_divider_uncovers_either_layer_by_key_and_by_pointer(
    reader: Reader, workshop: Workshop, axe: Callable[[Page], list[str]]
) -> None:
    looks = opened(reader, workshop)
    reader.rail.nth(2).click()
    see(reader, looks[2])
    slider = reader.page.get_by_role(
        "slider", name="Divider: Plan of 1909 on the left, Plan of 1968 on the right"
    )
    expect(slider).to_have_attribute("aria-valuetext", "Plan of 1909 on 50 % of the map")
    for text in ("Plan of 1909", "Plan of 1968"):
        expect(reader.page.locator(".swipe").get_by_text(text)).to_be_visible()
    assert axe(reader.page) == []
    reader.page.emulate_media(color_scheme="light")  # axe left the night behind
    slider.press("End")  # the plans lie farther in than the divider goes
    see(reader, looks[1])
    slider.press("Home")
    see(reader, looks[7])
    slider.press("ArrowRight")
    expect(slider).to_have_value("1")
    reader.expect_step(2)
    reader.button("Next").click()
    reader.rail.nth(2).click()
    see(reader, looks[2])
    x, y, width, height = box_of(slider)
    assert height == 44
    reader.page.mouse.move(x + width / 2, y + height / 2)
    reader.page.mouse.down()
    reader.page.mouse.move(x + width - 3, y + 4, steps=4)
    reader.page.mouse.up()
    see(reader, looks[1])
    expect(reader.page.locator(".back-to-story")).to_be_hidden()  # the map itself has not moved
    for step in (1, 7, 2, 5, 3, 7, 5, 2, 1):
        reader.rail.nth(step).click()
        see(reader, looks[step])
        expect(reader.page.locator(".swipe")).to_have_count(int(step in (2, 3)))
        expect(reader.page.locator(".glass")).to_have_count(int(step == 5))


def test_a_spy_glass_follows_the_pointer_and_keys(reader: Reader, workshop: Workshop) -> None:
    looks = opened(reader, workshop)
    reader.rail.nth(5).click()
    see(reader, looks[5])
    glass = reader.button("Spy-glass: Plan of 1968")
    assert box_of(glass)[2:] == (44, 44)
    glass.press("Shift+ArrowLeft")
    reader.page.wait_for_function(f"(was) => !({SAME})(was)", arg=looks[5])
    left = box_of(glass)[0]
    glass.press("ArrowRight")
    assert box_of(glass)[0] == left + 16
    reader.expect_step(5)
    glass.press("Enter")
    see(reader, looks[5])
    x, y, width, height = box_of(reader.map)
    reader.page.mouse.move(x + 30, y + height - 30)
    see(reader, looks[1])  # nothing of the plan is there
    reader.page.mouse.move(x + width / 2, y + height / 2)
    see(reader, looks[5])


def test_a_finger_moves_the_spy_glass_and_the_divider(phone: Reader, workshop: Workshop) -> None:
    story = workshop.story(COMPARED)
    phone.open(f"{workshop.url}/{story}/lens")
    before = seen(phone, 5)
    x, y, width, height = box_of(phone.map)
    phone.page.touchscreen.tap(x + 40, y + height - 40)
    phone.page.wait_for_function(f"(was) => !({SAME})(was)", arg=before)
    glass = phone.button("Spy-glass")
    assert box_of(glass)[0] < x + width / 2
    phone.open(f"{workshop.url}/{story}/plans")
    seen(phone, 2)
    slider = phone.page.get_by_role("slider", name=re.compile("^Divider"))
    middle = (x + width / 2, y + height / 2)
    client = phone.page.context.new_cdp_session(phone.page)
    for kind, at in (
        ("touchStart", [middle]),
        ("touchMove", [(x + width - 60, middle[1])]),
        ("touchEnd", []),
    ):
        client.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in at]}
        )
    expect(slider).not_to_have_value("50")
    phone.expect_step(2)


def test_tiles_stand_on_their_side_of_the_divider(reader: Reader, workshop: Workshop, watch: Watch) -> None:
    tile = io.BytesIO()
    Image.new("RGB", (256, 256), "#204080").save(tile, "PNG")

    def answer(route: Route) -> None:
        route.fulfill(body=tile.getvalue(), content_type="image/png")

    reader.page.route("https://tiles.example.org/**", answer)
    watch.allowed_hosts.add("tiles.example.org")
    reader.open(f"{workshop.url}/{workshop.story(COMPARED)}/relief")
    reader.button("Load the layer from tiles.example.org").click()
    tiles = reader.page.locator(".leaflet-rasters-pane img.leaflet-tile-loaded")
    expect(tiles.first).to_be_attached()
    x, y, width, height = box_of(reader.map)
    reader.page.locator(".leaflet-rasters-pane img:not(.leaflet-tile-loaded)").first.wait_for(
        state="detached"
    )

    def coloured(share: float) -> bool:
        with Image.open(io.BytesIO(reader.page.screenshot())) as picture:
            return picture.convert("RGB").getpixel((int(x + share * width), int(y + height - 12))) == (
                32,
                64,
                128,
            )

    assert (coloured(0.4), coloured(0.6)) == (True, False)
    reader.page.mouse.move(x + 300, y + 300)
    reader.page.mouse.down()
    reader.page.mouse.move(x + 360, y + 270, steps=3)
    reader.page.mouse.up()
    assert (coloured(0.45), coloured(0.55)) == (True, False)  # the side stays where the divider is
    assert urlsplit(reader.page.url).path.endswith("/relief")


def test_without_scripts_a_sentence_and_both_pictures_stand_in_the_text(
    new_context: Callable[..., BrowserContext], workshop: Workshop
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{workshop.url}/{workshop.story(COMPARED)}/")
    chapter = page.get_by_role("article", name="Before and after")
    expect(chapter).to_contain_text("On the map, a divider compares Plan of 1909 with Plan of 1968.")
    for alt in ("A plan with a river, a square fort and a round pond.", "A plan with streets in a grid"):
        expect(chapter.get_by_role("img", name=alt)).to_be_visible()
    expect(page.get_by_role("article", name="Areas on one side")).to_contain_text("a divider uncovers Areas.")
    expect(page.get_by_role("article", name="Under the glass")).to_contain_text(
        "a spy-glass shows Plan of 1968."
    )
