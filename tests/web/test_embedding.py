"""The reader's blueprint inside another application, as docs/embedding-in-flask.md shows it."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from storymap.web import reader_blueprint
from storymap.web.library import RESERVED

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "embedding-in-flask.md").read_text("utf-8")


@pytest.fixture
def host(library: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.chdir(library.parent)
    example = re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    assert example is not None
    names: dict[str, Any] = {"__name__": "newspaper"}
    exec(compile(example[1], "embedding-in-flask.md", "exec"), names)
    return names["app"].test_client()


def test_the_example_of_the_guide_serves_stories(host: FlaskClient):
    assert host.get("/").text == "My newspaper"
    assert "Two places" in host.get("/maps/two-places/").text


def test_every_address_in_a_page_keeps_the_prefix(host: FlaskClient):
    for page in ("/maps/", "/maps/two-places/", "/maps/two-places/second?lang=en&mode=scroll"):
        addresses = re.findall(r'(?:href|src|srcset)="(/[^"]*)"', host.get(page).text)
        assert addresses
        assert all(address.startswith("/maps/") for address in addresses)
        assert '"story":"/"' not in host.get(page).text


def test_every_file_that_a_page_names_is_there(host: FlaskClient):
    page = host.get("/maps/pacific-crossing/").text
    addresses = set(re.findall(r'(?:href|src|srcset)="(/[^"]*)"', page))
    assert [
        address for address in addresses if host.get(address.replace("&amp;", "&")).status_code != 200
    ] == []


def test_the_pages_bring_their_policy_and_the_host_keeps_its_own(host: FlaskClient):
    assert "Content-Security-Policy" in host.get("/maps/no-story/").headers
    assert "Content-Security-Policy" not in host.get("/").headers


def test_two_libraries_stand_side_by_side(library: Path):
    app = Flask("two", static_folder=None)
    app.register_blueprint(reader_blueprint(library), url_prefix="/a")
    app.register_blueprint(reader_blueprint(library / "two-places", name="other"), url_prefix="/b")
    client = app.test_client()
    assert 'href="/b/two-places/second"' in client.get("/b/two-places/").text
    assert client.get("/b/canaries/").status_code == 404
    assert client.get("/a/canaries/").status_code == 200


def test_the_guide_names_every_reserved_word():
    assert {name for name in RESERVED if f"`{name}`" not in GUIDE} == set()
