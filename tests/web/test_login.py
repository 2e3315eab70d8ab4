"""Signing in and out, with the waits for those who guess, and links that let people in."""

import time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from storymap.accounts import Accounts, Role
from storymap.accounts.attempts import FREE_BY_NAME
from storymap.settings import Settings
from storymap.web import create_app

PASSWORD = "correct horse battery"


@pytest.fixture
def ana(library: Path) -> Accounts:
    accounts = Accounts(library)
    accounts.users.add("Ana", PASSWORD, {"two-places": Role.EDITOR})
    return accounts


@pytest.mark.usefixtures("ana")
def test_a_person_signs_in_and_out(client: FlaskClient):
    answer = client.post("/edit/login", data={"name": "ANA", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/edit/")
    cookie = answer.headers["Set-Cookie"]
    assert all(flag in cookie for flag in ("HttpOnly", "SameSite=Lax", "Path=/"))
    assert client.get("/api/me").json == {"name": "Ana", "local": False, "stories": {"two-places": "editor"}}
    taken = client.get_cookie("storymap")
    assert taken is not None
    client.post("/edit/logout")
    assert client.get("/api/me").json == {"name": "", "local": False, "stories": {}}
    client.set_cookie("storymap", taken.value)  # whoever has copied the cookie is out too
    assert client.get("/api/stories").status_code == 401


@pytest.mark.usefixtures("ana")
def test_over_https_the_cookie_travels_over_https_alone(library: Path):
    client = create_app(Settings(library=library, public_url="https://maps.example.org")).test_client()
    cookie = client.post("/edit/login", data={"name": "Ana", "password": PASSWORD}).headers["Set-Cookie"]
    assert cookie.startswith("__Host-storymap=")
    assert "Secure" in cookie


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize("name", ["Ana", "Nobody", "", "x" * 1_000, "' OR 1=1 --"])
def test_a_wrong_password_and_an_unknown_name_are_told_alike(client: FlaskClient, name: str):
    answer = client.post("/edit/login", data={"name": name, "password": "wrong horse battery"})
    assert answer.status_code == 401
    assert "The name or the password is not right." in answer.text
    assert "Set-Cookie" not in answer.headers
    assert PASSWORD not in answer.text


@pytest.mark.usefixtures("ana")
def test_whoever_guesses_must_wait_even_with_the_right_password(client: FlaskClient):
    for goal in range(FREE_BY_NAME, FREE_BY_NAME + 5):  # on a slow machine a short wait is over too soon
        failed, since = 0, 0.0
        while failed < goal:
            since = time.monotonic()
            answer = client.post("/edit/login", data={"name": "Ana", "password": "guess"})
            assert answer.status_code in (401, 429)
            failed += answer.status_code == 401
        right = client.post("/edit/login", data={"name": "Ana", "password": PASSWORD})
        if right.status_code == 429:
            assert int(right.headers["Retry-After"]) > 0
            return
        assert time.monotonic() - since >= 2 ** (goal - FREE_BY_NAME), "the wait was not over"
    pytest.fail("nobody was ever told to wait")


@pytest.mark.usefixtures("ana")
@pytest.mark.parametrize(
    ("wanted", "place"),
    [("/edit/two-places?lang=vi", "/edit/two-places?lang=vi"), ("https://evil.example/edit/", "/edit/"),
     ("//evil.example/edit/", "/edit/"), ("/two-places/", "/edit/"), ("/edit/\\evil.example", "/edit/"),
     ("/edit/\r\nSet-Cookie: a=b", "/edit/"), ("javascript:alert(1)", "/edit/")],
)  # fmt: skip
def test_after_signing_in_only_pages_of_the_editor_follow(client: FlaskClient, wanted: str, place: str):
    answer = client.post("/edit/login", query_string={"next": wanted},
                         data={"name": "Ana", "password": PASSWORD})  # fmt: skip
    assert (answer.status_code, answer.location) == (303, place)


def test_a_session_is_a_new_one_after_signing_in(client: FlaskClient, ana: Accounts):
    client.set_cookie("storymap", "chosen by somebody else")
    client.post("/edit/login", data={"name": "Ana", "password": PASSWORD})
    first = client.get_cookie("storymap")
    client.post("/edit/login", data={"name": "Ana", "password": PASSWORD})
    second = client.get_cookie("storymap")
    assert first
    assert second
    assert len({"chosen by somebody else", first.value, second.value}) == 3
    assert ana.sessions.find(first.value).user is None


def test_a_new_password_signs_everybody_out(client: FlaskClient, ana: Accounts):
    client.post("/edit/login", data={"name": "Ana", "password": PASSWORD})
    ana.users.set_password("Ana", "another horse battery")
    assert client.get("/api/stories").status_code == 401


def test_a_link_and_an_account_add_up(client: FlaskClient, ana: Accounts):
    _, token = ana.links.add("canaries", Role.VIEWER, note="a friend")
    client.post("/edit/login", data={"name": "Ana", "password": PASSWORD})
    opened = client.get(f"/edit/link/{token}")
    assert (opened.status_code, opened.location) == (303, "/edit/canaries/preview/")
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    assert client.get("/api/me").json["stories"] == {"two-places": "editor", "canaries": "viewer"}


@pytest.mark.parametrize("token", ["made-up", "a.b.c", "%00", "x" * 2_000])
def test_a_link_that_is_made_up_is_said_to_have_ended(client: FlaskClient, ana: Accounts, token: str):
    assert ana.users.any()
    answer = client.get(f"/edit/link/{token}")
    assert answer.status_code == 404
    assert "This link no longer works" in answer.text


def test_a_signed_link_with_another_letter_is_worth_nothing(client: FlaskClient, ana: Accounts):
    _, token = ana.links.add("two-places", Role.EDITOR)
    changed = ("A" if token[0] != "A" else "B") + token[1:]
    assert client.get(f"/edit/link/{changed}").status_code == 404
    assert client.get("/api/stories/two-places").status_code == 401


def test_accounts_that_cannot_be_read_let_nobody_in(app: Flask, library: Path, ana: Accounts):
    assert ana.users.any()
    (library / ".storymap" / "accounts.sqlite").write_bytes(b"not a database at all" * 100)
    client = app.test_client()
    assert client.get("/api/stories").status_code == 503
    assert client.get("/edit/two-places").status_code == 503
    assert client.get("/two-places/").status_code == 200
