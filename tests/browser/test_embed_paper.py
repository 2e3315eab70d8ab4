"""A printed article, and one that is read without scripts: what its frame shows of a story."""

import io
import unicodedata
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.article_host import ArticleHost


@pytest.fixture
def article(paper: ArticleHost, base_url: str) -> Callable[[str], str]:
    """The address of an article whose frame has some choices, as WordPress writes it."""

    def written(query: str) -> str:
        address = f"{base_url}/pacific-crossing/embed{query}#?secret=Ab12"
        frame = f'src="{address}" title="Map" width="600" height="600"'
        return paper.put("/", f'<p>Before.</p><iframe sandbox="allow-scripts" {frame}></iframe><p>After.</p>')

    return written


@pytest.mark.parametrize(("query", "told"), [("?chapter=suva", True), ("?from=suva&to=suva", True),
                                             ("?show=map&chapter=suva", False),
                                             ("?chapter=suva&activate=click", True)])  # fmt: skip
def test_paper_holds_the_chapter_its_drawn_map_and_the_address(
    page: Page, article: Callable[[str], str], base_url: str, query: str, told: bool
):
    page.goto(article(query))
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready], html[data-waiting]").wait_for(state="attached")
    [sheet] = PdfReader(io.BytesIO(page.pdf())).pages
    text = unicodedata.normalize("NFKC", " ".join(sheet.extract_text().split()))  # fi may be one letter
    assert ("Over the line to Suva" in text) == told
    assert "Four men left California" not in text
    assert f"{base_url}/pacific-crossing/suva" in text
    assert "After." in text
    page.emulate_media(media="print")
    drawn = frame.locator("#suva .drawn :is(img, svg)")
    expect(drawn).to_be_visible()
    # an image that paper asked for comes later than its frame
    assert drawn.evaluate("async (one) => { await one.decode?.(); return one.naturalWidth"
                          " ?? one.querySelectorAll('path').length; }") > 0  # fmt: skip


def test_a_chapter_that_the_reader_went_to_is_the_one_on_paper(
    page: Page, article: Callable[[str], str], base_url: str
):
    page.goto(article("?chapter=suva"))
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    frame.get_by_role("button", name="Next").click()
    expect(frame.get_by_role("heading", name="Brisbane", exact=True)).to_be_in_viewport()
    text = unicodedata.normalize("NFKC", PdfReader(io.BytesIO(page.pdf())).pages[0].extract_text())
    assert "Over the line to Suva" not in text
    assert f"{base_url}/pacific-crossing/brisbane" in text


def test_without_scripts_a_frame_begins_at_the_chapter_that_was_chosen(
    new_context: Callable[..., BrowserContext], article: Callable[[str], str]
):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(article("?chapter=brisbane"))
    title = page.frame_locator("iframe").get_by_role("heading", name="Brisbane", exact=True)
    expect(title).to_be_in_viewport()
