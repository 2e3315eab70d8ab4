"""The oEmbed endpoint: whom it answers, what it refuses, and that pages lead to it."""

import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nh3
import pytest
from flask import Flask
from flask.testing import FlaskClient

from storymap.settings import Settings
from storymap.web import create_app, reader_blueprint

HOME = "http://localhost/"


def ask(client: FlaskClient, address: str, **more: Any) -> Any:
    return client.get("/oembed", query_string={"url": address, **more})


@pytest.mark.parametrize(
    ("address", "title", "frame"),
    [
        ("pacific-crossing/", "Across the Pacific, 1928", "pacific-crossing/embed"),
        ("pacific-crossing/suva", "Suva", "pacific-crossing/embed?chapter=suva"),
        ("pacific-crossing/suva?lang=ar", "سوفا", "pacific-crossing/embed?chapter=suva&lang=ar"),
        ("pacific-crossing/embed?from=oakland&to=suva&theme=dark&lang=xx", "Across the Pacific, 1928",
         "pacific-crossing/embed?from=oakland&to=suva&theme=dark"),
    ],
)  # fmt: skip
def test_stories_chapters_languages_and_embeds_can_be_embedded(
    client: FlaskClient, address: str, title: str, frame: str
):
    answer = ask(client, HOME + address)
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert title in answer.json["title"]
    assert f'src="{HOME}{frame.replace("&", "&amp;")}"' in answer.json["html"]
    link = re.search(r'<a href="([^"]+)"', answer.json["html"])
    assert link is not None
    for found in (link[1], answer.json["thumbnail_url"]):
        assert client.get(unescape(found)).status_code == 200


def test_limits_and_format_are_obeyed(client: FlaskClient):
    limits = {"maxwidth": "320", "maxheight": "200"}
    answer = ask(client, f"{HOME}two-places/", **limits, format="xml")
    assert answer.mimetype == "text/xml"
    found = {child.tag: child.text for child in ET.fromstring(answer.data)}
    assert (found["width"], found["height"], found["thumbnail_width"]) == ("320", "200", "300")
    assert client.get(found["thumbnail_url"] or "").status_code == 200
    as_json = ask(client, f"{HOME}two-places/", **limits).json
    assert {key: str(value) for key, value in as_json.items()} == found


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("", 404),
        (HOME, 404),
        (f"{HOME}no-story/", 404),
        (f"{HOME}two-places/no-chapter", 404),
        (f"{HOME}two-places/embed?from=no-chapter", 404),
        (f"{HOME}static/player.js", 404),
        (f"{HOME}../etc/passwd", 404),
        ("https://other.example/two-places/", 404),
        (f"{HOME}equator/", 401),
        (f"{HOME}two-places/second", 401),
        (f"{HOME}two-places/embed?from=first&to=second", 401),
    ],
)
def test_unknown_foreign_and_unpublished_addresses_are_refused(
    client: FlaskClient, library: Path, address: str, status: int
):
    (library / "empty").rename(library / "equator")
    story = library / "equator" / "story.yaml"
    story.write_text(story.read_text("utf-8") + "\ndraft: true\n", "utf-8")
    chapter = library / "two-places" / "chapters" / "second.md"
    chapter.write_text(chapter.read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1), "utf-8")
    answer = ask(client, address)
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "iframe" not in answer.text


@pytest.mark.parametrize("form", ["yaml", "", "JSON"])
def test_another_format_is_not_implemented(client: FlaskClient, form: str):
    assert ask(client, f"{HOME}two-places/", format=form).status_code == 501


@pytest.mark.parametrize("page", ["/two-places/", "/pacific-crossing/suva?lang=ar"])
def test_a_page_leads_to_its_answers(client: FlaskClient, page: str):
    text = client.get(page).text
    for kind in ("application/json+oembed", "text/xml+oembed"):
        link = re.search(rf'<link rel="alternate" type="{re.escape(kind)}" href="([^"]+)"', text)
        assert link is not None
        assert link[1].startswith("http://localhost/oembed?")
        answer = client.get(unescape(link[1]))
        assert answer.status_code == 200
        canonical = re.search(r'<link rel="canonical" href="([^"]+)"', text)
        assert canonical is not None
        assert canonical[1] in unescape(unescape(answer.text))


def test_a_prefix_and_a_public_address_are_part_of_what_is_ours(library: Path):
    app = Flask("newspaper", static_folder=None)
    app.register_blueprint(reader_blueprint(library), url_prefix="/maps")
    client = app.test_client()
    answer = client.get(f"/maps/oembed?url={quote('http://localhost/maps/two-places/first')}")
    assert 'src="http://localhost/maps/two-places/embed?chapter=first"' in answer.json["html"]
    assert client.get(f"/maps/oembed?url={quote('http://localhost/two-places/')}").status_code == 404
    served = create_app(Settings(library=library, public_url="https://example.org/atlas/")).test_client()
    answer = ask(served, "https://example.org/atlas/two-places/")
    assert 'src="https://example.org/atlas/two-places/embed"' in answer.json["html"]
    assert ask(served, "http://localhost/two-places/").status_code == 404


def test_a_story_that_cannot_be_read_is_not_offered(client: FlaskClient):
    assert ask(client, f"{HOME}empty/").status_code == 500


def test_code_in_a_story_is_text_in_an_answer(client: FlaskClient):
    for form in ("json", "xml"):
        answer = ask(client, f"{HOME}canaries/", format=form).text
        assert "1337" not in answer
        assert "<img src=x" not in answer
    assert "<img" not in ask(client, f"{HOME}canaries/").json["html"]


def test_what_wordpress_leaves_of_the_html_is_still_a_link_and_a_frame(client: FlaskClient):
    """As its `wp_filter_oembed_result` does for sites that it does not know."""
    told = ask(client, f"{HOME}two-places/second", maxwidth="640").json["html"]
    frame = {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"}
    left = nh3.clean(
        told, tags={"a", "blockquote", "iframe"}, attributes={"a": {"href"}, "iframe": frame}, link_rel=None
    )
    parts = re.fullmatch(r"<blockquote>(.*?)</blockquote>(<iframe.*?></iframe>)", left)
    assert parts is not None
    assert '<a href="http://localhost/two-places/second">' in parts[1]
    for name in ("src", "width", "height", "title"):
        assert f' {name}="' in parts[2]
