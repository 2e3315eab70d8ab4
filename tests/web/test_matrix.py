"""Every guarded route × every visitor, generated from the URL map: who is let in, and who is told what."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from storymap.accounts import Role, role_for
from storymap.settings import Settings
from storymap.web import create_app
from storymap.web.access import KNOWN, OPEN, guarded_blueprints
from storymap.web.bodies import Body
from tests.web.visitors import ROLES, STORIES, STORY, TRASHED, UNKNOWN, Visit, furnish, visits, what_goes

MAPPED = create_app(Settings(library=STORIES))
"""Never asked: its map of addresses says what the tests are."""

PUBLIC = {"storymap", "health"}
"""The blueprints of readers, which take no data."""

OF_THE_TRASH = {"api.restore_trashed", "api.forget_trashed"}
"""Views that learn late which story an entry is of, and then ask for its owner."""

OF_THE_LOGIN = {"login.sign_in", "login.sign_out", "login.link"}

TAKES_AWAY = {"api.revoke_link", "api.forget_trashed"}
"""Views that need no body to take something away."""

SAFE = {"GET", "HEAD", "OPTIONS"}


def routes() -> list[Any]:
    """Every method of every guarded address."""
    return [
        pytest.param(method, rule, id=f"{method} {rule.rule}")
        for rule in sorted(MAPPED.url_map.iter_rules(), key=lambda rule: rule.rule)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.endpoint.partition(".")[0] in guarded_blueprints(MAPPED)
    ]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("matrix") / "stories"
    for name in (STORY, TRASHED, "canaries"):
        shutil.copytree(STORIES / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def samples(library: Path) -> dict[str, str]:
    return furnish(library)


@pytest.fixture(scope="module")
def app(library: Path, samples: dict[str, str]) -> Flask:
    assert samples
    return create_app(Settings(library=library))


@pytest.fixture(scope="module")
def everybody(app: Flask, library: Path) -> dict[str, Visit]:
    return visits(app, library)


@pytest.fixture
def address(samples: dict[str, str], library: Path) -> Callable[[Rule], str]:
    """Fill an address; a new kind of part needs a sample."""

    def filled(rule: Rule) -> str:
        values = samples | (what_goes(library) if rule.endpoint in TAKES_AWAY else {})
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: values[part[1]], rule.rule)

    return filled


def ask(visit: Visit, method: str, address: str, endpoint: str, **more: Any) -> TestResponse:
    """Send a body of the right kind with nothing in it, so that nothing is changed."""
    body = getattr(MAPPED.view_functions[endpoint], "takes_body", Body.JSON)
    kinds = {Body.JSON: "application/json", Body.FORM: "application/x-www-form-urlencoded",
             Body.FILE: "application/octet-stream"}  # fmt: skip
    if method not in SAFE:
        more = {"content_type": kinds[body], **more}
    return visit.ask(method, address, **more)


def expected(name: str, endpoint: str, arguments: set[str]) -> str:
    """What the marks say of a visitor: `in`, `sign in`, `forbidden` or `not there`."""
    needed = MAPPED.view_functions[endpoint].requires
    if needed is OPEN:
        return "in"
    if name in UNKNOWN:
        return "sign in"
    story = STORY if "story" in arguments else "*"
    if endpoint in OF_THE_TRASH:
        needed, story = Role.OWNER, TRASHED
    if needed is KNOWN:
        return "in"
    role = role_for(ROLES[name], story)
    if role is None:
        return "forbidden" if story == "*" else "not there"
    return "in" if role >= needed else "forbidden"


def outcome(answer: TestResponse) -> str:
    if answer.status_code == 303 and answer.location.startswith("/edit/login?next="):
        return "sign in"
    return {401: "sign in", 403: "forbidden", 404: "not there"}.get(answer.status_code, "in")


@pytest.mark.parametrize(("method", "rule"), routes())
def test_every_visitor_comes_where_the_marks_say_and_nowhere_else(
    everybody: dict[str, Visit], address: Callable[[Rule], str], method: str, rule: Rule
):
    if rule.endpoint in OF_THE_LOGIN:
        pytest.skip("Signing in and out has tests of its own.")
    answers = {name: ask(visit, method, address(rule), rule.endpoint) for name, visit in everybody.items()}
    found = {name: outcome(answer) for name, answer in answers.items()}
    assert found == {name: expected(name, rule.endpoint, rule.arguments) for name in everybody}
    assert all(answer.status_code < 500 for answer in answers.values())


@pytest.mark.parametrize(("method", "rule"), routes())
def test_every_guarded_view_has_a_mark(method: str, rule: Rule):
    view = MAPPED.view_functions[rule.endpoint]
    assert view.requires in (OPEN, KNOWN, *Role), method
    assert isinstance(view.takes_body, Body)


def test_a_blueprint_is_guarded_or_takes_no_data():
    for rule in MAPPED.url_map.iter_rules():
        blueprint = rule.endpoint.partition(".")[0]
        if blueprint not in guarded_blueprints(MAPPED):
            assert blueprint in PUBLIC, rule
            assert (rule.methods or set()) <= SAFE, rule


def test_the_open_views_are_those_that_nobody_needs_a_name_for():
    marks = {endpoint: getattr(view, "requires", None) for endpoint, view in MAPPED.view_functions.items()}
    assert {endpoint for endpoint, mark in marks.items() if mark is OPEN} == {
        "api.documentation", "api.me", "login.form", "login.sign_in", "login.sign_out", "login.link"
    }  # fmt: skip


def unsafe() -> list[Any]:
    return [route for route in routes() if route.values[0] not in SAFE]


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"},
     {"Origin": "null"}, {"Referer": "http://localhost.evil.example/"}],
    ids=["cross-site", "same-site", "origin", "null", "referer"],
)  # fmt: skip
@pytest.mark.parametrize(("method", "rule"), unsafe())
def test_a_page_of_another_site_can_do_nothing_in_an_owners_name(
    everybody: dict[str, Visit], address: Callable[[Rule], str], method: str, rule: Rule,
    headers: dict[str, str],
):  # fmt: skip
    owner = everybody["owner of every story"]
    answer = ask(owner, method, address(rule), rule.endpoint, headers=headers)
    assert answer.status_code == 403
    if rule.endpoint.startswith("api."):
        assert answer.json["error"]["code"] == "cross-site"


@pytest.mark.parametrize(("method", "rule"), unsafe())
@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x"])
def test_what_a_form_of_any_page_can_send_is_not_taken(
    everybody: dict[str, Visit], address: Callable[[Rule], str], method: str, rule: Rule, kind: str
):
    body = MAPPED.view_functions[rule.endpoint].takes_body
    if body is Body.FORM or (body is Body.FILE and kind == "text/plain"):
        pytest.skip("It takes forms, or plain text, and asks where they come from.")
    owner = everybody["owner of every story"]
    answer = ask(owner, method, address(rule), rule.endpoint, data=b"{}", content_type=kind)
    assert answer.status_code == 415


@pytest.mark.parametrize(("method", "rule"), unsafe())
def test_a_body_of_unknown_or_too_great_length_is_refused_unread(
    everybody: dict[str, Visit], address: Callable[[Rule], str], method: str, rule: Rule
):
    owner, place = everybody["owner of every story"], address(rule)
    chunked = ask(owner, method, place, rule.endpoint, headers={"Transfer-Encoding": "chunked"})
    assert chunked.status_code == 411
    large = ask(owner, method, place, rule.endpoint, environ_overrides={"CONTENT_LENGTH": str(10**9)})
    assert large.status_code == 413


@pytest.mark.parametrize(("method", "rule"), [route for route in routes() if route.values[0] == "GET"])
def test_nobody_else_frames_what_is_behind_the_login_and_no_cache_keeps_it(
    everybody: dict[str, Visit], address: Callable[[Rule], str], method: str, rule: Rule
):
    answer = ask(everybody["owner"], method, address(rule), rule.endpoint)
    framed = "'self'" if rule.endpoint.startswith("preview.") else "'none'"
    policy = answer.headers["Content-Security-Policy"]
    assert f"frame-ancestors {framed}" in policy or policy == "default-src 'none'; sandbox"
    assert answer.headers["X-Frame-Options"] == ("SAMEORIGIN" if framed == "'self'" else "DENY")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe" not in policy


def test_pages_of_a_story_are_for_those_who_have_a_role_in_it():
    marks = {endpoint: getattr(view, "requires", None) for endpoint, view in MAPPED.view_functions.items()}
    of_stories = {endpoint for endpoint in marks if endpoint.startswith(("preview.", "editor."))}
    assert {marks[endpoint] for endpoint in of_stories - {"editor.home"}} == {Role.VIEWER}
    assert marks["editor.home"] is KNOWN
