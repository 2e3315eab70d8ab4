"""Saves over HTTP: based on a version, whole or not at all, and brought together with those of others."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from storymap.storage.history import History
from storymap.storage.version import version_of

ADDRESS = "/api/stories/two-places"


def change(field: str, was: Any, now: Any, *, kind: str = "site", ident: str = "hue") -> dict[str, Any]:
    return {"op": "set", "kind": kind, "id": ident, "field": field, "was": was, "now": now}


def save(client: FlaskClient, version: str, *changes: dict[str, Any], **more: Any) -> TestResponse:
    body = {"changes": changes, **more}
    return client.patch(ADDRESS, json=body, headers={"If-Match": f'"{version}"'})


@pytest.fixture
def version(client: FlaskClient) -> str:
    """The version that the story has at first."""
    return client.get(ADDRESS).json["version"]


def test_a_save_is_on_the_disk_and_in_the_history_when_the_answer_comes(
    client: FlaskClient, library: Path, version: str
):
    folder = library / "two-places"
    before = (folder / "sites.csv").read_text("utf-8")
    answer = save(client, version, change("name", "Huế", "Huế, the old capital"), message="Say more of Huế")
    assert answer.status_code == 200
    assert (folder / "sites.csv").read_text("utf-8") == before.replace("Huế", '"Huế, the old capital"')
    assert answer.json["version"] == version_of(folder) != version
    assert answer.headers["ETag"] == f'"{answer.json["version"]}"'
    latest = History(folder).revisions()[0]
    assert (latest.id, latest.message) == (answer.json["revision"], "Say more of Huế")
    assert latest.author == client.get("/api/me").json["name"]


def test_a_save_goes_on_from_the_version_that_came_back(client: FlaskClient, version: str):
    first = save(client, version, change("name", "Huế", "One"))
    second = save(client, first.json["version"], change("name", "One", "Two"))
    assert second.status_code == 200
    assert client.get(ADDRESS).json["sites"][0]["name"] == "Two"


def test_a_save_without_a_version_is_refused(client: FlaskClient, version: str):
    answer = client.patch(ADDRESS, json={"changes": [change("name", "Huế", "X")]})
    assert (answer.status_code, answer.json["error"]["code"]) == (428, "no-version")
    assert client.get(ADDRESS).json["version"] == version


def test_a_save_for_any_version_is_taken_when_it_says_so(client: FlaskClient):
    answer = client.patch(ADDRESS, json={"changes": [change("name", "", "X")]}, headers={"If-Match": "*"})
    assert answer.status_code == 200


def test_a_stale_save_says_what_goes_together_and_what_a_person_must_decide(
    client: FlaskClient, library: Path, version: str
):
    theirs = save(client, version, change("name", "Huế", "Huế (theirs)"), change("when", "1993", "1994",
                  kind="event", ident="a"))  # fmt: skip
    files = {path: path.read_bytes() for path in (library / "two-places").rglob("*") if path.is_file()}
    mine = [
        change("name", "Huế", "Huế (mine)"),
        change("name", "Đà Nẵng", "Đà Nẵng!", ident="da-nang"),
        change("when", "1993", "1994", kind="event", ident="a"),
        {"op": "remove", "kind": "event", "id": "gone", "was": {}, "after": None},
    ]
    answer = save(client, version, *mine)
    assert (answer.status_code, answer.json["error"]["code"]) == (412, "stale")
    assert answer.json["version"] == theirs.json["version"]
    assert answer.json["clean"] == [mine[1]]
    assert answer.json["conflicts"] == [{"change": mine[0], "theirs": "Huế (theirs)"}]
    assert {path: path.read_bytes() for path in files} == files
    again = save(client, answer.json["version"], *answer.json["clean"])
    assert again.status_code == 200
    assert [site["name"] for site in client.get(ADDRESS).json["sites"]] == ["Huế (theirs)", "Đà Nẵng!"]


def test_paragraphs_that_two_people_wrote_are_brought_together(client: FlaskClient, version: str):
    base = "It began here."
    def text(was: str, now: str) -> dict[str, Any]:
        return change("text", was, now, kind="chapter", ident="first")

    save(client, version, text(base, f"Before.\n\n{base}"))
    answer = save(client, version, text(base, f"{base}\n\nAfter."))
    assert answer.status_code == 412
    assert answer.json["conflicts"] == []
    assert answer.json["clean"] == [text(f"Before.\n\n{base}", f"Before.\n\n{base}\n\nAfter.")]
    assert save(client, answer.json["version"], *answer.json["clean"]).status_code == 200


def test_what_somebody_wrote_outside_the_editor_is_brought_together_too(
    client: FlaskClient, library: Path, version: str
):
    events = library / "two-places" / "events.csv"
    events.write_text(events.read_text("utf-8").replace("One thing", "Some thing"), "utf-8")
    answer = save(client, version, change("name", "Huế", "Mine"))
    assert answer.json["clean"] == [change("name", "Huế", "Mine")]
    assert save(client, answer.json["version"], *answer.json["clean"]).status_code == 200
    assert "Some thing" in events.read_text("utf-8")


def test_all_changes_are_saved_or_none(client: FlaskClient, version: str):
    bad = change("name", "", "X", ident="no-such-site")
    answer = save(client, version, change("name", "Huế", "Mine"), bad)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "refused")
    assert "no-such-site" in answer.json["error"]["problems"][0]["message"]
    assert client.get(ADDRESS).json["version"] == version


@pytest.mark.parametrize(
    "broken",
    [{"op": "set", "kind": "site", "id": "hue", "field": "id", "was": "hue", "now": "other"},
     {"op": "add", "kind": "site", "id": "../outside", "values": {"name": "X"}, "after": None},
     {"op": "add", "kind": "chapter", "id": "..", "values": {"title": "X"}, "after": None},
     {"op": "add", "kind": "chapter", "id": "/etc/passwd", "values": {"title": "X"}, "after": None},
     {"op": "remove", "kind": "chapter", "id": "../../two-places/chapters/first", "was": {}, "after": None},
     {"op": "set", "kind": "chapter", "id": "../story", "field": "text", "was": "", "now": "X"},
     {"op": "remove", "kind": "story", "id": "", "was": {}, "after": None}],
)  # fmt: skip
def test_what_leads_out_of_the_records_is_refused(
    client: FlaskClient, library: Path, version: str, broken: dict[str, Any]
):
    there = sorted(path for path in library.rglob("*") if ".storymap" not in path.parts)
    answer = save(client, version, broken)
    assert answer.status_code == 422
    assert answer.json["error"]["problems"]
    assert sorted(path for path in library.rglob("*") if ".storymap" not in path.parts) == there
    assert client.get(ADDRESS).json["version"] == version


def test_decisions_of_the_gazetteer_are_kept_with_the_save(client: FlaskClient, library: Path, version: str):
    decision = {"file": "sites.csv", "record": "hue", "asked": "Hue", "status": "accepted",
                "chosen": "geonames:1580240", "name": "Huế", "lat": 16.46, "lon": 107.59, "score": 0.98,
                "confidence": 0.97, "rivals": ["Hue, Germany"], "date": "2026-11-26T10:00:00Z"}  # fmt: skip
    lat = change("lat", "16.47", "16.46")
    saved = save(client, version, lat, decisions=[decision, decision | {"record": "da-nang", "date": ""}])
    assert saved.status_code == 200
    rows = (library / "two-places" / "geocoding.csv").read_text("utf-8").splitlines()
    assert len(rows) == 3
    assert rows[1].startswith("2026-11-26T10:00:00Z,sites.csv,hue,Hue,accepted,geonames:1580240")
    assert rows[1].endswith(client.get("/api/me").json["name"])
    assert rows[2].startswith("20")
    assert len(History(library / "two-places").revisions()) == 2  # as it was found, and the one save


def test_a_save_of_nothing_makes_no_revision(client: FlaskClient, library: Path, version: str):
    answer = save(client, version, change("name", "Huế", "Huế"))
    assert (answer.status_code, answer.json["version"]) == (200, version)
    assert len(History(library / "two-places").revisions()) == 1


def test_a_story_that_went_meanwhile_is_not_made_again(client: FlaskClient, library: Path, version: str):
    (library / "two-places").rename(library / "elsewhere")
    answer = save(client, version, change("name", "Huế", "X"))
    assert (answer.status_code, answer.json["error"]["code"]) == (404, "no-story")
    assert not (library / "two-places").exists()


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow beyond some bytes: the system then refuses as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_said_and_the_story_is_as_it_was(client: FlaskClient, library: Path, version: str):
    save(client, version, change("name", "Huế", "Before"))
    files = {path: path.read_bytes() for path in (library / "two-places").rglob("*") if path.is_file()}
    version = client.get(ADDRESS).json["version"]
    with full_disk():
        answer = save(client, version, change("name", "Before", "After"))
    assert (answer.status_code, answer.json["error"]["code"]) == (507, "disk-full")
    assert {path: path.read_bytes() for path in (library / "two-places").rglob("*")
            if path.is_file()} == files  # fmt: skip
    assert save(client, version, change("name", "Before", "After")).status_code == 200


def test_readers_see_a_story_once_it_is_published(client: FlaskClient, library: Path):
    def publish(published: bool) -> TestResponse:
        now = client.get(ADDRESS).json["version"]
        return client.post(f"{ADDRESS}/publish", json={"published": published},
                           headers={"If-Match": f'"{now}"'})  # fmt: skip

    before = (library / "two-places" / "story.yaml").read_bytes()
    assert publish(False).status_code == 200
    assert client.get(ADDRESS).json["story"]["draft"] is True
    assert client.get("/two-places/").status_code == 404
    assert publish(True).status_code == 200
    assert client.get("/two-places/").status_code == 200
    assert (library / "two-places" / "story.yaml").read_bytes() == before
    messages = [one.message for one in History(library / "two-places").revisions()]
    assert messages == ["Published", "Made a draft again", "The story as it was found"]


def test_publishing_is_based_on_a_version_too(client: FlaskClient, version: str):
    assert client.post(f"{ADDRESS}/publish", json={"published": True}).status_code == 428
    save(client, version, change("name", "Huế", "X"))
    stale = client.post(f"{ADDRESS}/publish", json={"published": False}, headers={"If-Match": f'"{version}"'})
    assert stale.status_code == 412
    assert (stale.json["clean"], stale.json["conflicts"]) == ([], [])


@pytest.mark.parametrize("linked", ["chapters", "sites.csv", "story.yaml"])
def test_nothing_is_read_or_written_through_a_link_that_leads_out(
    client: FlaskClient, library: Path, tmp_path: Path, linked: str
):
    path, outside = library / "two-places" / linked, tmp_path / "outside"
    path.rename(outside)
    path.symlink_to(outside)
    there = sorted(outside.iterdir()) if outside.is_dir() else outside.read_bytes()
    state = client.get(ADDRESS)
    assert state.status_code == 200
    assert "It began here" not in state.text or linked != "chapters"
    changes = {
        "chapters": {"op": "add", "kind": "chapter", "id": "third", "values": {"title": "T"}, "after": None},
        "sites.csv": change("name", "Huế", "X"),
        "story.yaml": change("title", "Two places", "X", kind="story", ident=""),
    }
    answer = save(client, state.json["version"], changes[linked])
    assert answer.status_code == 422
    assert linked in answer.json["error"]["problems"][0]["message"]
    assert (sorted(outside.iterdir()) if outside.is_dir() else outside.read_bytes()) == there


def test_a_story_that_is_a_link_is_not_there(client: FlaskClient, library: Path, tmp_path: Path):
    (library / "two-places").rename(tmp_path / "elsewhere")
    (library / "two-places").symlink_to(tmp_path / "elsewhere")
    for address in (ADDRESS, "/edit/two-places", f"{ADDRESS}/history", f"{ADDRESS}/media"):
        assert client.get(address).status_code == 404
    assert "two-places" not in [one["id"] for one in client.get("/api/stories").json["stories"]]
    assert client.delete(ADDRESS, headers={"If-Match": "*"}).status_code == 404
