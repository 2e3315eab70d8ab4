"""The tiles of event sets are served in ranges, and nothing else of their folder is."""

import json
import re
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

ADDRESS = "/air-operations/tiles/missions"


@pytest.fixture
def folder(library: Path, missions_story: Path) -> Path:
    """The story with the set, in the library of the client."""
    return Path(shutil.copytree(missions_story, library / "air-operations"))


def test_a_range_of_the_archive_comes_with_a_strong_etag_for_every_origin(
    client: FlaskClient, folder: Path
) -> None:
    data = (folder / "tiles" / "missions.pmtiles").read_bytes()
    answer = client.get(f"{ADDRESS}.pmtiles", headers={"Range": "bytes=127-4000"})
    assert (answer.status_code, answer.data) == (206, data[127:4001])
    assert answer.headers["Content-Range"] == f"bytes 127-4000/{len(data)}"
    assert answer.headers["ETag"].startswith('"')
    assert answer.mimetype == "application/vnd.pmtiles"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = client.get(f"{ADDRESS}.pmtiles", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    beyond = client.get(f"{ADDRESS}.pmtiles", headers={"Range": f"bytes={len(data)}-"})
    assert beyond.status_code == 416


@pytest.mark.usefixtures("folder")
def test_the_page_names_the_files_and_each_is_there(client: FlaskClient) -> None:
    for page in ("/air-operations/", "/air-operations/offensive?lang=vi", "/air-operations/embed"):
        found = re.search(
            r'<script type="application/json"[^>]*>(.*?)</script>', client.get(page).text, re.DOTALL
        )
        assert found
        (one,) = json.loads(found[1])["event_sets"]
        assert (one["archive"], one["summary"], one["places"]) == (
            f"{ADDRESS}.pmtiles", f"{ADDRESS}.json", f"{ADDRESS}-places.csv"
        )  # fmt: skip
    summary = client.get(one["summary"])
    assert (summary.mimetype, summary.json["rows"]) == ("application/json", 20_000)
    assert client.get(one["places"]).mimetype == "text/csv"


@pytest.mark.usefixtures("folder")
def test_without_scripts_the_page_says_what_the_map_shows(client: FlaskClient) -> None:
    page = client.get("/air-operations/").text
    assert "This chapter shows 892 of 19,989 events." in page
    assert '<th scope="row" dir="auto">Around the parallel</th><td>3,413</td>' in page
    vietnamese = client.get("/air-operations/?lang=vi").text
    assert '<th scope="row" dir="auto">Quanh vĩ tuyến</th><td>3.413</td>' in vietnamese


def test_bad_rows_unfinished_work_links_and_other_sets_are_not_served(
    client: FlaskClient, folder: Path, tmp_path: Path
) -> None:
    tiles = folder / "tiles"
    (tiles / "other.pmtiles").write_bytes(b"PMTiles")
    (tiles / ".missions").mkdir()
    (tiles / ".missions" / "part").write_bytes(b"part")
    names = ("missions-bad-rows.csv", "other.pmtiles", ".missions/part", "../story.yaml")
    assert [client.get(f"/air-operations/tiles/{name}").status_code for name in names] == [404] * len(names)
    kept = (tiles / "missions.pmtiles").rename(tmp_path / "outside.pmtiles")
    (tiles / "missions.pmtiles").symlink_to(kept)
    assert client.get(f"{ADDRESS}.pmtiles").status_code == 404


def test_the_set_of_a_draft_is_for_the_preview_alone(client: FlaskClient, folder: Path) -> None:
    for file in (folder / "chapters").glob("*.md"):
        if not file.name.endswith(".vi.md") and "event_sets" in file.read_text():
            file.write_text(file.read_text().replace("---\n", "---\ndraft: true\n", 1))
    assert client.get(f"{ADDRESS}.json").status_code == 404
    assert "19,989" not in client.get("/air-operations/").text
    preview = client.get("/edit/air-operations/preview/tiles/missions.json")
    assert (preview.status_code, preview.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.usefixtures("folder")
def test_every_link_to_a_set_leads_to_its_numbers(client: FlaskClient) -> None:
    page = client.get("/air-operations/").text
    targets = set(re.findall(r'href="#(layer_set[^"]+)"', page))
    assert targets == {"layer_set.missions"}
    assert page.count('id="layer_set.missions"') == page.count('id="layer_set.missions_title"') == 1
