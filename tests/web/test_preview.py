"""Drafts: invisible to readers on every route, shown in the preview, which stays with its own addresses."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

READER_ROUTES = ("", "first", "map.svg", "first/map.svg", "data/document.json", "data/sites.geojson",
                 "data/events.csv", "media/photo.png", "basemap.pmtiles")  # fmt: skip
PNG = bytes.fromhex("89504e470d0a1a0a")


@pytest.fixture
def draft(library: Path) -> Path:
    """The story `two-places`, a draft with a picture and tiles of its own."""
    folder = library / "two-places"
    text = (folder / "story.yaml").read_text("utf-8")
    (folder / "story.yaml").write_text(f"draft: true\nbasemap: {{pmtiles: tiles.pmtiles}}\n{text}", "utf-8")
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media" / "photo.png").write_bytes(PNG)
    (folder / "tiles.pmtiles").write_bytes(b"PMTiles\x03" + bytes(91) + b"\x01" + bytes(27))
    return folder


@pytest.fixture
def draft_chapter(library: Path) -> Path:
    file = library / "two-places" / "chapters" / "second.md"
    file.write_text(file.read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1), "utf-8")
    return file


@pytest.mark.parametrize("address", READER_ROUTES)
def test_a_draft_is_not_there_for_readers(client: FlaskClient, draft: Path, address: str):
    assert draft.is_dir()
    assert client.get(f"/two-places/{address}").status_code == 404


def test_a_draft_is_neither_listed_nor_found_nor_linked(client: FlaskClient, draft: Path):
    assert draft.is_dir()
    for address in ("/", "/?q=places", "/pacific-crossing/"):
        assert "two-places" not in client.get(address).text


@pytest.mark.parametrize("address", READER_ROUTES)
def test_a_draft_is_there_in_the_preview(client: FlaskClient, draft: Path, address: str):
    assert draft.is_dir()
    answer = client.get(f"/edit/two-places/preview/{address}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_draft_chapter_is_not_in_what_readers_get(client: FlaskClient, draft_chapter: Path):
    assert draft_chapter.is_file()
    assert 'id="second"' not in client.get("/two-places/").text
    assert [chapter["id"] for chapter in client.get("/two-places/data/document.json").json["chapters"]] == [
        "first"
    ]
    assert client.get("/two-places/second/map.svg").status_code == 404
    assert client.get("/two-places/second").headers["Location"] == "/two-places/?notice=chapter"


def test_a_draft_chapter_is_in_the_preview(client: FlaskClient, draft_chapter: Path):
    assert draft_chapter.is_file()
    page = client.get("/edit/two-places/preview/second")
    assert re.search(r'<article class="chapter" id="second"[^>]* data-current', page.text)


def test_a_preview_links_only_itself(client: FlaskClient):
    page = client.get("/edit/two-places/preview/first?lang=vi").text
    links = set(re.findall(r'(?:href|src|srcset)="(/[^"]*)"', page))
    own = {link for link in links if link.startswith("/edit/two-places/preview/")}
    assert own
    assert {link.split("/")[1] for link in links - own} <= {"static", "favicon.ico", "basemap"}


def test_a_preview_may_stand_in_our_own_frame_and_is_not_indexed(client: FlaskClient):
    page = client.get("/edit/two-places/preview/")
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert '<meta name="robots" content="noindex">' in page.text
    assert re.search(r"<html [^>]* data-preview>", page.text)
    assert re.search(r'<script type="module" src="/static/preview-\w+\.js">', page.text)


def test_a_reader_gets_no_preview(client: FlaskClient):
    page = client.get("/two-places/").text
    assert "data-preview" not in page
    assert "preview-" not in page


def test_an_unknown_chapter_of_a_preview_shows_its_cover(client: FlaskClient):
    page = client.get("/edit/two-places/preview/no-such-chapter")
    assert page.status_code == 200
    assert 'id="cover" data-current' in page.text


def test_a_preview_of_a_story_that_is_not_there_is_not_found(client: FlaskClient):
    for name in ("no-story", "..%2ftwo-places", "%00"):
        assert client.get(f"/edit/{name}/preview/").status_code == 404
