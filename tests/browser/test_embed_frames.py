"""What a frame leads to, keeps when it grows, and where it stands: on sites, in files and in sandboxes."""

from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.article_host import ArticleHost
from tests.browser.test_embed import ready


def test_the_full_story_opens_at_the_step_that_is_shown(page: Page, paper: ArticleHost, base_url: str):
    home = f"{base_url}/pacific-crossing/"
    page.goto(paper.put("/", f'<iframe src="{home}embed?from=suva&to=suva" height="600"></iframe>'))
    frame = ready(page)
    whole = frame.get_by_role("link", name="Open the full story")
    expect(whole).to_have_attribute("href", f"{home}suva")
    frame.get_by_role("button", name="Next").click()
    expect(frame.get_by_role("heading", name="Sources and credits")).to_be_visible()
    expect(whole).to_have_attribute("href", f"{home}#end")
    with page.expect_popup() as opened:
        whole.click()
    expect(opened.value.get_by_role("heading", name="Sources and credits")).to_be_visible()
    expect(opened.value.get_by_role("link", name="Open the full story")).to_have_count(0)


def test_a_frame_that_grows_keeps_the_chapters_view(page: Page, paper: ArticleHost, base_url: str):
    page.goto(paper.put("/", f'<iframe src="{base_url}/closing-the-past/embed" width="700" height="300">'
                             "</iframe>"))  # fmt: skip
    frame = ready(page)
    for height in (600, 720, 1000):
        page.locator("iframe").evaluate("(frame, height) => { frame.height = height; }", height)
        seen = frame.locator("#map").evaluate(
            """async (map, height) => {
                const next = () => new Promise(requestAnimationFrame);
                while (map.clientHeight < height - 100) await next();
                for (let at = 0; at < 20; at++) await next();  // the map follows a moment later
                return !document.querySelector(".back-to-story").hidden;
            }""",
            height,
        )
        assert not seen, height


@pytest.mark.parametrize("sandbox", ["", 'sandbox="allow-scripts"'])
def test_an_embed_stands_in_a_file_and_in_a_sandboxed_preview(
    page: Page, paper: ArticleHost, base_url: str, tmp_path: Path, sandbox: str
):
    inner = f'<iframe src="{base_url}/pacific-crossing/embed?chapter=suva" height="500"></iframe>'
    if sandbox:
        page.goto(paper.put("/", f'<iframe {sandbox} srcdoc="{escape(inner)}" height="600"></iframe>'))
        frame = page.frame_locator("iframe").frame_locator("iframe")
    else:
        (tmp_path / "article.html").write_text(inner)
        page.goto((tmp_path / "article.html").as_uri())
        frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Over the line to Suva")).to_be_visible()
    frame.locator("html[data-ready]").wait_for(state="attached")
