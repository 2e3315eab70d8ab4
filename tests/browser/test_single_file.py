"""A story in one file is opened from disk, with the network off."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from storymap.model import Story
from storymap.render.single import single_file
from storymap.storage import load

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shipped() -> Story:
    return load(ROOT / "geodata" / "stories" / "closing-the-past").story


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two stories, each as one file."""
    home = tmp_path_factory.mktemp("files")
    found = {}
    for folder in (ROOT / "geodata/stories/closing-the-past", ROOT / "tests/stories/pacific-crossing"):
        found[folder.name] = home / f"{folder.name}.html"
        found[folder.name].write_bytes(single_file(load(folder).story, folder).html)
    return found


@pytest.fixture
def open_file(
    new_context: Callable[..., BrowserContext], files: dict[str, Path]
) -> Callable[..., tuple[Page, list[str]]]:
    """Open a file with no network; the list is what the page asks for."""

    def open_it(name: str, after: str = "", **options: Any) -> tuple[Page, list[str]]:
        page = new_context(offline=True, **options).new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.partition(",")[0]))
        page.goto(f"{files[name].as_uri()}{after}")
        return page, asked

    return open_it


def ready(page: Page) -> None:
    page.locator("html[data-ready]").wait_for(state="attached")


def test_every_chapter_is_reached_and_nothing_is_asked_for(open_file: Any, shipped: Story):
    page, asked = open_file("closing-the-past")
    ready(page)
    page.locator("#map .leaflet-tile-loaded").first.wait_for(state="attached")
    for step, chapter in enumerate(shipped.chapters, 1):
        page.get_by_role("button", name="Next").click()
        expect(page.locator(f".rail [data-step='{step}'][aria-current='step']")).to_have_count(1)
        expect(page.locator(f"article#{chapter.id}")).to_be_visible()
        assert page.url.endswith(f"#{chapter.id}")
    page.go_back()
    expect(page.locator(f"article#{shipped.chapters[-2].id}")).to_be_visible()
    assert {url for url in asked if not url.startswith("data:")} == {page.url.partition("#")[0]}


def test_a_chapters_address_opens_it_in_the_language_that_the_reader_chose(open_file: Any, shipped: Story):
    chapter = shipped.chapters[9]
    page, _ = open_file("closing-the-past", f"#{chapter.id}")
    ready(page)
    page.get_by_role("button", name="Scroll").click()  # what can't stand in the address does no harm
    page.locator("[data-language][hreflang=vi]").click()
    page.wait_for_url(f"**?lang=vi&mode=scroll#{chapter.id}")
    ready(page)
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.get_by_role("heading", name=chapter.title.get("vi"))).to_be_visible()


def test_media_are_there_in_every_language_and_a_film_waits_for_a_click(open_file: Any):
    page, asked = open_file("pacific-crossing", "?lang=ar")
    ready(page)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("button", name="Next").click()
    width = "async (image) => { await image.decode(); return image.naturalWidth; }"
    assert page.locator("img[src^='data:image/png']").first.evaluate(width) > 0
    expect(page.locator("audio[src^='data:audio/']")).to_have_count(1)
    expect(page.locator("[data-embed]")).to_have_count(1)
    assert not [url for url in asked if "example.org" in url]


def test_data_can_be_saved_and_paper_has_every_map(open_file: Any, shipped: Story):
    page, _ = open_file("closing-the-past", "#end")
    ready(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Events (CSV)").click()
    assert saved.value.suggested_filename == "closing-the-past-events.csv"
    assert "id,site,place" in saved.value.path().read_text("utf-8")
    drawn = page.locator("article .drawn svg")
    expect(drawn).to_have_count(1 + len(shipped.chapters))
    expect(drawn.first).to_be_hidden()  # on the screen nothing is drawn twice
    page.emulate_media(media="print")
    for one in drawn.all():
        expect(one).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_has_the_words_of_the_readers_language(open_file: Any, scheme: str):
    page, _ = open_file("closing-the-past", "?lang=vi", color_scheme=scheme)
    ready(page)
    page.emulate_media(media="print", color_scheme=scheme)
    overview = page.get_by_role("img", name="Bản đồ tất cả địa điểm trong câu chuyện")
    expect(overview).to_be_visible()
    expect(overview).to_contain_text("Thành phố Hồ Chí Minh")
    land = overview.locator("use").first
    assert land.evaluate("(use) => use.getBoundingClientRect().width") > 100  # what it refers to came along
    assert page.locator("h2").first.evaluate("(title) => getComputedStyle(title).color") == "rgb(0, 0, 0)"


def test_where_maps_are_packed_printing_brings_them_in(
    new_context: Callable[..., BrowserContext], tmp_path: Path
):
    folder = tmp_path / "equator"
    shutil.copytree(ROOT / "tests/stories/equator", folder)
    shutil.copy(ROOT / "geodata/basemap/world.pmtiles", folder / "own.pmtiles")
    yaml = folder / "story.yaml"
    yaml.write_text(yaml.read_text("utf-8") + "basemap: {pmtiles: own.pmtiles}\n", "utf-8")
    story, file = load(folder).story, tmp_path / "equator.html"
    file.write_bytes(single_file(story, folder).html)
    page = new_context(offline=True).new_page()
    page.goto(file.as_uri())
    ready(page)
    expect(page.locator("article .drawn svg")).to_have_count(0)
    page.pdf()
    expect(page.locator("article .drawn svg")).to_have_count(len(story.chapters))


def test_names_on_maps_stand_beside_their_marks_in_a_right_to_left_language_too(open_file: Any):
    page, _ = open_file("pacific-crossing", "?lang=ar")
    ready(page)
    page.emulate_media(media="print")
    name = page.locator("article#oakland .drawn text", has_text="أوكلاند")
    disc = page.locator("article#oakland .drawn text", has_text=re.compile(r"^1$"))
    expect(name).to_be_visible()
    letters, number = name.bounding_box(), disc.bounding_box()
    assert letters["x"] > number["x"] + number["width"]


def test_without_javascript_it_is_a_page_to_read(open_file: Any, shipped: Story):
    page, _ = open_file("closing-the-past", java_script_enabled=False)
    for chapter in shipped.chapters:
        expect(page.get_by_role("heading", name=chapter.title.get("en"), exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="Map of all places of the story")).to_be_visible()
    expect(page.get_by_role("link", name="Tiếng Việt")).to_be_hidden()
    for chapter in shipped.chapters:
        drawn = page.locator(f"article#{chapter.id}").get_by_role("img")
        expect(drawn).to_be_visible()
        expect(drawn).to_have_accessible_name(re.compile(r"^The map shows "))
    small, _ = open_file("pacific-crossing", java_script_enabled=False)
    expect(small.locator("article .drawn svg")).to_have_count(5)
