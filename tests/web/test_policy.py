"""The content security policy and the other headers that every answer has."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient

from storymap.render.outside import tile_host
from storymap.render.pages import INLINE_SCRIPT, content_hash
from storymap.settings import Settings
from storymap.web import create_app


def rules(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for words in (rule.split() for rule in policy.split(";"))}


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/two-places/",
        "/two-places/lost",
        "/two-places/map.svg",
        "/two-places/data/events.csv",
        "/pacific-crossing/media/sea.png",
        "/basemap/world.pmtiles",
        "/healthz",
        "/favicon.ico",
        "/nothing/at/all",
        "/no-story/",
    ],
)
def test_every_answer_is_protected(client: FlaskClient, address: str):
    headers = client.get(address).headers
    assert rules(headers["Content-Security-Policy"])["default-src"] == ["'none'"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_what_a_sandboxed_frame_opens_may_be_shown_and_the_editor_may_not(client: FlaskClient):
    for address in ("/", "/two-places/", "/two-places/embed", "/no-story/"):
        assert "Cross-Origin-Opener-Policy" not in client.get(address).headers
    for address in ("/edit/", "/edit/two-places", "/edit/login"):
        assert client.get(address).headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_story_page_runs_our_scripts_alone(client: FlaskClient):
    page = client.get("/two-places/")
    allowed = rules(page.headers["Content-Security-Policy"])
    assert allowed["script-src"] == ["'self'", content_hash(INLINE_SCRIPT)]
    inline = re.findall(r"<script>(.*?)</script>", page.text)
    styles = re.findall(r"<style>(.*?)</style>", page.text)
    assert [content_hash(text) for text in inline] == allowed["script-src"][1:]
    assert [content_hash(text) for text in styles] == allowed["style-src"][1:]
    assert allowed["connect-src"] == ["'self'"]
    assert allowed["frame-src"] == ["'self'"]  # the preview of an embed
    assert allowed["base-uri"] == allowed["form-action"] == ["'none'"]


@pytest.mark.parametrize("address", ["/", "/two-places/", "/pacific-crossing/?lang=ar", "/canaries/"])
def test_no_page_needs_an_inline_style_or_handler(client: FlaskClient, address: str):
    attributes: set[str] = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda _, pairs: attributes.update(dict(pairs))
    parser.feed(client.get(address).text)
    assert "href" in attributes
    assert {name for name in attributes if name == "style" or name.startswith("on")} == set()


def test_frame_ancestors_come_from_the_settings(library: Any):
    client = create_app(Settings(library=library, frame_ancestors="https://paper.example")).test_client()
    for address in ("/", "/two-places/"):
        allowed = rules(client.get(address).headers["Content-Security-Policy"])
        assert allowed["frame-ancestors"] == ["https://paper.example"]


def test_an_outside_page_is_allowed_by_its_host_alone(client: FlaskClient):
    page = client.get("/pacific-crossing/")
    hosts = set(re.findall(r'data-embed="(https://[^/"]+)', page.text))
    assert hosts
    assert set(rules(page.headers["Content-Security-Policy"])["frame-src"]) == {"'self'", *hosts}


@pytest.mark.parametrize(
    ("basemap", "host"),
    [
        ({"kind": "offline"}, ""),
        (
            {"kind": "tiles", "url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png"},
            "https://tile.openstreetmap.org",
        ),
        (
            {"kind": "tiles", "url": "https://{s}.tile.example.org/{z}/{x}/{y}.png"},
            "https://*.tile.example.org",
        ),
        ({"kind": "tiles", "url": "https://evil.example; script-src */{z}.png"}, ""),
        ({"kind": "tiles", "url": "http://plain.example/{z}.png"}, ""),
    ],
)
def test_live_tiles_are_allowed_by_a_host_that_is_one(basemap: dict[str, str], host: str):
    assert tile_host(basemap) == host
