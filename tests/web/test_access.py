"""Marks on views: what each lets in, and that a view without one is closed."""

from pathlib import Path

import pytest
from flask import Blueprint, Flask

from storymap.accounts import Role
from storymap.settings import Settings
from storymap.web import create_app
from storymap.web.access import KNOWN, OPEN, accounts, guard, requires, visitor

LONG = "correct horse battery"


@pytest.fixture
def guarded(library: Path) -> Flask:
    """An application with one view for each kind of mark."""
    app = create_app(Settings(library=library))
    blueprint = guard(Blueprint("room", __name__, url_prefix="/edit/room"))
    for name, mark in {"open": OPEN, "known": KNOWN, "all": Role.EDITOR}.items():
        blueprint.add_url_rule(f"/{name}", name, requires(mark)(lambda: "inside"), methods=["GET", "POST"])
    blueprint.add_url_rule("/of/<story>", "one", requires(Role.EDITOR)(lambda **_: visitor().name))
    blueprint.add_url_rule("/unmarked", "unmarked", lambda: "inside")
    app.register_blueprint(blueprint)
    return app


def test_a_view_without_a_mark_is_closed_even_to_the_owner(guarded: Flask):
    assert guarded.test_client().get("/edit/room/unmarked").status_code == 403


def test_without_accounts_the_person_here_is_the_owner(guarded: Flask):
    client = guarded.test_client()
    assert [client.get(f"/edit/room/{name}").status_code for name in ("open", "known", "all")] == [200] * 3


def test_an_account_made_while_the_server_runs_counts_at_once(guarded: Flask):
    client = guarded.test_client()
    assert client.get("/edit/room/known").status_code == 200
    with guarded.app_context():
        accounts().users.add("Ana", LONG, {"two-places": Role.EDITOR})
    away = client.get("/edit/room/known")
    assert (away.status_code, away.location) == (303, "/edit/login?next=/edit/room/known")
    assert client.post("/edit/room/known").status_code == 401
    assert client.post("/edit/login", data={"name": "ana", "password": LONG}).status_code == 303
    assert client.get("/edit/room/known").status_code == 200
    assert client.get("/edit/room/of/two-places").text == "Ana"
    assert client.get("/edit/room/of/canaries").status_code == 404
    assert client.get("/edit/room/all").status_code == 403
