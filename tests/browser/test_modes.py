"""Steps or scrolling, playing by itself, the kiosk, and no motion for those who want none."""

import re

from playwright.sync_api import Page, expect

SCROLLED = re.compile("scroll")


def scroll_to(reader, chapter: str) -> None:
    """Scroll the page as a wheel does, until the chapter's heading stands high in the frame."""
    reader.page.evaluate(
        """(id) => scrollTo({ top: scrollY + document.getElementById(id).getBoundingClientRect().top - 60,
        behavior: "instant" })""",
        chapter,
    )


def test_a_reader_can_switch_to_scrolling_and_back(reader):
    reader.open("/pacific-crossing/kauai")
    switch = reader.button("Scroll")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(reader.page).to_have_url(re.compile("/kauai.*mode=scroll"))
    reader.expect_step(2)
    expect(reader.page.get_by_role("heading", name="Over the line to Suva")).to_be_visible()
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(reader.page.get_by_role("heading", name="Over the line to Suva")).to_be_hidden()
    reader.expect_step(2)


def test_an_address_can_ask_for_scrolling(reader):
    reader.open("/pacific-crossing/suva?mode=scroll")
    reader.expect_step(3)
    expect(reader.button("Scroll")).to_have_attribute("aria-pressed", "true")
    expect(reader.page.get_by_role("heading", name="Over the line to Suva")).to_be_in_viewport()


def test_scrolling_changes_the_chapter_and_the_map(reader):
    reader.open("/pacific-crossing/?mode=scroll")
    cover = reader.marks()
    scroll_to(reader, "suva")
    reader.expect_step(3)
    assert reader.marks() != cover
    assert {mark["state"] for mark in reader.marks()} >= {"current", "visited"}
    scroll_to(reader, "cover")
    reader.expect_step(0)
    assert reader.marks() == cover


def test_scrolling_makes_no_entries_and_keeps_the_address(reader):
    reader.open("/pacific-crossing/?mode=scroll")
    before = reader.page.evaluate("history.length")
    for step, chapter in enumerate(("oakland", "kauai", "suva"), 1):
        scroll_to(reader, chapter)
        reader.expect_step(step)
    assert reader.page.evaluate("history.length") == before
    expect(reader.page).to_have_url(re.compile(r"/suva\?mode=scroll"))


def test_all_texts_can_be_reached_while_scrolling(reader):
    reader.open("/pacific-crossing/?mode=scroll")
    assert not reader.page.locator("#chapters > .chapter").evaluate_all(
        "(all) => all.some(({ inert }) => inert)"
    )
    assert reader.page.evaluate("document.documentElement.scrollHeight") > 3 * 800


def test_next_scrolls_to_the_next_chapter(moving):
    moving.open("/pacific-crossing/?mode=scroll")
    heard = moving.announcements()
    before = moving.page.evaluate("history.length")
    moving.rail.nth(3).click()
    moving.expect_step(3)
    expect(moving.page.get_by_role("heading", name="Over the line to Suva")).to_be_in_viewport()
    moving.settled()
    moving.expect_step(3)
    assert [text[:14] for text in heard()] == ["Chapter 3 of 4"]
    assert moving.page.evaluate("history.length") == before + 1


def test_the_wheel_over_the_map_scrolls_the_story_in_scroll_mode(reader):
    reader.open("/pacific-crossing/oakland?mode=scroll")
    marks = reader.marks()
    reader.page.mouse.move(900, 400)
    reader.page.mouse.wheel(0, 100)
    reader.page.wait_for_function("() => scrollY > 0")
    assert reader.marks() == marks


def test_a_frame_too_short_for_scrolling_steps(reader):
    reader.page.set_viewport_size({"width": 700, "height": 400})
    reader.open("/pacific-crossing/kauai?mode=scroll")
    reader.expect_step(2)
    expect(reader.page.get_by_role("heading", name="Over the line to Suva")).to_be_hidden()
    reader.page.set_viewport_size({"width": 700, "height": 700})
    expect(reader.page.get_by_role("heading", name="Over the line to Suva")).to_be_visible()
    reader.expect_step(2)


