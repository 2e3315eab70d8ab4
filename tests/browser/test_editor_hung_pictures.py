"""In the editor a picture is put where the map is, and the player beside it shows it there."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Watch, Workshop
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


def test_a_picture_is_hung_from_the_disk_in_two_sizes(
    workshop: Workshop, page: Page, watch: Watch, tmp_path: Path
) -> None:  # fmt: skip
    watch.allowed_statuses.add(422)
    Image.effect_mandelbrot((3000, 2000), (-2, -1.5, 1, 1.5), 20).save(tmp_path / "chart.png")
    (tmp_path / "notes.jpg").write_bytes(b"no picture")
    story = workshop.story(HUNG)
    workshop.edit(page, story, "chapters/tower")
    hang = page.get_by_label("Hang a picture in the map’s place")
    hang.set_input_files(tmp_path / "notes.jpg")
    expect(page.get_by_role("alert")).to_have_text(
        "notes.jpg: This file can't be taken as a photo. This is no photo in JPEG, PNG, WebP or GIF."
    )
    hang.set_input_files(tmp_path / "chart.png")
    choices = page.get_by_role("checkbox", name="Show in the map’s place")
    expect(choices).to_have_count(2)
    expect(choices.last).to_be_checked()
    expect(choices.first).not_to_be_checked()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(preview(page).locator(".hung[data-shown] img")).to_have_js_property("naturalWidth", 2000)
    saved(page)
    _tower, chart = chapter(workshop, story, "tower")["media"]
    assert chart["where"] == "map"
    with Image.open(workshop.library / story / "media" / chart["large"]) as large:
        assert large.size == (3000, 2000)
