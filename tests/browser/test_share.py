"""Sharing a story: the dialog by mouse, keyboard and reader of screens, on a server and on plain files."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from tests.browser.article_host import ArticleHost
from tests.browser.hosts import plain_host

STORY = "/closing-the-past/"


def dialog(page: Page) -> Any:
    return page.get_by_role("dialog", name="Share this story")


def field(page: Page, name: str) -> Any:
    return dialog(page).get_by_label(name, exact=True)


def snippet(page: Page) -> str:
    return str(field(page, "HTML for the article").input_value())


def previewed(page: Page) -> Frame:
    """The preview."""
    frame = page.frame(name="share-preview")
    assert frame is not None
    return frame


def test_the_dialog_gives_what_was_chosen_and_costs_nothing_before(reader: Any, base_url: str):
    page, asked = reader.page, []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open(f"{STORY}unsafe-ground")
    assert not [path for path in asked if "share" in path]
    page.get_by_role("link", name="Share").click()
    expect(dialog(page)).to_be_visible()
    expect(field(page, "Begin with")).to_have_value("unsafe-ground")
    expect(page.get_by_role("textbox", name="Link")).to_have_value(f"{base_url}{STORY}unsafe-ground")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{base_url}{STORY}unsafe-ground"

    field(page, "Begin with").select_option("The beginning")
    field(page, "Language").select_option("Tiếng Việt")
    expect(page.get_by_role("textbox", name="Link")).to_have_value(f"{base_url}{STORY}?lang=vi")
    expect(field(page, "HTML for the article")).to_have_value(
        f'<storymap-embed src="{base_url}{STORY}embed?lang=vi"><a href="{base_url}{STORY}?lang=vi">'
        f'<img src="{base_url}{STORY}card.png?lang=vi" alt="Bản đồ tất cả địa điểm trong câu chuyện" '
        'width="600" height="315" loading="lazy" style="max-width:100%;height:auto">'
        "<br>Mở bản đồ câu chuyện: Khép lại quá khứ</a></storymap-embed>\n"
        f'<script src="{base_url}/embed.js" async=""></script>'
    )
    field(page, "Begin with").select_option("unsafe-ground")
    field(page, "Colours").select_option("Dark")
    field(page, "Size").select_option("640 × 600")
    field(page, "A picture until the reader presses it").check()
    start = f'<storymap-embed src="{base_url}{STORY}embed?lang=vi&amp;theme=dark" chapter="unsafe-ground" '
    assert snippet(page).startswith(f'{start}activate="click" width="640">')
    address = f"{base_url}{STORY}embed?lang=vi&chapter=unsafe-ground&theme=dark&activate=click"
    previewed(page).wait_for_url(address)
    field(page, "Show").select_option("This chapter alone")
    passage = "embed?lang=vi&amp;from=unsafe-ground&amp;to=unsafe-ground&amp;theme=dark"
    assert f'{passage}" activate="click"' in snippet(page)
    preview = page.frame_locator("[name=share-preview]")
    expect(preview.get_by_role("button", name="Mở bản đồ")).to_be_visible()
    field(page, "Show").select_option("All chapters")
    field(page, "Snippet").select_option("Without a script, fixed height")
    assert f'<iframe src="{address.replace("&", "&amp;")}"' in snippet(page)
    assert ' style="max-width:100%"' in snippet(page)
    assert 'width="640" height="600"' in snippet(page)


def test_the_dialog_is_used_by_keys_alone_and_gives_the_focus_back(reader: Any):
    page = reader.open(STORY).page
    share = page.get_by_role("link", name="Share")
    share.focus()
    page.keyboard.press("Enter")
    expect(dialog(page)).to_be_visible()
    names = {page.evaluate("document.activeElement.dataset.act")}
    for _ in range(12):
        page.keyboard.press("Tab")
        names.add(page.evaluate("document.activeElement.id || document.activeElement.dataset.act"))
        assert reader.focus_is_in("dialog, body")  # the browser's own bar stands between last and first
    assert {"share-chapter", "share-language", "share-link", "share-snippet", "copy", "close"} <= names
    field(page, "Begin with").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("textbox", name="Link")).to_have_value(re.compile("/the-search-begins$"))
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)
    expect(share).to_be_focused()
    reader.expect_step(0)
    page.keyboard.press("Enter")
    page.frame_locator("[name=share-preview]").locator("html[data-ready]").wait_for(state="attached")
    preview = previewed(page)
    preview.wait_for_load_state()  # until then the dialog hears no keys of it
    preview.locator("#chapters").focus()
    page.keyboard.press("Escape")  # from within the preview, a frame of its own
    expect(dialog(page)).to_have_count(0)
    expect(share).to_be_focused()


def test_the_preview_is_as_large_as_in_an_article_and_leaves_no_entry_in_the_history(reader: Any):
    page = reader.open(STORY).page
    page.set_viewport_size({"width": 1280, "height": 700})
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Share").click()
    frame = page.get_by_title("Preview of the story in an article")

    def expect_size(width: int, height: int) -> None:
        """In its own pixels; in the dialog's it is smaller."""
        page.wait_for_function(
            "([{ contentWindow: inner }, width, height]) =>"
            " Math.max(Math.abs(inner.innerWidth - width), Math.abs(inner.innerHeight - height)) <= 5",
            arg=[frame.element_handle(), width, height],  # it has borders
        )
        box, around = frame.bounding_box(), dialog(page).bounding_box()
        assert box is not None
        assert around is not None
        assert box["x"] + box["width"] <= around["x"] + around["width"]
        assert abs(box["width"] / box["height"] - width / height) < 0.02

    height = "({ style }) => style.height !== '600px' && parseFloat(style.height)"
    wish = page.wait_for_function(height, arg=frame.element_handle()).json_value()
    expect_size(700, wish)
    field(page, "Snippet").select_option("Without a script, fixed height")
    expect_size(700, 600)
    field(page, "Size").select_option("640 × 600")
    expect_size(640, 600)
    for theme in ("Dark", "Light"):
        field(page, "Colours").select_option(theme)
        previewed(page).wait_for_url(re.compile(f"theme={theme.lower()}"))
    previewed(page).locator("html[data-ready]").wait_for(state="attached")
    assert page.evaluate("history.length") == before


