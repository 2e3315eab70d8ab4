"""Byte ranges of large files, by the words of RFC 9110."""

from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from storymap.web.ranges import serve_file

DATA = bytes(range(256)) * 2000


@pytest.fixture
def large(tmp_path: Path) -> FlaskClient:
    file = tmp_path / "large.bin"
    file.write_bytes(DATA)
    app = Flask("ranges", static_folder=None)

    @app.get("/")
    def whole() -> Response:
        return serve_file(file, "application/octet-stream", cache_control="no-cache")

    return app.test_client()


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-511999", 0, 512000),
        ("bytes=100000-", 100000, 512000),
        ("bytes=-10", 511990, 512000),
        ("bytes=511990-999999", 511990, 512000),
    ],
)
def test_a_range_is_answered_with_just_its_bytes(large: FlaskClient, asked: str, first: int, end: int):
    answer = large.get("/", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.data == DATA[first:end]
    assert answer.headers["Content-Range"] == f"bytes {first}-{end - 1}/512000"
    assert answer.headers["Content-Length"] == str(end - first)


def test_a_range_beyond_the_end_says_how_long_the_file_is(large: FlaskClient):
    answer = large.get("/", headers={"Range": "bytes=512000-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == "bytes */512000"
    assert answer.data == b""


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=x-y", "nonsense"])
def test_what_is_no_single_range_gets_the_whole_file(large: FlaskClient, asked: str):
    answer = large.get("/", headers={"Range": asked})
    assert answer.status_code == 200
    assert answer.data == DATA


def test_if_range_holds_for_the_same_file_only(large: FlaskClient):
    tag = large.get("/").headers["ETag"]
    same = large.get("/", headers={"Range": "bytes=0-9", "If-Range": tag})
    other = large.get("/", headers={"Range": "bytes=0-9", "If-Range": '"other"'})
    assert same.status_code == 206
    assert other.status_code == 200


def test_a_file_that_the_browser_has_is_not_sent_again(large: FlaskClient):
    tag = large.get("/").headers["ETag"]
    answer = large.get("/", headers={"If-None-Match": tag})
    assert answer.status_code == 304
    assert answer.data == b""


def test_the_offline_basemap_is_served_in_pieces(client: FlaskClient):
    answer = client.get("/basemap/world.pmtiles", headers={"Range": "bytes=0-6"})
    assert answer.status_code == 206
    assert answer.data == b"PMTiles"
    assert client.get("/basemap/outline.json").status_code == 404
    assert client.get("/basemap/..%2Foutline.json").status_code == 404
