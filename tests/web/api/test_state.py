"""The state of a story: all that can be edited, its version, and its problems."""

import gzip
import json
import shutil
from pathlib import Path

from flask.testing import FlaskClient

from storymap.storage.pending import Signature, stage
from storymap.storage.save import save
from storymap.storage.version import version_of

ADDRESS = "/api/stories/two-places"


def test_the_state_holds_every_record_as_the_files_have_it(client: FlaskClient, library: Path):
    state = client.get(ADDRESS).json
    assert (state["id"], state["role"], state["languages"]) == ("two-places", "owner", ["en"])
    assert state["version"] == version_of(library / "two-places")
    assert state["story"] == {"title": "Two places", "languages": ["en"], "chapters": ["first", "second"]}
    assert [chapter["id"] for chapter in state["chapters"]] == ["first", "second"]
    assert state["chapters"][0]["text"] == "It began here."
    assert state["sites"][0] == {"id": "hue", "name": "Huế", "lat": "16.47", "lon": "107.58"}
    assert [event["id"] for event in state["events"]] == ["a", "b"]
    assert (state["sources"], state["media"], state["problems"]) == ([], [], [])
    assert (state["join"]["rows"], state["join"]["counts"]["placed"]) == (2, 2)


def test_event_sets_tell_what_may_be_chosen_of_them(client: FlaskClient, library: Path, missions_story: Path):
    assert client.get(ADDRESS).json["event_sets"] == []
    shutil.copytree(missions_story, library / "flights")
    (told,) = client.get("/api/stories/flights").json["event_sets"]
    assert (told["id"], told["categories"][0]) == ("missions", "STRIKE")
    assert "" not in told["categories"]
    assert told["first"] < told["last"]
    shutil.rmtree(library / "flights" / "tiles")
    assert client.get("/api/stories/flights").json["event_sets"] == []


def test_the_version_is_the_etag_and_whoever_has_it_gets_nothing_new(client: FlaskClient, library: Path):
    first = client.get(ADDRESS)
    assert first.headers["ETag"] == f'"{first.json["version"]}"'
    assert first.headers["Cache-Control"] == "no-store"
    same = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    events = library / "two-places" / "events.csv"
    events.write_text(events.read_text("utf-8").replace("1993", "1994"), "utf-8")
    changed = client.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.json["events"][0]["when"] == "1994"


def test_a_large_state_is_packed_for_those_who_take_it(client: FlaskClient):
    plain = client.get("/api/stories/canaries", headers={"Accept-Encoding": "identity"})
    packed = client.get("/api/stories/canaries", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.data)) == plain.json


def test_a_broken_story_can_be_opened_and_says_what_is_wrong(client: FlaskClient, library: Path):
    (library / "two-places" / "story.yaml").write_text("title: [unclosed\n", "utf-8")
    (library / "two-places" / "sites.csv").write_bytes(b"id,name,lat,lon\nhue,Hue,x,y\n\xff\xfe")
    state = client.get(ADDRESS)
    assert state.status_code == 200
    assert {problem["file"] for problem in state.json["problems"]} >= {"story.yaml", "sites.csv"}
    assert all(problem["message"] and problem["severity"] for problem in state.json["problems"])


def test_problems_are_looked_for_in_the_files_as_they_are_now(client: FlaskClient, library: Path):
    sites = library / "two-places" / "sites.csv"
    assert client.post(f"{ADDRESS}/problems", json={}).json["problems"] == []
    sites.write_text(sites.read_text("utf-8").replace("16.47", "164.7"), "utf-8")
    problems = client.post(f"{ADDRESS}/problems", json={}).json["problems"]
    assert (problems[0]["file"], problems[0]["row"], problems[0]["found"]) == ("sites.csv", 2, "164.7")
    assert problems[0]["hint"]


def test_what_another_program_saves_is_seen_at_once(client: FlaskClient, library: Path):
    folder = library / "two-places"
    save(folder, [], expected=None, author="Ana", files={"notes.txt": b"one"})
    before = client.get(ADDRESS).json["version"]
    save(folder, [], expected=None, author="Ben", files={"notes.txt": b"two"})
    assert client.get(ADDRESS).json["version"] == version_of(folder) != before


def test_a_save_that_a_crash_stopped_half_way_is_seen_whole(client: FlaskClient, library: Path):
    folder = library / "two-places"
    sites, events = ((folder / name).read_bytes() for name in ("sites.csv", "events.csv"))
    new = {"sites.csv": sites.replace(b"16.47", b"16.5"), "events.csv": events.replace(b"1993", b"1994")}
    stopped = stage(folder, new, Signature("Ana", 1_700_000_000, "Moved Huế"))
    (folder / stopped.parts["sites.csv"]).replace(folder / "sites.csv")  # and then the power went
    state = client.get(ADDRESS).json
    assert (state["sites"][0]["lat"], state["events"][0]["when"]) == ("16.5", "1994")
    assert state["version"] == version_of(folder)
    assert client.get(f"{ADDRESS}/history").json["revisions"][0]["message"] == "Moved Huế"


def test_the_list_says_what_each_story_holds(client: FlaskClient):
    stories = {one["id"]: one for one in client.get("/api/stories").json["stories"]}
    one = stories["two-places"]
    assert (one["title"], one["role"], one["draft"]) == ("Two places", "owner", False)
    assert (one["chapters"], one["sites"], one["events"]) == (2, 2, 2)
    assert (one["edit"], one["preview"]) == ("/edit/two-places", "/edit/two-places/preview/")
    assert one["changed"].endswith("Z")


def test_who_the_visitor_is_is_said(client: FlaskClient):
    me = client.get("/api/me").json
    assert (me["local"], me["stories"]) == (True, {"*": "owner"})
    assert me["name"]
