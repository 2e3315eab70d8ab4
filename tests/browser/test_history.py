"""Back, Forward and the address bar."""

import re

from playwright.sync_api import expect


def entries(reader) -> int:
    return int(reader.page.evaluate("history.length"))


def test_back_returns_to_the_chapter_before_and_forward_goes_on_again(reader):
    reader.open()
    for step in (1, 2, 3):
        reader.page.keyboard.press("ArrowRight")
        reader.expect_step(step)
    for step in (2, 1, 0):
        reader.page.go_back()
        reader.expect_step(step)
    reader.page.go_forward()
    reader.expect_step(1)
    reader.expect_title("Oakland")


def test_back_returns_to_where_a_jump_began(reader):
    reader.open("/pacific-crossing/oakland")
    reader.page.keyboard.press("End")
    reader.expect_step(5)
    reader.page.go_back()
    reader.expect_step(1)


def test_each_deliberate_step_is_one_entry(reader):
    reader.open()
    before = entries(reader)
    reader.button("Next").click()
    reader.page.keyboard.press("ArrowRight")
    reader.rail.nth(4).click()
    reader.expect_step(4)
    assert entries(reader) == before + 3


def test_a_key_that_leads_nowhere_is_no_entry(reader):
    reader.open()
    before = entries(reader)
    for key in ("Home", "ArrowLeft", "PageUp"):
        reader.page.keyboard.press(key)
    expect(reader.button("Previous")).to_have_attribute("aria-disabled", "true")
    reader.button("Previous").click(force=True)
    assert entries(reader) == before


def test_zooming_and_reading_about_a_place_are_no_entries(reader):
    reader.open("/pacific-crossing/oakland")
    before = entries(reader)
    reader.button("Zoom in").click()
    reader.mark("Oakland").click()
    reader.page.keyboard.press("Escape")
    assert entries(reader) == before


def test_the_language_links_lead_to_the_chapter_that_is_shown(reader):
    reader.open()
    reader.page.keyboard.press("End")
    reader.page.keyboard.press("ArrowLeft")
    reader.expect_step(4)
    reader.page.get_by_role("link", name="العربية").click()
    reader.ready()
    reader.expect_step(4)
    expect(reader.page).to_have_url(re.compile("/brisbane.*lang=ar"))
    expect(reader.page.locator("html")).to_have_attribute("dir", "rtl")


def test_reloading_stays_in_the_chapter(reader):
    reader.open()
    reader.page.keyboard.press("End")
    reader.expect_step(5)
    reader.page.reload()
    reader.ready()
    reader.expect_step(5)
