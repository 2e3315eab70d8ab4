"""A story in one file is opened from disk, with the network off."""

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
    page.pdf()  # printing brings the maps in
    expect(page.locator("article .drawn svg")).to_have_count(len(shipped.chapters))


def test_without_javascript_it_is_a_page_to_read(open_file: Any, shipped: Story):
    page, _ = open_file("closing-the-past", java_script_enabled=False)
    for chapter in shipped.chapters:
        expect(page.get_by_role("heading", name=chapter.title.get("en"), exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="Map of all places of the story")).to_be_visible()
    expect(page.get_by_role("link", name="Tiếng Việt")).to_be_hidden()
    small, _ = open_file("pacific-crossing", java_script_enabled=False)
    maps = small.locator("article .drawn img")
    expect(maps).to_have_count(5)
    for drawn in maps.all():
        assert drawn.evaluate("(image) => image.naturalWidth") > 0
