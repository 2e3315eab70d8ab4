"""What opens over the map of an embed fits into its frame, however small the article makes it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.article_host import ArticleHost

BOX = "(one) => { const at = one.getBoundingClientRect(); return [at.left, at.top, at.right, at.bottom]; }"
Box = tuple[float, float, float, float]


def box(frame: FrameLocator, at: str) -> Box:
    left, top, right, bottom = frame.locator(at).evaluate(BOX)
    return left, top, right, bottom


@pytest.fixture
def framed(page: Page, paper: ArticleHost, base_url: str) -> Callable[..., FrameLocator]:
    """Shows a chapter in a frame of a size."""

    def show(width: int, height: int, language: str) -> FrameLocator:
        page.set_viewport_size({"width": width + 16, "height": height + 16})
        address = f"{base_url}/pacific-crossing/embed?chapter=suva&lang={language}"
        page.goto(paper.put(
            "/", f'<iframe sandbox="allow-scripts" src="{address}" title="Map" width="{width}" '
            f'height="{height}" style="border:0"></iframe>',
        ))  # fmt: skip
        frame = page.frame_locator("iframe")
        frame.locator("html[data-ready]").wait_for(state="attached")
        return frame

    return show


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(320, 200), (390, 260), (390, 420), (820, 500), (900, 558)])
def test_legend_panel_and_the_way_back_fit_below_the_head(
    framed: Callable[..., FrameLocator], size: tuple[int, int], language: str
):
    frame = framed(*size, language)
    _, _, _, head = box(frame, ".head")

    def within(at: str, room: Box) -> None:
        left, top, right, bottom = box(frame, at)
        assert (left >= room[0], top >= room[1], right <= room[2], bottom <= room[3]) == (True,) * 4, at

    more = frame.locator(".map-more > summary")
    more.click()
    frame.locator(".attribution").scroll_into_view_if_needed()
    for part in (".legend", ".attribution"):
        within(part, (0, head, *size))
    more.click()
    frame.locator("[data-do='zoom-in']").click()
    back = frame.locator(".back-to-story")
    expect(back).to_be_visible()
    within(".back-to-story", box(frame, ".stage"))
    back.click()
    expect(frame.locator("#map[data-flying]")).to_have_count(0)
    alone = frame.locator("#map .place button[tabindex='0']:not([aria-label*=' more '])")
    alone.first.press("Enter")
    expect(frame.locator(".panel")).to_be_visible()
    for part in (".panel", ".panel .close"):
        within(part, (0, head, *size))
