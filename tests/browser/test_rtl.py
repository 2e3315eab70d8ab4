"""A story in Arabic: the layout is mirrored, the map is not."""

import re

from playwright.sync_api import expect

ARABIC = "/pacific-crossing/kauai?lang=ar"


def test_text_and_map_change_sides_and_the_map_stays_as_it_is(reader):
    reader.open(ARABIC)
    expect(reader.page.locator("html")).to_have_attribute("dir", "rtl")
    text, stage = reader.page.locator("#chapters").bounding_box(), reader.map.bounding_box()
    assert stage["x"] + stage["width"] <= text["x"] + 1
    assert reader.map.evaluate("(map) => getComputedStyle(map).direction") == "ltr"


def test_the_left_arrow_goes_on(reader):
    reader.open(ARABIC)
    reader.page.keyboard.press("ArrowLeft")
    reader.expect_step(3)
    reader.page.keyboard.press("ArrowRight")
    reader.expect_step(2)


def test_next_stands_at_the_left(reader):
    reader.open(ARABIC)
    following, before = (
        reader.page.locator(f"[data-do='{name}']").bounding_box() for name in ("next", "previous")
    )
    assert following["x"] < before["x"]


def test_the_rail_runs_to_the_left(reader):
    reader.open(ARABIC)
    places = [link.bounding_box()["x"] for link in reader.page.locator("nav [data-step]").all()]
    assert places == sorted(places, reverse=True)


def test_marks_stand_where_they_stand_in_english(reader):
    reader.open(ARABIC)
    arabic = sorted((mark["x"], mark["y"]) for mark in reader.marks())
    shift = reader.map.bounding_box()["x"]
    reader.open("/pacific-crossing/kauai")
    english = sorted((mark["x"], mark["y"]) for mark in reader.marks())
    other = reader.map.bounding_box()["x"]
    for (x0, y0), (x1, y1) in zip(arabic, english, strict=True):
        assert abs((x0 - shift) - (x1 - other)) <= 2
        assert abs(y0 - y1) <= 2


def test_marks_have_arabic_names(reader):
    reader.open(ARABIC)
    expect(reader.map.get_by_role("button", name=re.compile("أوكلاند"))).to_have_count(1)


def test_a_phones_menu_opens_under_its_button(phone):
    phone.open(ARABIC)
    opener = phone.page.get_by_label("Options")
    opener.click()
    menu = phone.page.get_by_role("link", name="English").locator("xpath=../..")
    button, tools = opener.bounding_box(), menu.bounding_box()
    assert tools["x"] >= 0
    assert abs(tools["x"] - button["x"]) < 24
