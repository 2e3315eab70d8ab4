"""Cards: what other sites and search engines are told about a page, and the picture that they show."""

import io
import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from PIL import Image

PAGES = ["/two-places/", "/two-places/second", "/pacific-crossing/suva?lang=ar", "/canaries/"]


def told(text: str) -> dict[str, str]:
    """The Open Graph and Twitter tags of a page."""
    pairs = re.findall(
        r'<meta (?:property|name)="((?:og|twitter):[^"]+|description)" content="([^"]*)">', text
    )
    assert len(dict(pairs)) == len(pairs)
    return {name: unescape(value) for name, value in pairs}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_tells_of_itself_and_shows_a_picture(client: FlaskClient, page: str):
    tags = told(client.get(page).text)
    assert 50 <= len(tags["og:description"]) <= 300
    assert tags["description"] == tags["og:description"]
    assert tags["twitter:card"] == "summary_large_image"
    assert tags["og:image:alt"]
    answer = client.get(tags["og:image"])
    assert answer.mimetype == tags["og:image:type"] == "image/png"
    size = (int(tags["og:image:width"]), int(tags["og:image:height"]))
    assert Image.open(io.BytesIO(answer.data)).size == size == (1200, 630)


def test_a_card_is_asked_for_once(client: FlaskClient):
    first = client.get("/two-places/second/card.png")
    again = client.get("/two-places/second/card.png", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert (
        "Content-Encoding"
        not in client.get("/two-places/card.png", headers={"Accept-Encoding": "gzip"}).headers
    )


def test_a_card_has_few_sizes_and_belongs_to_a_chapter(client: FlaskClient):
    small = client.get("/two-places/card.png?width=300")
    assert Image.open(io.BytesIO(small.data)).size == (300, 158)
    assert client.get("/two-places/card.png?width=301").status_code == 400
    assert client.get("/two-places/lost/card.png").status_code == 404
    assert client.get("/no-story/card.png").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_its_story_for_search_engines(client: FlaskClient, page: str):
    text = client.get(page).text
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    article = json.loads(data)
    assert article["@type"] == "Article"
    assert article["url"] == (re.search(r'<link rel="canonical" href="([^"]+)"', text) or [""])[1].replace(
        "&amp;", "&"
    )
    assert article["headline"]
    assert not set(data) & set("<>&\u2028\u2029")
    assert all(place["@type"] == "Place" for place in article.get("contentLocation", []))


def test_a_chapter_tells_of_its_own_places_and_events(client: FlaskClient):
    text = client.get("/pacific-crossing/suva").text
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    article = json.loads(data)
    places = {place["name"]: place["geo"] for place in article["contentLocation"]}
    assert places["Suva"]["latitude"] == pytest.approx(-18.1, abs=0.2)
    assert article["isPartOf"]["url"] == "http://localhost/pacific-crossing/"
    assert all(event["@type"] == "Event" and event["startDate"][:2] == "19" for event in article["about"])


def test_a_preview_tells_nobody(client: FlaskClient):
    text = client.get("/edit/two-places/preview/").text
    assert "og:image" not in text
    assert "ld+json" not in text
    assert "oembed" not in text
