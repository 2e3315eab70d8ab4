"""In the editor a picture is put where the map is, and the player beside it shows it there."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Workshop
from tests.browser.test_editor_chapters import chapter, page, preview, saved

__all__ = ["page"]
HUNG = ROOT / "tests" / "stories" / "hung-pictures"


def test_a_picture_takes_the_maps_place_and_the_only_one_there(workshop: Workshop, page: Page) -> None:
    story = workshop.story(HUNG)
    workshop.edit(page, story, "chapters/tower")
    choice = page.get_by_role("checkbox", name="Show in the map’s place")
    expect(choice).to_be_checked()
    hung = preview(page).locator(".hung")
    expect(hung.get_by_role("img", name="A tower of six windows.")).to_be_visible()
    choice.uncheck()
    expect(hung).to_have_count(0)
    expect(preview(page).locator("#tower figure.media")).to_be_visible()
    saved(page)
    (tower,) = chapter(workshop, story, "tower")["media"]
    assert "where" not in tower
    page.get_by_role("combobox", name="Add from the media library").select_option("harbour.png")
    expect(choice).to_have_count(2)
    choice.last.check()
    expect(preview(page).locator(".hung[data-shown]")).to_have_count(1)
    choice.first.check()
    expect(choice.last).not_to_be_checked()  # there is room for one
    expect(hung.get_by_role("img", name="A tower of six windows.")).to_be_visible()
    saved(page)
    assert [one.get("where") for one in chapter(workshop, story, "tower")["media"]] == ["map", None]


def test_a_larger_file_is_no_picture_of_its_own(workshop: Workshop, page: Page) -> None:
    story = workshop.story(HUNG)
    workshop.edit(page, story, "chapters/harbour")
    offered = page.get_by_role("combobox", name="Add from the media library").get_by_role("option")
    expect(offered).to_have_text(["choose", "tower.png"])
