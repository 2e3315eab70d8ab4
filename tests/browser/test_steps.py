"""Going through a story step by step, with buttons and keys."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT

TITLES = [
    "Across the Pacific, 1928",
    "Oakland",
    "By way of Hawaii",
    "Over the line to Suva",
    "Brisbane",
    "Sources and credits",
]


def test_begin_leads_to_the_first_chapter(reader):
    reader.open().page.get_by_role("link", name="Begin").click()
    reader.expect_step(1)
    reader.expect_title("Oakland")
    expect(reader.page).to_have_url(re.compile("/pacific-crossing/oakland$"))
    assert reader.focus_is_in("#chapters")


def test_next_and_previous_keep_the_focus(reader):
    reader.open()
    for name, steps in (("Next", [1, 2, 3, 4, 5]), ("Previous", [4, 3, 2, 1, 0])):
        button = reader.button(name)
        button.focus()
        for step in steps:
            reader.page.keyboard.press("Enter")
            reader.expect_step(step)
            expect(button).to_be_focused()


def test_buttons_name_the_chapter_that_they_lead_to(reader):
    reader.open("/pacific-crossing/kauai")
    expect(reader.button("Next")).to_have_accessible_name("Next 3. Over the line to Suva")
    expect(reader.button("Previous")).to_have_accessible_name("Previous 1. Oakland")


def test_every_chapter_is_reached_by_arrow_keys(reader):
    reader.open()
    for step, title in enumerate(TITLES[1:], 1):
        reader.page.keyboard.press("ArrowRight")
        reader.expect_step(step)
        reader.expect_title(title)
    reader.page.keyboard.press("ArrowRight")
    reader.expect_step(5)
    for step in (4, 3, 2, 1, 0, 0):
        reader.page.keyboard.press("ArrowLeft")
        reader.expect_step(step)


def test_home_and_end_lead_to_the_cover_and_the_end(reader):
    reader.open("/pacific-crossing/kauai")
    reader.page.keyboard.press("End")
    reader.expect_step(5)
    reader.page.keyboard.press("Home")
    reader.expect_step(0)


def test_keys_with_a_modifier_are_the_browsers(reader):
    reader.open("/pacific-crossing/kauai")
    for key in ("Shift+ArrowRight", "Control+End"):
        reader.page.keyboard.press(key)
    reader.expect_step(2)


def test_one_step_is_seen_and_the_others_are_out_of_reach(reader):
    reader.open("/pacific-crossing/suva")
    chapters = reader.page.locator("#chapters > .chapter")
    expect(chapters).to_have_count(6)
    assert [chapter.is_visible() for chapter in chapters.all()] == [False, False, False, True, False, False]
    assert chapters.evaluate_all("(all) => all.map(({ inert }) => inert)") == [
        True,
        True,
        True,
        False,
        True,
        True,
    ]


def test_a_change_is_announced_once_and_politely(reader):
    heard = reader.open().announcements()
    expect(reader.page.locator("#announcer")).to_have_attribute("aria-live", "polite")
    reader.button("Next").click()
    reader.expect_step(1)
    reader.page.keyboard.press("ArrowRight")
    reader.expect_step(2)
    reader.page.keyboard.press("ArrowRight")
    reader.expect_step(3)
    first, second, third = heard()
    assert first.startswith("Chapter 1 of 4: Oakland. ")
    assert second.startswith("Chapter 2 of 4: By way of Hawaii. ")
    assert third == (
        "Chapter 3 of 4: Over the line to Suva. "
        "The route runs from Kauai south-west across the 180th meridian to Suva."
    )


def test_the_chapter_list_is_one_tab_stop_and_shows_titles_on_focus(reader):
    reader.open("/pacific-crossing/kauai")
    expect(reader.rail).to_have_count(6)
    assert [link.get_attribute("tabindex") for link in reader.rail.all()] == [
        "-1",
        "-1",
        "0",
        "-1",
        "-1",
        "-1",
    ]
    expect(reader.rail.nth(4)).to_have_accessible_name("4. Brisbane")
    title = reader.rail.nth(2).get_by_text("2. By way of Hawaii")
    expect(title).to_be_hidden()
    reader.button("Previous").focus()
    reader.page.keyboard.press("Tab")
    expect(reader.rail.nth(2)).to_be_focused()
    expect(title).to_be_visible()
    reader.page.keyboard.press("ArrowRight")
    expect(reader.rail.nth(3)).to_be_focused()
    expect(reader.rail.nth(3).get_by_text("3. Over the line to Suva")).to_be_visible()
    reader.page.keyboard.press("Tab")
    expect(reader.button("Next")).to_be_focused()


@pytest.mark.parametrize(
    ("slug", "step"), [("oakland", 1), ("suva", 3), ("brisbane", 4), ("#end", 5), ("", 0)]
)
def test_an_address_leads_to_its_chapter(reader, slug: str, step: int):
    reader.open(f"/pacific-crossing/{slug}")
    reader.expect_step(step)
    reader.expect_title(TITLES[step])


def test_the_tick_of_a_chapter_leads_there(reader):
    reader.open().rail.nth(4).click()
    reader.expect_step(4)
    expect(reader.page).to_have_url(re.compile("/brisbane$"))


def test_an_unknown_chapter_leads_to_the_start_with_a_notice(reader):
    reader.open("/pacific-crossing/no-such-chapter")
    reader.expect_step(0)
    expect(
        reader.page.get_by_role("status").filter(has_text=re.compile(r"chapter", re.IGNORECASE)).first
    ).to_be_visible()


def test_a_swipe_turns_the_page(phone):
    phone.open("/pacific-crossing/kauai")
    swipe = """(card, [from, to]) => {
        const touch = (clientX) => [new Touch({ identifier: 1, target: card, clientX, clientY: 600 })];
        const send = (kind, touches, changedTouches) =>
            card.dispatchEvent(new TouchEvent(kind, { touches, changedTouches, bubbles: true }));
        send("touchstart", touch(from), touch(from));
        send("touchend", [], touch(to));
    }"""
    phone.page.locator("#kauai").evaluate(swipe, [300, 100])
    phone.expect_step(3)
    phone.page.locator("#suva").evaluate(swipe, [100, 300])
    phone.expect_step(2)
    phone.page.locator("#kauai").evaluate(swipe, [100, 130])
    phone.expect_step(2)


def test_the_list_of_chapters_leads_to_each_of_them_and_folds_away(reader):
    reader.open()
    chapters = reader.page.get_by_role("banner").get_by_text("Chapters", exact=True)
    chapters.click()
    reader.page.get_by_role("banner").get_by_role("link", name="Over the line to Suva").click()
    reader.expect_step(3)
    expect(reader.page.get_by_role("banner").get_by_role("link", name="Oakland")).to_be_hidden()
    expect(chapters).to_be_focused()


def test_escape_folds_the_list_of_chapters(reader):
    reader.open()
    reader.page.get_by_role("banner").get_by_text("Chapters", exact=True).click()
    expect(reader.page.get_by_role("banner").get_by_role("link", name="Oakland")).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(reader.page.get_by_role("banner").get_by_role("link", name="Oakland")).to_be_hidden()


def test_a_phone_has_the_list_of_chapters_in_its_menu(phone):
    phone.open()
    phone.page.get_by_label("Options").click()
    phone.page.get_by_role("banner").get_by_text("Chapters", exact=True).click()
    phone.page.get_by_role("banner").get_by_role("link", name="Brisbane").click()
    phone.expect_step(4)
    expect(phone.page.get_by_role("banner").get_by_role("link", name="Brisbane")).to_be_hidden()


def test_a_chapter_may_be_called_like_a_part_of_the_page(page: Page, workshop: Any):
    story = workshop.story(ROOT / "tests" / "stories" / "pacific-crossing")
    folder = workshop.library / story
    plan = folder / "story.yaml"
    plan.write_text(plan.read_text("utf-8").replace("suva", "map"), "utf-8")
    for file in folder.glob("chapters/suva*"):
        file.rename(file.with_name(file.name.replace("suva", "map")))
    for address in ("map", "embed?chapter=map"):
        page.goto(f"{workshop.url}/{story}/{address}")
        page.locator("html[data-ready]").wait_for(state="attached")
        expect(page.locator("#map_ h2")).to_be_visible()
        expect(page.locator("#map button").first).to_be_attached()
    page.goto(f"{workshop.url}/{story}/map")
    page.locator("html[data-ready]").wait_for(state="attached")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#map_ h2")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#map_ h2")).to_be_visible()
