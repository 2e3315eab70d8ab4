"""A static site is read from hosts that know nothing of it: below any path, and without ranges."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.article_host import ArticleHost, article_host
from tests.browser.hosts import plain_host


@pytest.fixture(scope="module")
def site(static_site: Path) -> Iterator[str]:
    """The address of a site below a path of its own, on a host that knows no ranges."""
    with plain_host(static_site.parents[1]) as address:
        yield f"{address}/a/prefix"


@pytest.fixture
def articles() -> Iterator[ArticleHost]:
    """Another web site."""
    with article_host() as host:
        yield host


@pytest.fixture
def visitor(new_context: Callable[..., BrowserContext], watch: Any, site: str) -> Page:
    """A reader of the site; what goes wrong fails the test."""
    watch.home = site.split("/")[2]
    return new_context().new_page()


def ready(page: Page) -> None:
    page.locator("html[data-ready]").wait_for(state="attached")


def test_chapters_have_addresses_of_their_own_that_can_be_opened_again(visitor: Page, site: str):
    visitor.goto(f"{site}/pacific-crossing/")
    ready(visitor)
    visitor.get_by_role("button", name="Next").click()
    expect(visitor.locator("[data-step='1'][aria-current='step']")).to_have_count(1)
    address = visitor.url
    assert address.startswith(f"{site}/pacific-crossing/")
    assert address.endswith("/")
    visitor.reload()
    ready(visitor)
    expect(visitor.locator("[data-step='1'][aria-current='step']")).to_have_count(1)
    visitor.go_back()
    assert visitor.url == f"{site}/pacific-crossing/"


def test_the_language_switch_stays_with_the_chapter(visitor: Page, site: str):
    visitor.goto(f"{site}/pacific-crossing/")
    ready(visitor)
    visitor.get_by_role("button", name="Next").click()
    expect(visitor.locator("[data-step='1'][aria-current='step']")).to_have_count(1)
    chapter = visitor.url.removeprefix(f"{site}/pacific-crossing/")
    visitor.locator("[data-language][hreflang=ar]").click()
    visitor.wait_for_url(f"{site}/pacific-crossing/ar/{chapter}")
    ready(visitor)
    expect(visitor.locator("html")).to_have_attribute("dir", "rtl")


def test_the_finer_map_comes_from_a_host_that_knows_no_ranges(visitor: Page, site: str):
    with visitor.expect_response(lambda answer: answer.url.endswith(".pmtiles")) as answer:
        visitor.goto(f"{site}/pacific-crossing/")
    assert answer.value.status == 200
    visitor.locator("#map .leaflet-tile-loaded").first.wait_for(state="attached")


def test_kiosk_and_mode_are_read_from_the_address(visitor: Page, site: str):
    visitor.goto(f"{site}/pacific-crossing/?mode=scroll&kiosk=1")
    ready(visitor)
    expect(visitor.locator("html[data-mode=scroll][data-kiosk]")).to_have_count(1)


def test_the_library_page_leads_to_the_story_and_has_no_search(visitor: Page, site: str):
    visitor.goto(f"{site}/vi/")
    expect(visitor.get_by_role("search")).to_have_count(0)
    visitor.locator(".card-link").first.click()
    ready(visitor)


def test_who_looks_around_finds_land_where_the_fine_map_was_left_out(visitor: Page, site: str):
    visitor.goto(f"{site}/two-places/first/")
    ready(visitor)
    visitor.locator("#map .leaflet-tile-loaded").first.wait_for(state="attached")
    visitor.get_by_label("Legend and moving the map").click()
    for _ in range(9):
        visitor.get_by_role("button", name="Move west").click()
    land = """() => {  // the pixel in the middle of the map has the colour of land
        const { left, top, width, height } = document.querySelector("#map").getBoundingClientRect();
        const ground = document.querySelector("#map canvas.ground"), box = ground.getBoundingClientRect();
        const scale = ground.width / box.width;
        const [x, y] = [left + width / 2 - box.left, top + height / 2 - box.top];
        const pixel = ground.getContext("2d").getImageData(x * scale, y * scale, 1, 1).data;
        const sample = document.createElement("canvas").getContext("2d");
        sample.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--land");
        sample.fillRect(0, 0, 1, 1);
        return String(pixel) === String(sample.getImageData(0, 0, 1, 1).data);
    }"""
    visitor.wait_for_function(land)


def test_an_article_shows_a_passage_of_the_static_site_in_a_frame(
    visitor: Page, site: str, watch: Any, articles: ArticleHost
):
    watch.allowed_hosts.add(urlsplit(articles.address).netloc)
    embed = f"{site}/pacific-crossing/embed/?from=suva&amp;to=brisbane"
    address = articles.put("/article", f"""<iframe src="{embed}" title="Pacific" width="700"></iframe>
        <script>heights = []; addEventListener("message", ({{data}}) =>
            data.storymap === 1 && data.type === "height" && heights.push(data.height));</script>""")
    visitor.goto(address)
    frame = visitor.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for(state="attached")
    frame.locator("#map .leaflet-tile-loaded").first.wait_for(state="attached")
    expect(frame.locator("article.chapter:not(.cover)")).to_have_count(2)
    expect(frame.locator("#suva[data-current]")).to_have_count(1)
    visitor.wait_for_function("heights.length > 0")
    assert visitor.evaluate("heights.every((height) => height >= 150)")
    link = frame.get_by_role("link", name="Open the full story")
    expect(link).to_have_attribute("href", f"{site}/pacific-crossing/suva/")
    visitor.goto(f"{site}/pacific-crossing/embed/?chapter=brisbane&activate=click")
    expect(visitor.get_by_role("link", name="Open the full story")).to_have_attribute(
        "href", f"{site}/pacific-crossing/brisbane/"
    )
