"""The story itself: its words in every language, who made it, its look, and whether readers see it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from storymap.storage.editable import read_editable


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A laptop's screen."""
    return new_context(viewport={"width": 1440, "height": 900}).new_page()


def saved(page: Page) -> None:
    """Wait until everything is on the server's disk."""
    expect(page.locator(".bar .status")).to_have_text(re.compile(r"^Saved \d+:\d\d"))


def written(workshop, story: str) -> dict:
    """The story as its file has it."""
    found: dict = read_editable(workshop.library / story).as_json()["story"]
    return found


def test_title_and_summary_are_written_in_every_language(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "story")
    frame = page.frame_locator("#preview iframe:not([data-coming])")
    frame.locator("html[data-ready]").wait_for(state="attached")
    frame.locator("html").evaluate("(root) => { root.dataset.seen = 'before the save'; }")
    page.get_by_role("textbox", name="Title, English").fill("Over the ocean")
    expect(page.get_by_role("heading", level=1)).to_have_text("Over the ocean")
    expect(frame.locator("html[data-seen] .cover h1")).to_have_text("Over the ocean")
    arabic = page.get_by_role("textbox", name="Summary, Arabic")
    arabic.fill("")
    expect(page.get_by_role("textbox", name="Summary, Arabic – missing")).to_have_value("")
    saved(page)
    again = frame.locator("html:not([data-seen])")
    expect(again.get_by_role("heading", name="Over the ocean")).to_be_visible()
    found = written(workshop, story)
    assert found["title"] == "Over the ocean"
    assert "summary@ar" not in found
    assert found["summary"].startswith("In June 1928")


def test_a_language_is_added_by_its_name_and_taken_out_with_its_texts_kept(workshop, page: Page):
    story = workshop.story()
    workshop.edit(page, story, "story")
    field = page.get_by_role("combobox", name="Add a language")
    field.focus()
    page.keyboard.type("vietnamese")
    expect(page.get_by_role("option", name="Vietnamese")).to_be_visible()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.get_by_role("textbox", name="Title, Vietnamese – missing").fill("Qua Thái Bình Dương")
    saved(page)
    found = written(workshop, story)
    assert (found["languages"], found["title@vi"]) == (["en", "ar", "vi"], "Qua Thái Bình Dương")
    page.get_by_role("button", name="Take out Vietnamese").click()
    expect(page.get_by_role("textbox", name=re.compile("Title, Vietnamese"))).to_have_count(0)
    saved(page)
    assert written(workshop, story)["languages"] == ["en", "ar"]
    assert "Qua Thái Bình Dương" in (workshop.library / story / "story.yaml").read_text("utf-8")


def test_authors_look_and_licence_are_filled_in_and_undone(workshop, page: Page):
    story = workshop.story()
    before = (workshop.library / story / "story.yaml").read_bytes()
    workshop.edit(page, story, "story")
    page.get_by_role("button", name="Add an author").click()
    name = page.get_by_role("textbox", name="Name").nth(1)
    expect(name).to_be_focused()
    name.fill("Ana")
    page.get_by_role("textbox", name="Web address").nth(1).fill("https://example.org/ana")
    page.get_by_role("textbox", name="Colour of the story", exact=True).fill("#1d4e5f")
    page.get_by_role("combobox", name="Style of the map").select_option(label="muted, for coloured areas")
    page.get_by_role("textbox", name="Licence").fill("CC BY 4.0")
    saved(page)
    found = written(workshop, story)
    assert found["authors"] == ["Storymap contributors", {"name": "Ana", "url": "https://example.org/ana"}]
    assert [found["accent"], found["basemap"], found["licence"]] == [
        "#1d4e5f",
        {"style": "muted"},
        "CC BY 4.0",
    ]
    undo = page.get_by_role("button", name="Undo")
    while undo.get_attribute("aria-disabled") is None:
        undo.click()
    saved(page)
    assert (workshop.library / story / "story.yaml").read_bytes() == before


def test_a_problem_of_the_story_leads_to_its_field(workshop, page: Page):
    story = workshop.story()
    file = workshop.library / story / "story.yaml"
    file.write_text(file.read_text("utf-8") + "accent: salmon\n", "utf-8")
    workshop.edit(page, story, "story")
    found = page.get_by_role("region", name="Problems found here")
    expect(found).to_contain_text("salmon")
    found.get_by_role("link").first.click()
    colour = page.get_by_role("textbox", name="Colour of the story", exact=True)
    expect(colour).to_be_focused()
    colour.fill("#8c1c13")
    expect(found).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_axe_finds_nothing_in_the_story_and_the_question_before_it_is_published(
    workshop, new_context, axe, width: int, language: str
):
    story = workshop.story()
    file = workshop.library / story / "story.yaml"
    file.write_text(file.read_text("utf-8") + "draft: true\naccent: salmon\n", "utf-8")
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    workshop.edit(page, f"{story}?lang={language}", "story")
    page.locator(".pane-tabs button").nth(1).dispatch_event("click")
    expect(page.locator("#fields h2")).to_be_visible()
    found = axe(page)
    page.locator("[data-field=languages]").fill("viet")
    expect(page.get_by_role("option").first).to_be_visible()
    found += axe(page)
    page.locator("header .button.main").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found += axe(page)
    page.get_by_role("dialog").locator(".button.main").click()
    expect(page.get_by_role("dialog").locator("a.main")).to_be_visible()
    found += axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert found == []
