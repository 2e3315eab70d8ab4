"""The whole application: health, errors, request bodies, a path in the public address."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from storymap.settings import Settings
from storymap.web import create_app


def test_health_and_readiness_are_plain_words(client: FlaskClient):
    for address in ("/healthz", "/readyz"):
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "text/plain")
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_library_that_is_gone_is_not_ready(tmp_path: Path):
    client = create_app(Settings(library=tmp_path / "gone")).test_client()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "address", ["/nothing/at/all", "/no-story/", "/static/nothing.js", "/static/..%2Fapp.py"]
)
def test_a_missing_page_says_what_to_do(client: FlaskClient, address: str):
    answer = client.get(address)
    assert answer.status_code == 404
    assert re.search(r'<a class="button" href="/">', answer.text)
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_error_speaks_the_readers_language(client: FlaskClient):
    answer = client.get("/no-story/", headers={"Accept-Language": "vi-VN, vi;q=0.9"})
    assert '<html lang="vi"' in answer.text
    assert "Không có câu chuyện này" in answer.text


def test_a_page_takes_no_data(client: FlaskClient):
    answer = client.post("/two-places/", data={"a": "b"})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_body_that_is_too_large_is_refused(client: FlaskClient):
    assert client.post("/two-places/", data=b"x" * 70_000).status_code == 413


def test_a_body_of_unknown_length_is_refused(client: FlaskClient):
    answer = client.post("/two-places/", headers={"Transfer-Encoding": "chunked"})
    assert answer.status_code == 411


def test_a_fault_of_ours_shows_no_traceback(app: Flask, caplog: pytest.LogCaptureFixture):
    @app.get("/fault")
    def fault() -> str:
        raise RuntimeError("a secret detail")

    answer = app.test_client().get("/fault")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "a secret detail" in caplog.text


def test_a_path_in_the_public_address_is_kept(library: Path):
    client = create_app(Settings(library=library, public_url="https://example.org/maps/")).test_client()
    for address in ("/two-places/first", "/maps/two-places/first"):
        page = client.get(address).text
        assert '<link rel="canonical" href="https://example.org/maps/two-places/first">' in page
        assert 'href="/maps/two-places/second"' in page


def test_robots_and_icon_are_there(client: FlaskClient):
    assert client.get("/robots.txt").status_code == 200
    assert client.get("/favicon.ico").mimetype == "image/svg+xml"
