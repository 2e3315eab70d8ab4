"""The map: its marks, the list that equals it, the same state after any jump, and free exploration."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

CLOSING = "/closing-the-past/"


def same_picture(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    """Marks have the same names and states, and stand in the same spots (two roundings apart at most)."""
    assert [(mark["name"], mark["state"]) for mark in found] == [
        (mark["name"], mark["state"]) for mark in expected
    ]
    for one, other in zip(found, expected, strict=True):
        assert abs(one["x"] - other["x"]) <= 2
        assert abs(one["y"] - other["y"]) <= 2


@pytest.mark.parametrize("moves", ["4 2", "5 0 2", "3 1 2"])
def test_a_chapter_shows_the_same_state_after_any_jump(reader, moves: str):
    reader.open("/pacific-crossing/kauai")
    expected = reader.marks()
    reader.open("/pacific-crossing/oakland")
    for step in moves.split():
        reader.rail.nth(int(step)).click()
        reader.expect_step(int(step))
    same_picture(reader.marks(), expected)


def test_flying_there_ends_in_the_same_state(moving):
    moving.open("/pacific-crossing/kauai")
    expected = moving.marks()
    moving.open("/pacific-crossing/oakland")
    moving.page.keyboard.press("End")
    moving.settled()
    for _ in range(3):
        moving.page.keyboard.press("ArrowLeft")
    moving.settled()
    moving.expect_step(2)
    same_picture(moving.marks(), expected)


def test_back_shows_the_same_state(reader):
    reader.open("/pacific-crossing/suva")
    expected = reader.marks()
    reader.page.keyboard.press("Home")
    reader.expect_step(0)
    reader.page.go_back()
    reader.expect_step(3)
    same_picture(reader.marks(), expected)


def test_a_chapters_places_are_inside_the_map(reader):
    for address in (f"/pacific-crossing/{slug}" for slug in ("oakland", "kauai", "suva", "brisbane", "")):
        reader.open(address)
        box = reader.map.bounding_box()
        for mark in reader.marks():
            if mark["state"] == "current":
                assert box["x"] < mark["x"] < box["x"] + box["width"], (address, mark)
                assert box["y"] < mark["y"] < box["y"] + box["height"], (address, mark)


@pytest.mark.parametrize("story", ["/pacific-crossing/", CLOSING])
def test_marks_have_names_of_their_own_and_few_tab_stops(reader, story: str):
    reader.open(story)
    for _ in range(3):
        names = [mark["name"] for mark in reader.marks()]
        assert all(names)
        assert len(set(names)) == len(names)
        assert sum(mark["tab"] == 0 for mark in reader.marks()) <= 30
        reader.page.keyboard.press("ArrowRight")


def test_words_say_how_well_a_place_is_known(reader):
    reader.open("/pacific-crossing/suva")
    expect(reader.mark("Phoenix Islands")).to_have_accessible_name(
        re.compile(r"^\d\. Phoenix Islands, within 250 km")
    )
    reader.mark("Suva").click()
    expect(reader.mark("Waters of Fiji")).to_have_accessible_name(re.compile("an area"))


def test_the_map_is_described_in_words(reader):
    reader.open("/pacific-crossing/suva")
    described = "The route runs from Kauai south-west across the 180th meridian to Suva."
    expect(reader.page.get_by_role("group", name=described)).to_have_count(1)


def test_a_gathering_opens_to_its_places(reader):
    reader.open()
    gathering = reader.mark("more places here").first
    gathering.focus()
    reader.page.keyboard.press("Enter")
    reader.settled()
    expect(reader.button("Back to the story").or_(reader.panel)).to_be_visible()


def test_the_list_of_places_equals_the_map(reader):
    reader.open()
    sites = reader.document()["sites"]["features"]
    reader.page.get_by_role("link", name="Places as list").click()
    expect(reader.page.get_by_role("heading", name="Places as list")).to_be_focused()
    rows = reader.page.locator("#places").get_by_role("row")
    assert {row.get_attribute("id") for row in rows.all()[1:]} == {f"place_{site['id']}" for site in sites}
    named = reader.page.locator("#places").get_by_role("rowheader")
    for site in sites:
        expect(named.filter(has_text=site["properties"]["name"])).not_to_have_count(0)


def test_events_without_a_place_are_in_the_list(reader):
    reader.open()
    reader.page.get_by_role("link", name="Places as list").click()
    expect(reader.page.get_by_role("heading", name="Events without a place")).to_be_visible()
    expect(reader.page.locator("#places").get_by_text("The radio is silent for hours")).to_be_visible()


def test_escape_closes_the_list_and_gives_the_focus_back(reader):
    reader.open()
    opener = reader.page.get_by_role("link", name="Places as list")
    for close in (lambda: reader.page.keyboard.press("Escape"), lambda: reader.button("Close").click()):
        opener.focus()
        reader.page.keyboard.press("Enter")
        expect(reader.page.get_by_role("table")).to_be_visible()
        close()
        expect(reader.page.get_by_role("table")).to_be_hidden()
        expect(opener).to_be_focused()


def test_nothing_under_the_open_list_takes_the_focus(reader):
    reader.open("/pacific-crossing/suva")
    reader.page.get_by_role("link", name="Places as list").click()
    for _ in range(12):
        reader.page.keyboard.press("Tab")
        assert reader.page.evaluate(
            "document.activeElement.closest('#map, #chapters, [data-do=next]') === null"
        )


def test_dragging_the_map_offers_the_way_back(reader):
    reader.open("/pacific-crossing/kauai")
    expected = reader.marks()
    back = reader.button("Back to the story")
    expect(back).to_be_hidden()
    reader.page.mouse.move(800, 300)
    reader.page.mouse.down()
    reader.page.mouse.move(700, 380, steps=4)
    reader.page.mouse.up()
    expect(back).to_be_visible()
    assert reader.marks() != expected
    reader.expect_step(2)
    back.click()
    expect(back).to_be_hidden()
    same_picture(reader.marks(), expected)


@pytest.mark.parametrize("name", ["Zoom in", "Zoom out"])
def test_zooming_offers_the_way_back(reader, name: str):
    reader.open("/pacific-crossing/brisbane")
    expected = reader.marks()
    reader.button(name).click()
    if name == "Zoom in":
        assert reader.marks() != expected
    reader.button("Back to the story").click()
    same_picture(reader.marks(), expected)


@pytest.mark.parametrize(
    ("name", "axis", "sign"),
    [("Move west", "x", 1), ("Move east", "x", -1), ("Move north", "y", 1), ("Move south", "y", -1)],
)
def test_the_map_moves_without_dragging(reader, name: str, axis: str, sign: int):
    reader.open("/pacific-crossing/kauai")
    reader.button("Zoom in").click()
    before = {mark["name"]: mark for mark in reader.marks()}
    reader.page.get_by_label("Legend and moving the map").click()
    reader.button(name).click()
    after = {mark["name"]: mark for mark in reader.marks()}
    shared = before.keys() & after.keys()
    assert shared
    assert all((after[name][axis] - before[name][axis]) * sign > 20 for name in shared)


def test_a_step_ends_the_exploration(reader):
    reader.open("/pacific-crossing/kauai")
    reader.button("Zoom in").click()
    expect(reader.button("Back to the story")).to_be_visible()
    reader.button("Next").click()
    expect(reader.button("Back to the story")).to_be_hidden()


def test_a_reader_can_stop_a_flight(moving):
    moving.page.clock.install()
    moving.open("/pacific-crossing/oakland").stop_time()  # it would end by itself
    moving.page.mouse.move(900, 400)
    moving.page.keyboard.press("End")
    expect(moving.map).to_have_attribute("data-flying", "")
    moving.page.mouse.wheel(0, -50)
    expect(moving.button("Back to the story")).to_be_visible()


def test_marks_keep_the_focus_through_a_step(reader):
    reader.open("/pacific-crossing/suva")
    mark = reader.mark("Suva")
    mark.focus()
    reader.page.evaluate("() => document.querySelector('[data-do=next]').click()")
    reader.expect_step(4)
    assert reader.focus_is_in("#map")


def test_the_map_has_its_picture(reader):
    reader.open()
    colours = reader.map.locator("canvas").evaluate_all("""(all) => Math.max(...all.map((canvas) => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size; }))""")
    assert colours > 2
