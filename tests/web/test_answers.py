"""Caching: strong tags, 304, gzip that is the same each time, no cookies."""

import gzip

import pytest
from flask.testing import FlaskClient

PAGES = ["/", "/two-places/", "/two-places/first", "/two-places/map.svg", "/two-places/data/document.json"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_the_browser_has_is_not_sent_again(client: FlaskClient, address: str):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert not first.headers["ETag"].startswith("W/")
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.parametrize("address", PAGES)
def test_gzip_holds_the_same_page_under_another_tag(client: FlaskClient, address: str):
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    kept = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert kept.status_code == 304


def test_gzip_is_not_sent_to_who_refuses_it(client: FlaskClient):
    answer = client.get("/two-places/", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("address", PAGES)
def test_pages_set_no_cookie_and_are_kept_briefly(client: FlaskClient, address: str):
    headers = client.get(address).headers
    assert "Set-Cookie" not in headers
    assert headers["Cache-Control"] == "public, max-age=5"


def test_a_head_request_has_the_headers_alone(client: FlaskClient):
    answer = client.head("/two-places/")
    assert answer.status_code == 200
    assert answer.data == b""
    assert int(answer.headers["Content-Length"]) > 1000