def with_clock(reader, address: str) -> Page:
    reader.page.clock.install()
    reader.open(address).stop_time()
    return reader.page


def test_play_shows_each_chapter_for_its_dwell_until_the_end(moving):
    page = with_clock(moving, "/pacific-crossing/")
    dwell = moving.document()["dwell"]
    before = page.evaluate("history.length")
    play = moving.button("Play")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    page.clock.run_for((dwell - 1) * 1000)
    moving.expect_step(0)
    for step in range(1, 6):
        page.clock.run_for(dwell * 1000)
        moving.expect_step(step)
    page.clock.run_for(dwell * 1000)
    expect(play).to_have_attribute("aria-pressed", "false")
    moving.expect_step(5)
    assert page.evaluate("history.length") == before


def test_play_pauses_by_its_button_and_when_the_reader_steps(moving):
    page = with_clock(moving, "/pacific-crossing/")
    dwell = moving.document()["dwell"]
    play = moving.button("Play")
    play.click()
    play.click()
    page.clock.run_for(3 * dwell * 1000)
    moving.expect_step(0)
    play.click()
    moving.button("Next").click()
    expect(play).to_have_attribute("aria-pressed", "false")
    page.clock.run_for(3 * dwell * 1000)
    moving.expect_step(1)


def test_a_kiosk_goes_round_and_round(moving):
    page = with_clock(moving, "/pacific-crossing/?kiosk=1")
    dwell = moving.document()["dwell"]
    for step in (1, 2, 3, 4, 0, 1):
        page.clock.run_for(dwell * 1000)
        moving.expect_step(step)
    assert page.evaluate("history.length") <= 2


def test_a_kiosk_lets_a_visitor_lead_and_goes_home_when_they_leave(moving):
    page = with_clock(moving, "/pacific-crossing/?kiosk=1")
    page.keyboard.press("End")
    moving.expect_step(5)
    page.clock.run_for(50_000)
    moving.expect_step(5)
    moving.button("Places as list").or_(page.get_by_role("link", name="Places as list")).click()
    expect(moving.places).to_be_visible()
    page.clock.run_for(61_000)
    moving.expect_step(0)
    expect(moving.places).to_be_hidden()
    page.clock.run_for(moving.document()["dwell"] * 1000)
    moving.expect_step(1)


def test_without_motion_nothing_plays_by_itself(reader):
    page = with_clock(reader, "/pacific-crossing/?kiosk=1")
    page.clock.run_for(10 * reader.document()["dwell"] * 1000)
    reader.expect_step(0)
    expect(reader.page.get_by_role("button", name="Play")).to_have_count(0)


def test_without_motion_the_map_stands_at_once(reader):
    reader.open()
    reader.page.evaluate("""() => { window.flights = 0; new MutationObserver(() => flights++)
        .observe(map, { attributeFilter: ["data-flying"] }); }""")
    for key in ("ArrowRight", "End", "Home"):
        reader.page.keyboard.press(key)
    reader.expect_step(0)
    assert reader.page.evaluate("flights") == 0


def test_a_flight_ends_within_two_seconds(moving):
    page = with_clock(moving, "/pacific-crossing/")
    page.keyboard.press("ArrowRight")
    page.clock.run_for(300)
    expect(moving.map).to_have_attribute("data-flying", "")
    page.clock.run_for(1_800)  # the design's two seconds, and the frames at both ends
    expect(moving.map).not_to_have_attribute("data-flying", "")


def test_a_step_during_a_flight_flies_on_to_the_last_wish(moving):
    moving.open()
    for _ in range(4):
        moving.page.keyboard.press("ArrowRight")
    moving.settled()
    moving.expect_step(4)
    found = moving.marks()
    moving.open("/pacific-crossing/brisbane")
    assert [(mark["name"], mark["state"]) for mark in moving.marks()] == [
        (mark["name"], mark["state"]) for mark in found
    ]
