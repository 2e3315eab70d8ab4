"""Nothing moves in an embed while it comes in, however slowly."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from tests.browser.article_host import article_host
from tests.browser.hosts import plain_host

SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries())
            shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
    }).observe({ type: "layout-shift", buffered: true });"""
SIZES = [(320, 420), (390, 844), (640, 480), (820, 1180), (1440, 900)]
CHOICES = ["", "?chapter=suva", "?show=map&chapter=suva", "?from=suva", "?activate=click"]


@pytest.fixture(scope="module")
def site(static_site: Path) -> Iterator[str]:
    """A static site: its embeds have every chapter in them, and read in the page what was chosen."""
    with plain_host(static_site.parents[1]) as address:
        yield f"{address}/a/prefix"


@pytest.fixture
def slow(new_context: Callable[..., BrowserContext], watch: Any, site: str) -> Callable[[int, int], Page]:
    """A window on a phone's connection, whose pages are painted while they come in."""

    def opened(width: int, height: int) -> Page:
        watch.home = urlsplit(site).netloc
        page = new_context(viewport={"width": width, "height": height}).new_page()
        page.add_init_script(SHIFTS)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        speed = {"latency": 40, "downloadThroughput": 150_000, "uploadThroughput": 100_000}
        session.send("Network.emulateNetworkConditions", {"offline": False, **speed})
        return page

    return opened


def shifts(frame: Frame | Page) -> list[Any]:
    """What moved until the map stood, or the picture that waits for a click."""
    frame.locator("html[data-ready], html[data-waiting]").wait_for(state="attached")
    frame.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    found: list[Any] = frame.evaluate("shifts")
    return found


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_an_embed_by_itself_stands_still(
    slow: Callable[[int, int], Page], site: str, width: int, height: int
):
    page = slow(width, height)
    for choices in CHOICES:
        page.goto(f"{site}/pacific-crossing/embed/{choices}")
        assert shifts(page) == [], choices


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_an_embed_in_an_article_stands_still(
    slow: Callable[[int, int], Page], watch: Any, site: str, width: int, height: int
):
    page = slow(width, height)
    with article_host() as paper:
        watch.allowed_hosts.add(urlsplit(paper.address).netloc)
        for number, choices in enumerate(CHOICES):
            src = f"{site}/pacific-crossing/embed/{choices}".replace("&", "&amp;")
            frame = f'<iframe src="{src}" title="Map" width="100%" height="600"></iframe>'
            page.goto(paper.put(f"/{number}", f"<h1>An article</h1>{frame}<p>And so on.</p>"))
            assert shifts(page.frames[1]) == [], choices
            assert page.evaluate("shifts") == []
