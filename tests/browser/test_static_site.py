"""A static site is read from hosts that know nothing of it: below any path, and without ranges."""

import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from storymap.render.site import build_site
from storymap.render.site.stories import SiteStory
from storymap.storage import load

ROOT = Path(__file__).resolve().parents[2]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Python's own file server: it answers no ranges."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site below a path of its own."""
    root = tmp_path_factory.mktemp("host")
    story = load(ROOT / "tests" / "stories" / "pacific-crossing")
    build_site([SiteStory.of(story.story, story.folder)], root / "a" / "prefix")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/a/prefix"
        server.shutdown()
        thread.join()


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
