"""Chapters are written beside the real player, moved with and without dragging, in every language."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, Route, expect

from storymap.storage.editable import read_editable


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A laptop's screen."""
    return new_context(viewport={"width": 1440, "height": 900}).new_page()


def saved(page: Page) -> None:
    """Wait until everything is on the server's disk."""
    expect(page.locator(".bar .status")).to_have_text(re.compile(r"^Saved \d+:\d\d"))


def preview(page: Page) -> FrameLocator:
    """The player in the preview, ready."""
    frame = page.frame_locator("#preview iframe:not([data-coming])")
    frame.locator("html[data-ready]").wait_for(state="attached")
    return frame


def chapters(page: Page) -> Locator:
    """The chapters in the contents, in their order."""
    return page.get_by_role("list", name="Chapters").get_by_role("link")


def chapter(workshop, story: str, ident: str) -> dict:
    """A chapter as the files have it."""
    rows = read_editable(workshop.library / story).as_json()["chapters"]
    return next(row for row in rows if row["id"] == ident)


def not_yet(route: Route) -> None:
    """Keep saves from the server."""
    if route.request.method == "PATCH":
        route.abort("aborted")
    else:
        route.fallback()


def test_what_is_typed_shows_in_the_player_before_it_is_saved(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "chapters/kauai")
    frame = preview(page)
    expect(frame.locator("#kauai")).to_be_visible()
    page.route("**/api/stories/*", not_yet)
    page.get_by_role("textbox", name="Text, English").fill("All *new* words.")
    page.get_by_role("textbox", name="Title, English").fill("A new title")
    expect(frame.locator("#kauai .prose em")).to_have_text("new")
    expect(frame.get_by_role("heading", name="A new title")).to_be_visible()
    page.unroute("**/api/stories/*")


def test_the_preview_shows_other_widths_and_languages(workshop, page: Page):
    workshop.edit(page, workshop.story(), "chapters/kauai")
    expect(preview(page).locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Phone").click()
    expect(preview(page).locator("html")).to_have_js_property("clientWidth", 390)
    page.get_by_role("group", name="Language of the preview").get_by_role("button", name="Arabic").click()
    expect(preview(page).locator("html")).to_have_attribute("dir", "rtl")


def test_the_view_of_the_map_as_it_stands_becomes_the_chapters(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "chapters/kauai")
    frame = preview(page)
    frame.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Use the current map view").click()
    expect(page.get_by_text(re.compile(r"^Around -?\d"))).to_be_visible()
    saved(page)
    view = chapter(workshop, story, "kauai")["view"]
    assert set(view) == {"center", "zoom"}
    page.get_by_role("button", name="Show all of the chapter").click()
    saved(page)
    assert "view" not in chapter(workshop, story, "kauai")


def test_chapters_move_by_buttons_by_keys_and_by_dragging(workshop, page: Page):
    story = workshop.story()
    order = read_editable(workshop.library / story).as_json()["story"]["chapters"]
    workshop.edit(page, story, f"chapters/{order[0]}")
    page.get_by_role("button", name=re.compile("^Move .* down$")).first.click()
    expect(chapters(page).nth(1)).to_have_attribute("data-id", order[0])
    expect(page.get_by_role("status").filter(has_text="is now chapter 2 of 4")).to_be_attached()
    expect(page.locator(f"[data-do='down {order[0]}']")).to_be_focused()
    chapters(page).nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(chapters(page).first).to_have_attribute("data-id", order[0])
    expect(chapters(page).first).to_be_focused()
    chapters(page).nth(3).drag_to(chapters(page).first)
    expect(chapters(page).first).to_have_attribute("data-id", order[3])
    saved(page)
    moved = [order[3], *order[:3]]
    assert read_editable(workshop.library / story).as_json()["story"]["chapters"] == moved
    page.get_by_role("button", name="Undo").click()
    expect(chapters(page).nth(3)).to_have_attribute("data-id", order[3])


def test_a_chapter_shows_events_and_places_that_are_found_by_their_words(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "chapters")
    page.get_by_role("textbox", name="Title of a new chapter").fill("Coda")
    page.keyboard.press("Enter")
    field = page.get_by_role("combobox", name="Show an event")
    field.fill("takes off")
    page.get_by_role("option", name=re.compile("takes off")).first.click()
    page.get_by_role("combobox", name="Show a place").fill("suva")
    page.get_by_role("listbox", name="Show a place").get_by_role("option", name="Suva").click()
    saved(page)
    show = chapter(workshop, story, "coda")["show"]
    assert [len(show["events"]), show["sites"]] == [1, ["suva"]]
    page.get_by_role("button", name=re.compile("^Take out Suva")).click()
    saved(page)
    assert "sites" not in chapter(workshop, story, "coda")["show"]


def test_the_buttons_above_the_text_write_markdown(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "chapters/kauai")
    text = page.get_by_role("textbox", name="Text, English")
    text.fill("Barking Sands")
    text.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("ControlOrMeta+b")
    expect(text).to_have_value("**Barking Sands**")
    bar = page.get_by_role("toolbar", name="Form of the text").first
    bar.get_by_role("button", name="Quotation").click()
    expect(text).to_have_value("> **Barking Sands**")
    bar.get_by_role("button", name="Quotation").focus()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="List", exact=True)).to_be_focused()


