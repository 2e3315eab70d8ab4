"""Code that somebody writes into any field is text: in the state, the preview, the history and the lists."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

CANARY = "{{7*191}} {%x%} ${7*191} </script> <img src=x onerror=alert(1)> \u2028end"
ADDRESS = "/api/stories/two-places"
FIELDS = {
    "story": ("title", "summary", "licence", "published", "cite", "accent", "text", "mode", "dwell",
              "basemap", "my-own"),
    "chapter": ("title", "text", "view", "when", "place", "map", "my-own"),
    "site": ("name", "kind", "country", "precision_km", "certainty", "gazetteer_id", "source", "note", "lat",
             "my-own"),
    "event": ("title", "text", "site", "place", "when", "when_alternative", "source", "certainty", "tags",
              "note", "lon", "my-own"),
    "source": ("citation", "url", "accessed", "licence", "note", "my-own"),
}  # fmt: skip
IDS = {"story": "", "chapter": "first", "site": "hue", "event": "a", "source": "s"}
LISTS = {"chapter": "chapters", "site": "sites", "event": "events", "source": "sources"}
ONE_BY_ONE = [(kind, field) for kind, fields in FIELDS.items() for field in fields]


def save(client: FlaskClient, *changes: dict[str, Any], message: str = "") -> int:
    version = client.get(ADDRESS).json["version"]
    answer = client.patch(ADDRESS, json={"changes": changes, "message": message},
                          headers={"If-Match": f'"{version}"'})  # fmt: skip
    return answer.status_code


@pytest.fixture
def source(client: FlaskClient) -> None:
    """The story has a source too."""
    new = {"op": "add", "kind": "source", "id": "s", "values": {"citation": "A book"}, "after": None}
    assert save(client, new) == 200


def pages(client: FlaskClient) -> str:
    """All that people see of the story."""
    addresses = ("/edit/", "/edit/two-places", "/edit/two-places/preview/", "/edit/two-places/preview/first",
                 "/two-places/", "/", "/edit/login", "/edit/two-places/preview/map.svg")  # fmt: skip
    return "\n".join(client.get(address).text for address in addresses)


@pytest.mark.parametrize(("kind", "field"), ONE_BY_ONE, ids=[f"{kind}-{field}" for kind, field in ONE_BY_ONE])
@pytest.mark.usefixtures("source")
def test_code_in_a_field_is_text_everywhere(client: FlaskClient, kind: str, field: str):
    change = {"op": "set", "kind": kind, "id": IDS[kind], "field": field, "was": "", "now": CANARY}
    assert save(client, change, message=CANARY) == 200
    state = client.get(ADDRESS)
    assert state.mimetype == "application/json"
    records = {"": state.json["story"]} if kind == "story" else {
        record["id"]: record for record in state.json[LISTS[kind]]
    }  # fmt: skip
    kept = records[IDS[kind]][field]
    assert CANARY in (kept if isinstance(kept, str) else str(kept).replace("\\u2028", "\u2028"))
    shown = pages(client)
    assert "1337" not in shown
    assert "<img src=x" not in shown
    assert "</script> <img" not in shown
    revisions = client.get(f"{ADDRESS}/history").json["revisions"]
    [told] = client.get(f"{ADDRESS}/history/{revisions[0]['id']}").json["changes"]
    assert (told["field"], told["now"]) == (field, kept)


def test_code_in_the_name_of_a_story_or_file_or_link_is_text(client: FlaskClient, library: Path):
    made = client.post("/api/stories", json={"title": CANARY})
    assert made.status_code == 201
    assert made.json["story"]["title"] == CANARY
    link = client.post(f"{ADDRESS}/links", json={"role": "viewer", "note": CANARY[:200]})
    assert link.status_code == 201
    guest = client.application.test_client()
    opened = guest.get(link.json["url"], follow_redirects=True)
    assert "<img src=x" not in pages(client) + opened.text
    assert (library / made.json["id"]).is_dir()


def test_code_in_what_is_asked_comes_back_as_text(client: FlaskClient):
    for address in ("/api/places", "/edit/", "/edit/login", "/edit/two-places/preview/", "/api/"):
        answer = client.get(address, query_string={"q": CANARY, "lang": CANARY, "next": CANARY})
        if answer.mimetype == "text/html":
            assert "<img src=x" not in answer.text
            assert "1337" not in answer.text
    rendered = client.post(f"{ADDRESS}/render", json={"text": CANARY}).json["html"]
    assert "<img" not in rendered
    assert "<script" not in rendered
    assert "1337" not in rendered
