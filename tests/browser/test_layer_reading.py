"""What a reader does with layers: goes through time, asks what something is, and finds it in its table."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from storymap.render.single import single_file
from storymap.storage import load
from tests.browser.conftest import Reader, Workshop
from tests.browser.test_layers import KINDS, PAINTED, SAME, STATES, at_state, opened


def slider(reader: Reader, name: str = "Time on the map") -> Locator:
    return reader.page.get_by_role("slider", name=name)


def shows(reader: Reader, state: str) -> None:
    expect(reader.page.locator(f"#map[data-layers='{state}']:not([data-fading])")).to_have_count(1)


def middle(reader: Reader, x: float, y: float) -> tuple[float, float]:
    """A point of the window at shares of the map."""
    box = reader.map.bounding_box()
    assert box
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def test_a_slider_goes_through_the_years_in_words_and_the_next_chapter_is_as_its_author_made_it(
    reader: Reader, workshop: Workshop, axe: Callable[[Page], list[str]]
) -> None:
    story = opened(reader, workshop, "finds")
    at_state(reader, 4)
    whole = reader.page.evaluate(PAINTED)
    time = slider(reader)
    expect(time).to_have_attribute("aria-valuetext", "All times: 180 of 180 shown")
    expect(reader.page.get_by_role("group", name="Layers on the map").first).to_contain_text(
        "2 have no date; they are not shown while a time is chosen."
    )
    time.press("ArrowRight")
    shows(reader, "finds:1:11")
    expect(time).to_have_attribute("aria-valuetext", "1960: 11 of 180 shown")
    time.press("End")
    expect(time).to_have_attribute("aria-valuetext", "1975: 11 of 180 shown")  # the undated ones stay away
    time.press("Home")
    shows(reader, "finds:1")
    reader.page.wait_for_function(SAME, arg=whole)
    assert axe(reader.page) == []
    time.press("ArrowRight")
    expect(reader.button("Play through time")).to_be_hidden()  # this reader wants no motion
    reader.button("Next").click()
    at_state(reader, 5)
    expect(time).to_have_attribute("aria-valuetext", "All times: 114 of 114 shown")
    expect(time).to_have_attribute("max", "10")
    reader.rail.nth(1).click()
    at_state(reader, 1)
    expect(time).to_be_hidden()
    reader.page.goto(f"{workshop.url}/{story}/finds?lang=vi")
    reader.ready()
    slider(reader, "Thời gian trên bản đồ").press("ArrowRight")
    expect(slider(reader, "Thời gian trên bản đồ")).to_have_attribute(
        "aria-valuetext", "năm 1960: hiện 11 trên 180"
    )


def test_time_plays_to_its_end_and_stops_for_whoever_takes_over(moving: Reader, workshop: Workshop) -> None:
    clock = moving.page.clock
    clock.install()
    opened(moving, workshop, "dots")
    at_state(moving, 5)
    moving.stop_time()
    time = slider(moving)
    moving.button("Play through time").click()
    expect(time).to_have_attribute("aria-valuetext", re.compile("^1960: "))
    clock.run_for(1_000)
    expect(time).to_have_attribute("aria-valuetext", re.compile("^1961: "))
    moving.button("Pause").click()
    expect(moving.button("Play through time")).to_be_visible()
    for key in ("End", "ArrowLeft"):
        time.press(key)
    moving.button("Play through time").press("Enter")
    clock.run_for(2_000)
    expect(time).to_have_attribute("aria-valuetext", re.compile("^1969: "))
    expect(moving.button("Play through time")).to_be_visible()
    moving.button("Play through time").press("Enter")
    expect(time).to_have_attribute("aria-valuetext", re.compile("^1960: "))  # from the first step again
    moving.button("Next").click()
    clock.resume()
    expect(time).to_be_hidden()
    at_state(moving, 6)  # nothing plays on under another chapter


def test_pointing_at_an_area_tells_its_value_and_a_click_keeps_it_until_escape(
    reader: Reader, workshop: Workshop, axe: Callable[[Page], list[str]]
) -> None:
    opened(reader, workshop)
    at_state(reader, 1)
    told, before = reader.page.locator(".told"), reader.page.evaluate(PAINTED)
    x, y = middle(reader, 0.45, 0.42)
    reader.page.mouse.move(x, y)
    expect(told).to_have_text(re.compile("Hà Trung.*33 people per km².*People per area"))
    expect(told.get_by_role("button")).to_have_count(0)
    reader.page.mouse.move(*middle(reader, 0.02, 0.5))
    expect(told).to_be_hidden()
    reader.page.wait_for_function(SAME, arg=before)  # nor does its ring stay
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x + 60, y, steps=4)
    reader.page.mouse.up()
    expect(told.get_by_role("button")).to_have_count(0)  # the map was dragged, nothing was chosen
    reader.button("Back to the story").click()
    reader.settled()
    heard = reader.announcements()
    reader.page.mouse.click(x, y)
    row = told.get_by_role("button", name="Row in the table")
    expect(row).to_be_visible()
    assert "Hà Trung, 33 people per km²" in heard()
    assert axe(reader.page) == []
    row.click()
    expect(reader.page.get_by_role("row", name="Hà Trung 33").get_by_role("button")).to_be_focused()
    reader.page.keyboard.press("Shift+Tab")
    reader.page.keyboard.press("Enter")  # the row above
    expect(told).to_contain_text("Bình Sơn")
    expect(row).to_be_focused()
    expect(reader.places).to_be_hidden()
    reader.page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(reader.map).to_be_focused()
    for _ in range(4):
        reader.button("Zoom in").click()
    reader.page.get_by_role("button", name="Places as list").or_(
        reader.page.get_by_role("link", name="Places as list")
    ).first.click()
    reader.page.get_by_role("button", name="Đông Hà").click()  # an area without data, out of sight by now
    expect(told).to_contain_text("no data")
    reader.settled()
    expect(told).to_be_visible()
    reader.button("Next").click()
    expect(told).to_be_hidden()
    at_state(reader, 2)
    reader.rail.nth(6).click()
    at_state(reader, 6)
    expect(reader.page.locator("[data-row='people']:enabled")).to_have_count(0)
    expect(reader.page.locator("[data-row='trade']:enabled")).to_have_count(4)


def test_a_tap_tells_a_value_and_its_date_and_one_finger_still_scrolls(
    phone: Reader, workshop: Workshop
) -> None:
    opened(phone, workshop, "finds")
    at_state(phone, 4)
    slider(phone).press("ArrowRight")
    shows(phone, "finds:1:11")
    box = phone.page.evaluate("""() => {
        const { layers } = JSON.parse(document.querySelector("#storymap-document").textContent);
        const layer = layers.find(({ id }) => id === "finds");
        return layer.time.of.findIndex((at) => at !== null && layer.time.dates[at].label === "1960");
    }""")
    phone.page.evaluate("document.querySelector('[data-do=\"places\"]').click()")
    phone.page.locator("#layer_finds summary").click()
    phone.page.locator(f"[data-row='finds'][data-feature='{box}']").tap()
    told = phone.page.locator(".told")
    expect(told).to_contain_text("1960")
    expect(told).to_be_visible()
    phone.page.touchscreen.tap(*middle(phone, 0.05, 0.1))
    expect(told).to_be_hidden()
    phone.page.locator(".rail [data-step='1']").evaluate("(link) => link.click()")
    at_state(phone, 1)
    phone.page.touchscreen.tap(*middle(phone, 0.45, 0.42))
    expect(told).to_contain_text("people per km²")
    taken = phone.page.evaluate("""() => {
        const target = document.querySelector("#map");
        const touch = new Touch({ identifier: 1, target, clientX: 90, clientY: 200 });
        return ["touchstart", "touchmove"].map((kind) => document.querySelector(".told").dispatchEvent(
            new TouchEvent(kind, { touches: [touch], bubbles: true, cancelable: true })));
    }""")
    assert taken == [True, True]  # nobody kept the page from scrolling


@pytest.fixture(params=["embed", "file"])
def elsewhere(
    request: pytest.FixtureRequest,
    new_context: Callable[..., BrowserContext],
    workshop: Workshop,
    tmp_path: Path,
) -> Reader:
    """The story with all kinds of layers in an article's frame, or as one file with the network off."""
    if request.param == "embed":
        reader = Reader(new_context().new_page())
        return reader.open(f"{workshop.url}/{workshop.story(KINDS)}/embed?chapter=people")
    file = tmp_path / "kinds.html"
    file.write_bytes(single_file(load(KINDS).story, KINDS).html)
    return Reader(new_context(offline=True).new_page()).open(f"{file.as_uri()}#people")


def test_layers_are_the_same_in_a_frame_and_in_one_file(elsewhere: Reader) -> None:
    reader, step = (
        elsewhere,
        lambda number: reader.page.locator(f".rail [data-step='{number}']").evaluate(
            "(link) => link.click()"
        ),
    )
    at_state(reader, 1)
    seen = {1: reader.page.evaluate(PAINTED)}
    for number in (9, 2):
        step(number)
        at_state(reader, number)
        seen[number] = reader.page.evaluate(PAINTED)
    assert len(set(seen.values())) == len(seen)
    for number in (9, 1, *range(3, 9), 2, 9, 1):
        step(number)
        at_state(reader, number)
        if number in seen:
            reader.page.wait_for_function(SAME, arg=seen[number])
    reader.page.mouse.click(*middle(reader, 0.45, 0.42))
    expect(reader.page.locator(".told")).to_contain_text("people per km²")
    step(4)
    at_state(reader, 4)
    slider(reader).press("ArrowRight")
    shows(reader, f"{STATES[3]}:11")
