"""Built files: kept for ever under hashed names, packed when the browser takes it."""

import gzip
import json
import re
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from storymap.web.assets import Assets, serve_asset

SCRIPT = b"console.info('hello');" * 10


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "player-1a2b.js").write_bytes(SCRIPT)
    (tmp_path / "player-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT, mtime=0))
    (tmp_path / "licences.txt").write_text("MIT")
    (tmp_path / "manifest.json").write_text(json.dumps({"player.js": "player-1a2b.js"}))
    return tmp_path


@pytest.fixture
def files(built: Path) -> FlaskClient:
    app = Flask("assets", static_folder=None)
    assets = Assets(built)

    @app.get("/<path:name>")
    def asset(name: str) -> Response:
        return serve_asset(assets, name)

    return app.test_client()


def test_a_hashed_file_is_kept_for_ever(files: FlaskClient):
    answer = files.get("/player-1a2b.js")
    assert answer.data == SCRIPT
    assert answer.mimetype == "text/javascript"
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_file_without_a_hash_is_kept_for_an_hour(files: FlaskClient):
    assert files.get("/licences.txt").headers["Cache-Control"] == "public, max-age=3600"


def test_the_packed_file_is_sent_to_who_takes_it(files: FlaskClient):
    answer = files.get("/player-1a2b.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.mimetype == "text/javascript"
    assert gzip.decompress(answer.data) == SCRIPT


@pytest.mark.parametrize("name", ["manifest.json", "nothing.js", "../app.py", ".hidden", "a/b.js"])
def test_no_other_file_is_sent(files: FlaskClient, name: str):
    assert files.get(f"/{name}").status_code == 404


def test_a_new_build_is_seen_without_a_restart(built: Path):
    assets = Assets(built)
    assert assets.names == {"player.js": "player-1a2b.js"}
    (built / "manifest.json").write_text(json.dumps({"player.js": "player-ffff.js", "new.css": "new-1.css"}))
    assert assets.names["player.js"] == "player-ffff.js"


def test_before_the_first_build_there_are_no_names(tmp_path: Path):
    assert Assets(tmp_path).names == {}


def test_the_script_of_articles_has_an_address_that_stays(client: FlaskClient):
    answer = client.get("/embed.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_script_of_articles_is_small_and_classic(client: FlaskClient):
    script = client.get("/embed.js").data
    assert len(gzip.compress(script)) <= 5000
    assert not re.search(rb"\b(?:import|export)\b", script)
