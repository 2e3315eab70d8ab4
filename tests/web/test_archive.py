"""The finer map tiles that a story brings along."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

HEADER = b"PMTiles\x03" + bytes(91) + b"\x01" + bytes(27)
ADDRESS = "/two-places/basemap.pmtiles"

Choose = Callable[[str], None]


@pytest.fixture
def choose(library: Path) -> Choose:
    """Return a function that gives the story `two-places` a basemap."""

    def chosen(line: str) -> None:
        story = library / "two-places" / "story.yaml"
        kept = [each for each in story.read_text().splitlines() if not each.startswith("basemap:")]
        story.write_text("\n".join([*kept, f"basemap: {line}", ""]))

    layers = library / "two-places" / "layers"
    layers.mkdir(exist_ok=True)
    (layers / "region.pmtiles").write_bytes(HEADER + b"tiles")
    return chosen


def island(client: FlaskClient) -> dict:
    found = re.search(
        r'<script type="application/json"[^>]*>(.*?)</script>', client.get("/two-places/").text, re.DOTALL
    )
    assert found
    return json.loads(found[1])


def test_the_archive_that_the_story_names_is_served_in_pieces(client: FlaskClient, choose: Choose):
    choose("{pmtiles: layers/region.pmtiles}")
    answer = client.get(ADDRESS, headers={"Range": "bytes=0-6"})
    assert (answer.status_code, answer.data) == (206, b"PMTiles")
    assert answer.mimetype == "application/vnd.pmtiles"
    again = client.get(ADDRESS, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_story_without_an_archive_of_its_own_has_none(client: FlaskClient, choose: Choose):
    assert client.get(ADDRESS).status_code == 404
    choose('{pmtiles: "https://tiles.example.org/a.pmtiles"}')
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/two-places/layers/region.pmtiles").status_code == 404


def test_no_link_on_the_way_is_followed(client: FlaskClient, choose: Choose, library: Path, tmp_path: Path):
    outside = tmp_path / "outside.pmtiles"
    outside.write_bytes(HEADER)
    (library / "two-places" / "layers" / "link.pmtiles").symlink_to(outside)
    (library / "two-places" / "near.pmtiles").symlink_to("layers/region.pmtiles")
    for name in ("layers/link.pmtiles", "near.pmtiles"):
        choose(f"{{pmtiles: {name}}}")
        assert client.get(ADDRESS).status_code == 404


def test_the_player_is_told_where_its_own_tiles_are_and_no_other_host_is_allowed(
    client: FlaskClient, choose: Choose
):
    choose("{pmtiles: layers/region.pmtiles, relief: true, style: muted}")
    page = client.get("/two-places/")
    assert island(client)["urls"]["archive"] == ADDRESS
    assert island(client)["urls"]["relief"].startswith("/basemap/relief.webp?v=")
    assert 'data-basemap="muted"' in page.text
    assert 'class="consent"' not in page.text
    assert "connect-src 'self';" in page.headers["Content-Security-Policy"]


def test_readers_are_asked_before_another_host_is(client: FlaskClient, choose: Choose):
    choose('{pmtiles: "https://tiles.example.org/a.pmtiles"}')
    page = client.get("/two-places/")
    assert island(client)["urls"]["archive"] == "https://tiles.example.org/a.pmtiles"
    assert "Load the detailed map from tiles.example.org" in page.text
    assert "connect-src 'self' https://tiles.example.org;" in page.headers["Content-Security-Policy"]


def test_a_story_that_asks_for_no_hills_is_not_told_of_them(client: FlaskClient):
    assert island(client)["urls"]["relief"] == island(client)["urls"]["archive"] == ""


def test_the_hills_are_a_picture(client: FlaskClient):
    answer = client.get("/basemap/relief.webp")
    assert answer.mimetype == "image/webp"
    assert answer.data[8:12] == b"WEBP"