def test_the_beginning_is_no_chapter_that_stands_alone(reader: Any):
    page = reader.open(STORY).page
    page.get_by_role("link", name="Share").click()
    field(page, "Show").select_option("This chapter alone")
    expect(field(page, "Begin with")).to_have_value("the-search-begins")
    assert "from=the-search-begins&amp;to=the-search-begins" in snippet(page)
    field(page, "Begin with").select_option("The beginning")
    expect(field(page, "Show")).to_have_value("")
    assert "from=" not in snippet(page)


def test_on_a_phone_the_focus_returns_to_the_menu(phone: Any):
    page = phone.open(STORY).page
    menu = page.locator(".bar-menu > summary")
    menu.tap()
    page.get_by_role("link", name="Share").tap()
    expect(dialog(page)).to_be_visible()
    page.get_by_role("button", name="Close").tap()
    expect(dialog(page)).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('.bar-menu') !== null")


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_the_dialog_and_nothing_is_cut_off(
    reader: Any, axe: Callable[[Page], list[str]], width: int
):
    page = reader.page
    page.set_viewport_size({"width": width, "height": 800})
    reader.open(f"{STORY}?lang=vi")
    page.evaluate("document.querySelector('[data-do=share]').click()")
    page.locator("dialog.share-dialog").wait_for()
    assert axe(page) == []
    assert page.evaluate("document.querySelector('dialog').scrollWidth <= innerWidth")


def test_the_page_of_its_own_works_with_and_without_scripts(
    page: Page, new_context: Callable[..., BrowserContext], base_url: str, axe: Callable[[Page], list[str]]
):
    page.goto(f"{base_url}{STORY}share.html?chapter=unsafe-ground")
    expect(page.get_by_role("textbox", name="Link")).to_have_value(f"{base_url}{STORY}unsafe-ground")
    assert axe(page) == []
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(f"{base_url}{STORY}")
    plain.get_by_role("link", name="Share").click()
    expect(plain.get_by_role("textbox", name="Link")).to_have_value(f"{base_url}{STORY}")
    expect(plain.get_by_role("button")).to_have_count(0)


@pytest.fixture
def site(static_site: Path, watch: Any) -> Iterator[str]:
    """The address of a site of plain files that does not know where it is."""
    with plain_host(static_site) as address:
        watch.home = urlsplit(address).netloc
        yield address


def test_on_a_static_site_the_snippet_has_full_addresses_and_works_in_an_article(
    reader: Any, site: str, paper: ArticleHost, watch: Any
):
    page = reader.page
    reader.open(f"{site}/pacific-crossing/suva/")
    page.get_by_role("link", name="Share").click()
    page.route("**/ar/share.html", lambda route: route.fulfill(status=503))
    watch.allowed_statuses.add(503)
    field(page, "Language").select_option("العربية")
    expect(page.get_by_role("status").filter(has_text="does not answer")).to_be_visible()
    expect(field(page, "Language").locator("option:checked")).to_have_text("English")
    page.unroute("**/ar/share.html")
    field(page, "Language").select_option("العربية")
    expect(page.get_by_role("textbox", name="Link")).to_have_value(f"{site}/pacific-crossing/ar/suva/")
    text = snippet(page)
    assert f'src="{site}/pacific-crossing/ar/embed/" chapter="suva"' in text
    picture = f"{site}/pacific-crossing/ar/suva/card.png"
    assert f'<img src="{picture}"' in text
    assert page.request.get(picture).headers["content-type"] == "image/png"
    page.goto(paper.put("/", f"<p>An article.</p>{text}"))
    expect(page.locator("storymap-embed iframe")).to_have_attribute(
        "src", f"{site}/pacific-crossing/ar/embed/?chapter=suva"
    )
    frame = page.frame_locator("storymap-embed iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    expect(frame.locator("#suva h2")).to_be_visible()
