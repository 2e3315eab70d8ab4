"""Article systems as they are, imitated: what each makes of a story's address or snippet is worth reading."""

import html
import json
import re
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import nh3
import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.article_host import ArticleHost

STORY = "/closing-the-past/"
CHAPTER = f"{STORY}unsafe-ground"
TITLE = "Ground not yet safe"
# AMP's runtime: a sandboxed frame behind a placeholder, which may ask for another height.
AMP = """<script>
    const frame = document.querySelector("amp-iframe iframe");
    addEventListener("message", ({ data, source }) => {
        const { sentinel, type, height } = Object(data);
        if (source !== frame.contentWindow || sentinel !== "amp" || type !== "embed-size") return;
        frame.parentElement.style.height = `${height}px`;
    });
</script>"""


def fetched(address: str) -> str:
    with urlopen(address) as answer:
        text: str = answer.read().decode()
    return text


def discovered(address: str, width: int) -> dict[str, Any]:
    """What a system learns by the link in the head of the page that an author named."""
    link = re.search(r'type="application/json\+oembed" href="([^"]+)"', fetched(address))
    assert link is not None
    answer: dict[str, Any] = json.loads(fetched(f"{html.unescape(link[1])}&maxwidth={width}"))
    return answer


def story_in(frame: FrameLocator) -> None:
    """See the chapter and its map in a frame, and go on to the next one."""
    frame.locator("html[data-ready]").wait_for(state="attached")
    expect(frame.get_by_role("heading", name=TITLE)).to_be_visible()
    frame.get_by_role("button", name=re.compile("^Next")).click()
    expect(frame.get_by_role("heading", name="Presidents in Việt Nam")).to_be_visible()


def test_ghost_puts_the_answer_into_a_figure(page: Page, base_url: str, paper: ArticleHost):
    told = discovered(base_url + CHAPTER, 640)
    page.goto(paper.put("/", f'<figure class="kg-card kg-embed-card">{told["html"]}</figure>'))
    frame = page.locator("figure iframe")
    assert frame.bounding_box()["width"] == 640
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    story_in(page.frame_locator("figure iframe"))
    page.set_viewport_size({"width": 390, "height": 844})  # the same article on a phone
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    whole = page.frame_locator("figure iframe").get_by_role("link", name="Open the full story")
    expect(whole).to_be_in_viewport()
    expect(page.get_by_role("link", name=TITLE)).to_have_attribute("href", base_url + CHAPTER)


def test_drupal_puts_the_answer_into_a_frame_of_its_own(page: Page, base_url: str, paper: ArticleHost):
    told = discovered(base_url + CHAPTER, 700)
    paper.put("/media/oembed", told["html"], "<style>body { margin: 0 } blockquote { display: none }</style>")
    asked = f"/media/oembed?url={quote(base_url + CHAPTER)}&max_width=700"
    page.goto(paper.put(
        "/node/1", f'<iframe src="{asked}" width="{told["width"]}" height="{told["height"]}" frameborder="0" '
        f'scrolling="no" loading="eager" class="media-oembed-content" title="{told["title"]}"></iframe>',
    ))  # fmt: skip
    story_in(page.frame_locator("iframe").frame_locator("iframe"))


# What the documentation recommends, and the least that AMP's own examples have.
@pytest.mark.parametrize("escape", [" allow-popups-to-escape-sandbox", ""])
def test_amp_lets_the_frame_come_behind_a_placeholder_and_grow(
    page: Page, base_url: str, paper: ArticleHost, escape: str
):
    told = discovered(base_url + CHAPTER, 600)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(paper.put(
        "/", f'<amp-iframe style="display: block; height: 200px; overflow: hidden">'
        f'<iframe src="{base_url}{STORY}embed?chapter=unsafe-ground" '
        f'sandbox="allow-scripts allow-popups{escape}" title="{told["title"]}" '
        f'style="width: 100%; height: 100%; border: 0"></iframe>'
        f'<amp-img placeholder src="{told["thumbnail_url"]}"></amp-img></amp-iframe>{AMP}',
    ))  # fmt: skip
    story_in(page.frame_locator("iframe"))
    page.wait_for_function("document.querySelector('amp-iframe').clientHeight > 400")
    with page.expect_popup() as opened:
        page.frame_locator("iframe").get_by_role("link", name="Open the full story").click()
    opened.value.locator("html[data-ready]").wait_for(state="attached")
    expect(opened.value.get_by_role("heading", name="Presidents in Việt Nam")).to_be_visible()


def test_discourse_shows_title_words_and_picture(page: Page, base_url: str, paper: ArticleHost):
    text = fetched(base_url + CHAPTER)
    told = {name: html.unescape(value)
            for name, value in re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', text)}  # fmt: skip
    page.goto(paper.put(
        "/t/1", f'<aside class="onebox"><img src="{told["image"]}" width="690" height="362" alt="">'
        f'<h3><a href="{told["url"]}">{told["title"]}</a></h3>'
        f'<p>{html.escape(told["description"])}</p></aside>',
    ))  # fmt: skip
    page.wait_for_function("document.images[0].naturalWidth === 1200")
    assert told["description"].startswith(TITLE)
    page.get_by_role("link", name=TITLE).click()
    page.locator("html[data-ready]").wait_for(state="attached")


def test_a_feed_reader_that_takes_scripts_and_frames_out_leaves_a_picture_and_a_link(
    page: Page, base_url: str, paper: ArticleHost
):
    told = discovered(base_url + CHAPTER, 640)
    page.goto(f"{base_url}{STORY}share.html?chapter=unsafe-ground")
    for at, snippet in enumerate((page.locator("#share-snippet").input_value(), told["html"])):
        left = nh3.clean(snippet, tags={"p", "a", "blockquote", "br", "img"})
        assert not re.search("storymap-embed|iframe|script", left)
        address = paper.put(f"/feed/{at}", f"<p>Before.</p>{left}<p>After.</p>")
        visitor = page.context.new_page()
        visitor.goto(address)
        expect(visitor.get_by_role("link")).to_have_count(1)
        if at == 0:
            picture = visitor.get_by_role("img", name=re.compile("^The map shows Quảng Trị"))
            expect(picture).to_be_visible()
            visitor.wait_for_function("document.images[0].naturalWidth === 1200")
        visitor.get_by_role("link", name=re.compile("Closing the past")).click()
        expect(visitor).to_have_url(base_url + CHAPTER)
        visitor.locator("html[data-ready]").wait_for(state="attached")
        visitor.close()
