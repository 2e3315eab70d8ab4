"""Without JavaScript, and on paper: every chapter with its text, events, sources and a drawn map."""

import re

import pytest
from playwright.sync_api import Page, expect

CHAPTERS = ["Oakland", "By way of Hawaii", "Over the line to Suva", "Brisbane"]


@pytest.fixture
def plain(new_context) -> Page:
    return new_context(java_script_enabled=False).new_page()


def see_all_maps(page: Page, count: int) -> None:
    """Scroll to each drawn map, see that it is drawn and has words."""
    maps = (
        page.get_by_role("figure")
        .get_by_role("img", name=re.compile("[Mm]ap|route|place|^.{9,}"))
        .and_(page.locator("picture img"))
    )
    expect(maps).to_have_count(count)
    for drawn in maps.all():
        drawn.scroll_into_view_if_needed()
        expect(drawn).to_be_visible()
        expect(drawn).to_have_js_property("complete", True)
        assert drawn.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 0


def test_every_chapter_can_be_read(plain):
    plain.goto("/pacific-crossing/")
    for title in CHAPTERS:
        expect(
            plain.get_by_role("article", name=title).get_by_role("heading", name=title, exact=True)
        ).to_be_visible()
    expect(plain.get_by_text("Four men left California in the morning.")).to_be_visible()
    expect(plain.get_by_text("A crowd was waiting at Eagle Farm.")).to_be_visible()


def test_events_places_and_sources_can_be_read(plain):
    plain.goto("/pacific-crossing/")
    expect(plain.get_by_role("article", name="Brisbane").get_by_text("It reaches Brisbane")).to_be_visible()
    expect(
        plain.get_by_role("article", name="Oakland").get_by_role("time").get_by_text("31 May 1928")
    ).to_be_visible()
    expect(plain.get_by_role("heading", name="Sources and credits")).to_be_visible()
    expect(plain.locator("#source_log")).to_be_visible()
    expect(plain.get_by_role("table").get_by_role("rowheader").filter(has_text="Suva")).to_be_visible()


def test_every_chapter_has_a_drawn_map(plain):
    plain.goto("/pacific-crossing/")
    see_all_maps(plain, len(CHAPTERS) + 1)


def test_nothing_is_offered_that_needs_script(plain):
    plain.goto("/pacific-crossing/")
    for button in plain.get_by_role("button").all():
        assert button.is_hidden() or button.get_attribute("data-do") == "enlarge"


def test_an_address_of_a_chapter_begins_there_or_has_it(plain):
    plain.goto("/pacific-crossing/suva")
    expect(plain.get_by_role("heading", name="Over the line to Suva", exact=True)).to_be_visible()


def test_the_shipped_story_can_be_read_whole(plain):
    plain.goto("/closing-the-past/?lang=vi")
    articles = plain.get_by_role("article")
    assert articles.count() >= 13
    for article in articles.all():
        expect(article.get_by_role("heading").first).to_be_visible()


def test_when_the_script_does_not_come_the_page_stays_readable(reader, watch):
    watch.allowed_words |= {"player-", "ERR_CONNECTION_FAILED"}
    reader.page.route(re.compile(r"player-\w+\.js"), lambda route: route.abort("connectionfailed"))
    with reader.page.expect_event("requestfailed"):
        reader.page.goto("/pacific-crossing/")
    for title in CHAPTERS:
        expect(reader.page.get_by_role("heading", name=title, exact=True)).to_be_visible()


def test_paper_holds_every_chapter_with_its_map(reader):
    reader.open("/pacific-crossing/kauai").page.emulate_media(media="print", reduced_motion="reduce")
    for title in CHAPTERS:
        expect(reader.page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect(reader.map).to_be_hidden()
    see_all_maps(reader.page, len(CHAPTERS) + 1)
    expect(reader.page.get_by_text("The place is a guess from the hours flown.").first).to_be_visible()
    expect(reader.page.get_by_role("table")).to_be_visible()


def test_a_printed_story_asks_for_all_maps_and_breaks_before_chapters(reader):
    asked = set()
    reader.page.on(
        "requestfinished",
        lambda request: asked.add(request.url.split("?")[0].rsplit("/pacific-crossing/")[-1]),
    )
    paper = reader.open("/pacific-crossing/kauai").page.pdf()
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) >= len(CHAPTERS) + 2
    assert {"map.svg", *(f"{slug}/map.svg" for slug in ("oakland", "kauai", "suva", "brisbane"))} <= asked