def test_what_a_language_lacks_is_marked_and_a_removed_chapter_comes_back(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "chapters/kauai")
    arabic = page.get_by_role("textbox", name=re.compile("^Text, Arabic"))
    arabic.fill("")
    expect(page.get_by_role("textbox", name="Text, Arabic – missing")).to_be_visible()
    expect(page.locator(".chapter-list [data-current]")).to_contain_text("without Arabic")
    saved(page)
    before = (workshop.library / story / "chapters" / "kauai.md").read_bytes()
    page.get_by_role("button", name="Remove this chapter").click()
    expect(chapters(page)).to_have_count(3)
    saved(page)
    assert not (workshop.library / story / "chapters" / "kauai.md").exists()
    page.get_by_role("button", name="Undo").click()
    expect(chapters(page)).to_have_count(4)
    saved(page)
    assert (workshop.library / story / "chapters" / "kauai.md").read_bytes() == before


def test_a_draft_is_published_after_a_look_and_made_a_draft_again(workshop, page: Page, watch):
    watch.allowed_statuses.add(404)
    story = workshop.story()
    workshop.edit(page, story, "story")
    page.get_by_role("button", name="Make it a draft again").click()
    expect(page.locator(".bar .state")).to_have_text("Draft")
    saved(page)
    assert page.request.get(f"{workshop.url}/{story}/").status == 404
    page.get_by_role("banner").get_by_role("button", name="Publish").click()
    page.get_by_role("dialog", name="Publish the story?").get_by_role("button", name="Publish").click()
    done = page.get_by_role("dialog", name="The story is published")
    expect(done.get_by_role("link", name=f"{workshop.url}/{story}/")).to_be_visible()
    saved(page)
    assert page.request.get(f"{workshop.url}/{story}/").status == 200


def test_words_typed_before_going_elsewhere_stand_in_the_player_after_the_save(workshop, page: Page):
    workshop.edit(page, workshop.story(), "chapters/kauai")
    expect(preview(page).locator("#kauai")).to_be_visible()
    page.get_by_role("textbox", name="Text, English").fill("Written in haste.")
    chapters(page).first.click()
    saved(page)
    expect(preview(page).locator("#oakland")).to_be_visible()
    expect(preview(page).locator("#kauai .prose")).to_have_text("Written in haste.")
    page.get_by_role("button", name="Undo").click()
    expect(preview(page).locator("#kauai .prose")).to_contain_text("The long beach of Barking Sands")
    expect(page.get_by_role("textbox", name="Title, English")).to_have_value("Oakland")


def test_another_language_is_shown_with_words_that_are_not_saved_yet(workshop, page: Page):
    workshop.edit(page, workshop.story(), "chapters/kauai")
    expect(preview(page).locator("#kauai")).to_be_visible()
    page.route("**/api/stories/*", not_yet)
    page.get_by_role("textbox", name="Text, Arabic").fill("كلمات جديدة")
    page.get_by_role("group", name="Language of the preview").get_by_role("button", name="Arabic").click()
    expect(preview(page).locator("html")).to_have_attribute("lang", "ar")
    expect(preview(page).locator("#kauai .prose")).to_have_text("كلمات جديدة")
    page.unroute("**/api/stories/*")


