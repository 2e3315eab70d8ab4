"""Stories as a whole: begun as drafts, moved to the trash, brought back, forgotten."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from storymap.accounts import Role
from storymap.settings import Settings
from storymap.storage.history import History
from storymap.storage.library import list_stories
from storymap.storage.new import shipped_slugs
from storymap.web import create_app

SignIn = Callable[[str, dict[str, Role]], FlaskClient]


def begin(client: FlaskClient, **body: Any) -> TestResponse:
    return client.post("/api/stories", json=body)


def delete(client: FlaskClient, story: str) -> TestResponse:
    version = client.get(f"/api/stories/{story}").json["version"]
    return client.delete(f"/api/stories/{story}", headers={"If-Match": f'"{version}"'})


def test_a_new_story_is_an_empty_draft_named_by_its_title(client: FlaskClient, library: Path):
    answer = begin(client, title=" Đường về Huế ", language="vi")
    assert answer.status_code == 201
    state = answer.json
    assert (state["id"], state["languages"], state["role"]) == ("duong-ve-hue", ["vi"], "owner")
    assert (state["story"]["title"], state["story"]["draft"]) == ("Đường về Huế", True)
    assert state["chapters"] == []
    assert answer.headers["ETag"] == f'"{state["version"]}"'
    assert client.get("/duong-ve-hue/").status_code == 404
    assert client.get("/edit/duong-ve-hue").status_code == 200
    first = History(library / "duong-ve-hue").revisions()
    assert [(one.message, one.author) for one in first] == [
        ("Began the story", client.get("/api/me").json["name"])
    ]


def test_a_new_story_goes_on_with_saves(client: FlaskClient):
    state = begin(client, title="Roads").json
    records = {
        "chapter": {"title": "One", "text": "T"}, "site": {"name": "Huế", "lat": "16", "lon": "107"},
        "event": {"site": "new", "title": "It began"}, "source": {"citation": "A book"},
    }  # fmt: skip
    changes = [{"op": "add", "kind": kind, "id": "new", "values": values, "after": None}
               for kind, values in records.items()]  # fmt: skip
    saved = client.patch("/api/stories/roads", json={"changes": changes},
                         headers={"If-Match": f'"{state["version"]}"'})  # fmt: skip
    assert saved.status_code == 200
    after = client.get("/api/stories/roads").json
    assert after["story"]["chapters"] == ["new"]
    assert [len(after[kind]) for kind in ("chapters", "sites", "events", "sources")] == [1, 1, 1, 1]


def test_a_new_story_may_be_a_copy_of_a_shipped_one(client: FlaskClient):
    source = shipped_slugs()[0]
    state = begin(client, title="My own", **{"from": source}).json
    assert (state["id"], state["story"]["title"], state["story"]["draft"]) == ("my-own", "My own", True)
    assert state["chapters"]
    unknown = begin(client, title="Other", **{"from": "../../etc"})
    assert unknown.status_code == 422
    assert shipped_slugs()[0] in unknown.json["error"]["problems"][0]["message"]


def test_titles_that_are_the_same_make_names_that_are_not(client: FlaskClient):
    names = [begin(client, title=title).json["id"] for title in ("Roads", "Roads", "?!", "api", "Two places")]
    assert names == ["roads", "roads-2", "story", "api-2", "two-places-2"]


@pytest.mark.parametrize("name", ["two-places", "api", "edit", "static"])
def test_a_name_that_is_taken_is_refused_and_a_free_one_offered(client: FlaskClient, name: str):
    answer = begin(client, title="Any", id=name)
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "taken")
    assert begin(client, title="Any", id=answer.json["free"]).json["id"] == f"{name}-2"


@pytest.mark.parametrize("name", ["../outside", ".storymap", "Upper", "a/b", "", "x" * 65, "a\0b", "con."])
def test_a_name_that_is_no_id_is_refused(client: FlaskClient, library: Path, name: str):
    before = sorted(library.parent.rglob("*"))
    answer = begin(client, title="Any", id=name)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "invalid")
    assert sorted(library.parent.rglob("*")) == before


def test_a_server_of_a_single_story_has_no_others_and_no_trash(library: Path):
    client = create_app(Settings(library=library / "two-places")).test_client()
    assert begin(client, title="Other").json["error"]["code"] == "single"
    assert delete(client, "two-places").json["error"]["code"] == "single"
    assert client.get("/api/trash").json == {"trash": []}
    assert [one["id"] for one in client.get("/api/stories").json["stories"]] == ["two-places"]


def test_a_deleted_story_waits_in_the_trash_and_comes_back_with_its_history(
    client: FlaskClient, library: Path
):
    story = begin(client, title="Roads").json["id"]
    answer = delete(client, story)
    assert answer.status_code == 200
    [entry] = client.get("/api/trash").json["trash"]
    assert entry == answer.json
    name = client.get("/api/me").json["name"]
    assert (entry["id"], entry["title"], entry["by"]) == ("roads", "Roads", name)
    assert entry["time"].endswith("Z")
    for address in ("/api/stories/roads", "/edit/roads", "/edit/roads/preview/"):
        assert client.get(address).status_code == 404
    back = client.post(f"/api/trash/{entry['entry']}/restore", json={})
    assert back.json == {"id": "roads"}
    assert client.get("/api/stories/roads/history").json["revisions"][-1]["message"] == "Began the story"
    assert client.get("/api/trash").json == {"trash": []}
    assert library / "roads" in list_stories(library)


def test_a_story_is_deleted_as_it_was_seen_or_not_at_all(client: FlaskClient, library: Path):
    assert client.delete("/api/stories/two-places").status_code == 428
    version = client.get("/api/stories/two-places").json["version"]
    (library / "two-places" / "notes.txt").write_text("Somebody writes.", "utf-8")
    stale = client.delete("/api/stories/two-places", headers={"If-Match": f'"{version}"'})
    assert stale.status_code == 412
    assert stale.json["version"] == client.get("/api/stories/two-places").json["version"]
    assert (library / "two-places").is_dir()


def test_a_new_story_leaves_the_name_to_the_one_in_the_trash(client: FlaskClient):
    entry = delete(client, begin(client, title="Roads").json["id"]).json["entry"]
    assert begin(client, title="Roads").json["id"] == "roads-2"
    assert begin(client, title="Other", id="roads").status_code == 201
    taken = client.post(f"/api/trash/{entry}/restore", json={})
    assert (taken.status_code, taken.json["error"]["code"]) == (409, "taken")
    assert len(client.get("/api/trash").json["trash"]) == 1


def test_what_is_forgotten_is_gone(client: FlaskClient, library: Path):
    entry = delete(client, "two-places").json["entry"]
    assert client.delete(f"/api/trash/{entry}").status_code == 200
    assert client.get("/api/trash").json == {"trash": []}
    assert not list((library / ".storymap" / "trash").iterdir())
    again = client.delete(f"/api/trash/{entry}")
    assert (again.status_code, again.json["error"]["code"]) == (404, "not-in-trash")


@pytest.mark.parametrize("entry", ["..", "..%2f..", ".%2e", "%2e%2e%2fhistory.git", "%00", "no-such-entry"])
def test_an_entry_that_leads_out_of_the_trash_is_not_there(client: FlaskClient, library: Path, entry: str):
    delete(client, "two-places")
    before = sorted(library.rglob("*"))
    assert client.delete(f"/api/trash/{entry}").status_code in (404, 405)
    assert client.post(f"/api/trash/{entry}/restore", json={}).status_code in (404, 405)
    assert sorted(library.rglob("*")) == before


def test_the_trash_shows_each_person_the_stories_they_own(client: FlaskClient, signed_in: SignIn):
    entry = delete(client, "two-places").json["entry"]
    owner = signed_in("Ana", {"two-places": Role.OWNER})
    editor = signed_in("Ben", {"two-places": Role.EDITOR})
    other = signed_in("Chi", {"canaries": Role.OWNER})
    assert [len(one.get("/api/trash").json["trash"]) for one in (owner, editor, other)] == [1, 0, 0]
    assert editor.post(f"/api/trash/{entry}/restore", json={}).status_code == 403
    assert other.post(f"/api/trash/{entry}/restore", json={}).status_code == 404
    assert other.delete(f"/api/trash/{entry}").status_code == 404
    assert owner.post(f"/api/trash/{entry}/restore", json={}).status_code == 200


def test_who_edits_some_stories_begins_none(signed_in: SignIn):
    some, every = signed_in("Ana", {"two-places": Role.OWNER}), signed_in("Ben", {"*": Role.EDITOR})
    assert begin(some, title="Roads").status_code == 403
    assert begin(every, title="Roads").status_code == 201
