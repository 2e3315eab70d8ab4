"""The history over HTTP: what each revision changed, two compared, one restored as a new one."""

from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ADDRESS = "/api/stories/two-places"


def rename(client: FlaskClient, was: str, now: str) -> TestResponse:
    change = {"op": "set", "kind": "site", "id": "hue", "field": "name", "was": was, "now": now}
    version = client.get(ADDRESS).json["version"]
    return client.patch(ADDRESS, json={"changes": [change], "message": f"Call it {now}"},
                        headers={"If-Match": f'"{version}"'})  # fmt: skip


@pytest.fixture
def ids(client: FlaskClient) -> list[str]:
    """The revisions of a story that was renamed three times, the latest first."""
    for was, now in (("Huế", "One"), ("One", "Two"), ("Two", "Three")):
        assert rename(client, was, now).status_code == 200
    return [one["id"] for one in client.get(f"{ADDRESS}/history").json["revisions"]]


def restore(client: FlaskClient, revision: str, version: str = "") -> TestResponse:
    version = version or client.get(ADDRESS).json["version"]
    return client.post(f"{ADDRESS}/history/{revision}/restore", json={},
                       headers={"If-Match": f'"{version}"'})  # fmt: skip


def test_revisions_say_who_when_and_why(client: FlaskClient, ids: list[str]):
    assert len(ids) == 4
    revisions = client.get(f"{ADDRESS}/history").json["revisions"]
    assert [one["message"] for one in revisions] == [
        "Call it Three", "Call it Two", "Call it One", "The story as it was found"
    ]  # fmt: skip
    assert revisions[0]["author"] == client.get("/api/me").json["name"]
    assert datetime.fromisoformat(revisions[0]["time"]).tzinfo is not None


def test_revisions_come_by_pages(client: FlaskClient, ids: list[str]):
    def page(**query: str | int) -> list[str]:
        found = client.get(f"{ADDRESS}/history", query_string=query).json["revisions"]
        return [one["id"] for one in found]

    assert page(limit=2) == ids[:2]
    assert page(limit=2, before=ids[1]) == ids[2:]
    assert page(before=ids[-1]) == []
    assert page(limit="many") == ids


def test_a_story_that_nobody_saved_yet_has_no_revisions(client: FlaskClient):
    assert client.get(f"{ADDRESS}/history").json == {"revisions": []}


def test_a_revision_shows_what_it_changed(client: FlaskClient, ids: list[str]):
    def names(revision: str, **query: str) -> list[tuple[str, str]]:
        answer = client.get(f"{ADDRESS}/history/{revision}", query_string=query).json
        assert answer["revision"]["id"] == revision
        return [(one["was"], one["now"]) for one in answer["changes"]]

    assert names(ids[0]) == [("Two", "Three")]
    assert names(ids[2], against="now") == [("One", "Three")]
    assert names(ids[0], against=ids[3]) == [("Huế", "Three")]
    assert names(ids[3], against=ids[0]) == [("Three", "Huế")]
    assert names(ids[0], against=ids[0][:8]) == []


def test_the_first_revision_adds_everything(client: FlaskClient, ids: list[str]):
    changes = client.get(f"{ADDRESS}/history/{ids[-1]}").json["changes"]
    added = [(one["kind"], one["id"]) for one in changes if one["op"] == "add"]
    assert ("chapter", "first") in added
    assert ("site", "hue") in added


def test_what_was_changed_outside_the_editor_is_a_revision_of_its_own(client: FlaskClient, library: Path):
    rename(client, "Huế", "One")
    events = library / "two-places" / "events.csv"
    events.write_text(events.read_text("utf-8").replace("1993", "1994"), "utf-8")
    rename(client, "One", "Two")
    revisions = client.get(f"{ADDRESS}/history").json["revisions"]
    assert [one["message"] for one in revisions][:2] == ["Call it Two", "Changed outside the editor"]
    [change] = client.get(f"{ADDRESS}/history/{revisions[1]['id']}").json["changes"]
    assert (change["field"], change["was"], change["now"]) == ("when", "1993", "1994")


def test_restoring_brings_every_byte_back_as_a_new_revision(
    client: FlaskClient, library: Path, ids: list[str]
):
    before = (Path(__file__).parents[2] / "stories" / "two-places" / "sites.csv").read_bytes()
    answer = restore(client, ids[-1])
    assert answer.status_code == 200
    assert (library / "two-places" / "sites.csv").read_bytes() == before
    assert answer.json["version"] == client.get(ADDRESS).json["version"]
    revisions = client.get(f"{ADDRESS}/history").json["revisions"]
    assert [one["id"] for one in revisions] == [answer.json["revision"], *ids]
    assert restore(client, ids[0]).status_code == 200
    assert client.get(ADDRESS).json["sites"][0]["name"] == "Three"


def test_restoring_is_based_on_a_version(client: FlaskClient, ids: list[str]):
    address = f"{ADDRESS}/history/{ids[-1]}/restore"
    assert client.post(address, json={}).status_code == 428
    stale = restore(client, ids[-1], "0" * 32)
    assert stale.status_code == 412
    assert stale.json["version"] == client.get(ADDRESS).json["version"]
    assert client.get(ADDRESS).json["sites"][0]["name"] == "Three"


@pytest.mark.parametrize(
    "revision", ["0" * 40, "HEAD", "main", "..", "%00", "refs%2fheads%2ftwo-places", "x" * 300]
)
def test_a_revision_that_is_not_there_is_not_found(client: FlaskClient, ids: list[str], revision: str):
    assert ids
    for answer in (
        client.get(f"{ADDRESS}/history/{revision}"),
        client.get(f"{ADDRESS}/history/{ids[0]}", query_string={"against": revision}),
        client.get(f"{ADDRESS}/history", query_string={"before": revision}),
        client.post(f"{ADDRESS}/history/{revision}/restore", json={}, headers={"If-Match": "*"}),
    ):
        assert answer.status_code in (404, 308)


def test_revisions_of_another_story_are_not_this_ones(client: FlaskClient, ids: list[str]):
    other = client.get(f"/api/stories/canaries/history/{ids[0]}")
    assert (other.status_code, other.json["error"]["code"]) == (404, "no-revision")
