"""The site panel: what it says about a place, and where the focus goes."""

import re

from playwright.sync_api import expect


def test_a_mark_opens_its_place_and_escape_gives_the_focus_back(reader):
    reader.open("/pacific-crossing/oakland")
    mark = reader.mark("Oakland")
    mark.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.panel).to_be_visible()
    expect(reader.panel).to_have_accessible_name(re.compile("Oakland"))
    assert reader.focus_is_in("#panel")
    reader.page.keyboard.press("Escape")
    expect(reader.panel).to_be_hidden()
    expect(mark).to_be_focused()


def test_the_close_button_gives_the_focus_back(reader):
    reader.open("/pacific-crossing/oakland")
    reader.mark("Oakland").click()
    reader.panel.get_by_role("button", name="Close").click()
    expect(reader.panel).to_be_hidden()
    expect(reader.mark("Oakland")).to_be_focused()


def test_the_panel_tells_names_events_dates_sources_and_doubt(reader):
    reader.open("/pacific-crossing/suva")
    reader.mark("Phoenix Islands").click()
    expect(reader.panel).to_contain_text("جزر فينيكس")
    expect(reader.panel).to_contain_text("250 km")
    expect(reader.panel).to_contain_text("Storms shake the machine")
    expect(reader.panel).to_contain_text("4 June 1928")
    expect(reader.panel).to_contain_text("Somewhere near these islands.")
    expect(reader.panel.get_by_text("Source:")).to_be_visible()
    note = reader.panel.get_by_text("The place is a guess from the hours flown.")
    expect(note).to_be_hidden()
    reader.panel.get_by_text("Why this is uncertain").click()
    expect(note).to_be_visible()


def test_the_other_name_of_a_place_has_its_language(reader):
    reader.open("/pacific-crossing/suva")
    reader.page.locator("#suva").get_by_role("link", name="Suva").click()
    expect(reader.panel.get_by_text("سوفا")).to_have_attribute("lang", "ar")


def test_both_dates_of_a_doubtful_event_are_shown(reader):
    reader.open("/pacific-crossing/suva")
    event = reader.page.locator("#suva").get_by_role("listitem").filter(has_text="The first islands of Fiji")
    expect(event).to_contain_text("5 June 1928")
    expect(event).to_contain_text("or 4 June 1928")


def test_the_place_of_an_event_opens_the_panel(reader):
    reader.open("/pacific-crossing/oakland")
    place = reader.page.locator("#oakland").get_by_role("link", name="Oakland")
    place.click()
    expect(reader.panel.get_by_role("heading", name="Oakland")).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(place).to_be_focused()


def test_a_source_leads_to_the_list_of_sources_and_back(reader):
    reader.open("/pacific-crossing/oakland")
    reader.page.locator("#oakland").get_by_role("link", name=re.compile("Made for the tests")).first.click()
    reader.expect_step(5)
    expect(reader.page.locator("#source_log")).to_be_focused()
    reader.page.go_back()
    reader.expect_step(1)


def test_a_source_in_the_panel_leads_to_the_list_of_sources(reader):
    reader.open("/pacific-crossing/oakland")
    reader.mark("Oakland").click()
    reader.panel.get_by_role("link", name=re.compile("Made for the tests")).click()
    reader.expect_step(5)
    expect(reader.panel).to_be_hidden()
    expect(reader.page.locator("#source_log")).to_be_focused()


def test_the_next_chapter_closes_the_panel(reader):
    reader.open("/pacific-crossing/oakland")
    reader.mark("Oakland").click()
    reader.button("Next").click()
    expect(reader.panel).to_be_hidden()


def test_the_panel_leaves_the_arrow_keys_to_the_story(reader):
    reader.open("/pacific-crossing/oakland")
    reader.mark("Oakland").click()
    reader.page.keyboard.press("ArrowRight")
    reader.expect_step(2)
    expect(reader.panel).to_be_hidden()
