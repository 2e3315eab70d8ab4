"""Links and roles over HTTP: who may come in, until when, and taken back at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from storymap.accounts import Accounts, Role
from storymap.settings import Settings
from storymap.web import create_app

ADDRESS = "/api/stories/two-places"
SignIn = Callable[[str, dict[str, Role]], FlaskClient]


@pytest.fixture
def owner(signed_in: SignIn) -> FlaskClient:
    return signed_in("Ana", {"two-places": Role.OWNER})


def make_link(client: FlaskClient, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{ADDRESS}/links", json={"role": "editor", **body})
    assert answer.status_code == 201
    return answer.json


def opened(app: Flask, link: dict[str, Any]) -> FlaskClient:
    """A browser that opened a link."""
    guest = app.test_client()
    guest.get(urlsplit(link["url"]).path)
    return guest


def test_a_link_lets_somebody_edit_without_an_account(app: Flask, owner: FlaskClient):
    link = make_link(owner, note="class 7b", days=3)
    assert link["url"].startswith("http://localhost/edit/link/")
    guest = opened(app, link)
    version = guest.get(ADDRESS).json["version"]
    change = {"op": "set", "kind": "site", "id": "hue", "field": "name", "was": "Huế", "now": "Hué"}
    saved = guest.patch(ADDRESS, json={"changes": [change]}, headers={"If-Match": f'"{version}"'})
    assert saved.status_code == 200
    assert guest.get(f"{ADDRESS}/history").json["revisions"][0]["author"] == "guest (class 7b)"
    assert guest.get("/api/stories/canaries").status_code == 404
    assert guest.get(f"{ADDRESS}/links").status_code == 403


def test_links_are_listed_without_what_opens_them(owner: FlaskClient):
    made = make_link(owner, note="class 7b", days=3)
    [link] = owner.get(f"{ADDRESS}/links").json["links"]
    assert (link["id"], link["role"]) == (made["id"], "editor")
    assert (link["note"], link["author"]) == ("class 7b", "Ana")
    lasts = datetime.fromisoformat(link["expires"]) - datetime.fromisoformat(link["made"])
    assert lasts == timedelta(days=3)
    assert "url" not in link


def test_a_revoked_link_ends_for_those_who_have_opened_it(app: Flask, owner: FlaskClient):
    link = make_link(owner, role="viewer")
    guest = opened(app, link)
    assert guest.get(ADDRESS).status_code == 200
    assert guest.patch(ADDRESS, json={"changes": []}, headers={"If-Match": "*"}).status_code == 403
    assert owner.delete(f"{ADDRESS}/links/{link['id']}").json == {}
    assert guest.get(ADDRESS).status_code == 401
    assert owner.delete(f"{ADDRESS}/links/{link['id']}").status_code == 404


def test_a_link_of_another_story_cannot_be_revoked(owner: FlaskClient, signed_in: SignIn):
    link = make_link(owner)
    other = signed_in("Chi", {"canaries": Role.OWNER})
    assert other.delete(f"/api/stories/canaries/links/{link['id']}").status_code == 404
    assert len(owner.get(f"{ADDRESS}/links").json["links"]) == 1


@pytest.mark.parametrize(
    "body",
    [{"role": "owner"}, {"role": "editor", "days": 0}, {"role": "editor", "days": 10_000}, {"days": 3}, {},
     {"role": "viewer", "story": "*"}],
)  # fmt: skip
def test_a_link_that_would_let_in_too_much_is_refused(owner: FlaskClient, body: dict[str, Any]):
    assert owner.post(f"{ADDRESS}/links", json=body).status_code == 422
    assert owner.get(f"{ADDRESS}/links").json == {"links": []}


def test_links_have_the_public_address_whatever_host_was_asked(library: Path):
    app = create_app(Settings(library=library, public_url="https://maps.example.org/stories/"))
    Accounts(library).users.add("Ana", "correct horse battery", {"*": Role.OWNER})
    client = app.test_client()
    base = {"base_url": "https://evil.example/stories"}
    sent = {"name": "Ana", "password": "correct horse battery"}
    assert client.post("/edit/login", data=sent, **base).status_code == 303
    made = client.post(f"{ADDRESS}/links", json={"role": "viewer"}, **base)
    assert made.json["url"].startswith("https://maps.example.org/stories/edit/link/")


def test_roles_are_given_and_taken(owner: FlaskClient, signed_in: SignIn):
    ben = signed_in("Ben", {})
    signed_in("Root", {"*": Role.OWNER})
    assert owner.get(f"{ADDRESS}/roles").json == {"roles": {"Ana": "owner"}, "everywhere": {"Root": "owner"}}
    assert ben.get(ADDRESS).status_code == 404
    given = owner.put(f"{ADDRESS}/roles", json={"roles": {"ben": "editor"}})
    assert given.json["roles"] == {"Ana": "owner", "Ben": "editor"}
    assert ben.get(ADDRESS).json["role"] == "editor"
    assert owner.put(f"{ADDRESS}/roles", json={"roles": {"Ben": None}}).json["roles"] == {"Ana": "owner"}
    assert ben.get(ADDRESS).status_code == 404


def test_of_roles_for_people_nobody_knows_none_is_given(owner: FlaskClient, signed_in: SignIn):
    signed_in("Ben", {})
    answer = owner.put(f"{ADDRESS}/roles", json={"roles": {"Ben": "editor", "Nobody": "viewer"}})
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "no-user")
    assert "Nobody" in answer.json["error"]["message"]
    assert owner.get(f"{ADDRESS}/roles").json["roles"] == {"Ana": "owner"}


def test_the_last_owner_stays_one(owner: FlaskClient, signed_in: SignIn):
    answer = owner.put(f"{ADDRESS}/roles", json={"roles": {"Ana": "editor"}})
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "last-owner")
    signed_in("Ben", {})
    assert owner.put(f"{ADDRESS}/roles", json={"roles": {"Ben": "owner"}}).status_code == 200
    assert owner.put(f"{ADDRESS}/roles", json={"roles": {"Ana": None}}).json["roles"] == {"Ben": "owner"}
    assert owner.get(ADDRESS).status_code == 404