def test_a_page_that_comes_after_a_save_stands_where_the_one_before_was_read(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "chapters/kauai")
    column = preview(page).locator(".column")
    page.get_by_role("textbox", name="Text, English").fill("A line of words.\n\n" * 40)
    expect(preview(page).locator("#kauai .prose p")).to_have_count(40)
    column.evaluate("(column) => { column.scrollTop = 400; column.dataset.before = 'the save'; }")
    page.get_by_role("checkbox", name="The 180th meridian").check()
    saved(page)
    expect(preview(page).locator(".column:not([data-before])")).to_be_attached()
    expect(preview(page).locator("#kauai[data-current]")).to_be_visible()
    assert chapter(workshop, story, "kauai")["layers"] == ["date-line"]
    assert column.evaluate("(column) => column.scrollTop") == 400


def test_the_focus_follows_what_moves_and_goes_on_when_something_is_taken_out(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "chapters/suva")
    first, *rest = chapter(workshop, story, "suva")["route"]
    route = page.get_by_role("group", name="Route")
    names = route.get_by_role("listitem").all_inner_texts()
    route.get_by_role("button", name=f"Move {names[0]} down").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(route.get_by_role("button", name=f"Move {names[0]} down")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text=f"{names[0]} is now number 3.")).to_be_attached()
    saved(page)
    assert chapter(workshop, story, "suva")["route"] == [*rest, first]
    route.get_by_role("button", name=f"Take out {names[0]}").focus()
    page.keyboard.press("Enter")
    expect(route.get_by_role("button", name=f"Take out {names[2]}")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(route.get_by_role("combobox", name="Add a place to the route")).to_be_focused()
    saved(page)
    assert "route" not in chapter(workshop, story, "suva")


def test_media_are_described_put_in_order_and_taken_from_the_library(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "chapters/oakland")
    page.get_by_role("combobox", name="Add from the media library").select_option("tone.wav")
    caption = page.get_by_role("textbox", name="Caption, Arabic").nth(1)
    caption.fill("نغمة")
    page.get_by_role("button", name="Move tone.wav up").click()
    expect(page.get_by_role("button", name="Move tone.wav up")).to_be_focused()
    saved(page)
    tone, sea = chapter(workshop, story, "oakland")["media"]
    assert (tone, sea["file"]) == ({"file": "tone.wav", "caption": {"ar": "نغمة"}}, "sea.png")
    shown = preview(page).locator("#oakland figure.media")
    expect(shown.first.locator("audio")).to_be_attached()
    page.get_by_role("button", name="Take out tone.wav").click()
    expect(page.get_by_role("button", name="Take out sea.png")).to_be_focused()
    expect(shown).to_have_count(1)


def test_a_phone_shows_the_player_as_a_phone_does(workshop, new_context: Callable[..., BrowserContext]):
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    workshop.edit(page, workshop.story(), "chapters/kauai")
    page.get_by_role("navigation", name="Parts of the editor").get_by_role("button", name="Preview").tap()
    expect(page.get_by_role("button", name="Phone")).to_have_attribute("aria-pressed", "true")
    expect(preview(page).get_by_role("heading", name="By way of Hawaii")).to_be_in_viewport()
    assert preview(page).locator("html").evaluate("() => innerWidth") == 390
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_problem_of_the_chapter_stands_above_its_fields_until_it_is_mended(workshop, page: Page):
    story = workshop.story()
    file = workshop.library / story / "chapters" / "kauai.md"
    file.write_text(file.read_text("utf-8").replace("place: ", "when: long ago\nplace: "), "utf-8")
    workshop.edit(page, story, "chapters/kauai")
    found = page.get_by_role("region", name="Problems found here")
    expect(found).to_contain_text("long ago")
    found.get_by_role("link", name="When").click()
    when = page.get_by_role("textbox", name="Part of the timeline")
    expect(when).to_be_focused()
    when.fill("June 1928")
    when.press("Tab")
    expect(when).to_have_value("1928-06")
    expect(found).to_have_count(0)
    saved(page)
    assert chapter(workshop, story, "kauai")["when"] == "1928-06"


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_axe_finds_nothing_in_chapters_and_their_preview(
    workshop, new_context, axe, width: int, language: str
):
    story = workshop.story()
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    found: list[str] = []
    for place, pane in [("chapters", 0), ("chapters", 1), ("chapters/oakland", 0), ("chapters/oakland", 1),
                        ("chapters/suva", 2)]:  # fmt: skip
        workshop.edit(page, f"{story}?lang={language}", place)
        preview(page)
        page.locator(".pane-tabs button").nth(pane).dispatch_event("click")
        found += [f"{place}, {pane}: {one}" for one in axe(page)]
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place
    assert found == []
