"""The same story on every kind of host: the map is drawn, every chapter is reached, nothing goes wrong."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Reader
from tests.browser.hosts import plain_host, s3_host
from tests.nginx import nginx

STORY = "pacific-crossing"
RANGES = {"ours": 206, "nginx": 206, "object store": 206, "python": 200}


@pytest.fixture(params=list(RANGES))
def host(
    request: pytest.FixtureRequest, base_url: str, static_site: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Name of a host, and the address of the story there."""
    with ExitStack() as stack:
        if request.param == "ours":
            address = f"{base_url}/{STORY}/"
        elif request.param == "nginx":
            server = stack.enter_context(
                nginx(f"server {{ listen 127.0.0.1:{{port}}; root {static_site}; }}", tmp_path)
            )
            address = f"{server.address}/{STORY}/"
        elif request.param == "python":
            address = f"{stack.enter_context(plain_host(static_site))}/{STORY}/"
        else:  # its plain address knows no index pages
            address = f"{stack.enter_context(s3_host(static_site, monkeypatch))}/{STORY}/index.html"
        yield request.param, address


def test_every_chapter_is_reached_and_the_map_is_drawn(
    host: tuple[str, str], new_context: Callable[..., BrowserContext], watch: Any
):
    name, address = host
    watch.home = urlsplit(address).netloc
    page = new_context().new_page()
    reader = Reader(page)
    with page.expect_response(lambda answer: ".pmtiles" in answer.url) as tiles:
        page.goto(address)
    assert tiles.value.status == RANGES[name]
    reader.ready()
    page.locator("#map .leaflet-tile-loaded").first.wait_for(state="attached")
    chapters = [chapter["title"] for chapter in reader.document()["chapters"]]
    for step, title in enumerate(chapters, 1):
        reader.button("Next").click()
        reader.expect_step(step)
        reader.expect_title(title)
        reader.settled()
    expect(page.locator("#map [data-state=current]").first).to_be_attached()
