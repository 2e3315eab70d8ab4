"""Who may reach which page or address of the API: views say it, and what says nothing is closed.

Every view of a guarded blueprint carries a mark:

- `@requires(Role.EDITOR)`: that role (or a greater one) in the story of the address's `<story>`, or in every
  story when the address names none;
- `@requires(KNOWN)`: anybody who is signed in, has a link or a token, or sits at this machine;
- `@requires(OPEN)`: everybody.

Nobody gets 401, somebody with too small a role 403, and somebody who has no business with a story 404.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from flask import Blueprint, Flask, Response, current_app, g, request
from flask.sansio.app import App
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, NotFound, ServiceUnavailable, Unauthorized

from storymap.accounts import EVERY_STORY, Accounts, AccountsProblem, Role
from storymap.settings import Settings
from storymap.web.bodies import Body, body_of, check_kind
from storymap.web.cross_site import SAFE, from_another_site
from storymap.web.visitors import Visitor, find_visitor

log = logging.getLogger("storymap.web")

View = TypeVar("View", bound=Callable[..., Any])
_KEY = "storymap.access"


class Open(Enum):
    """What a view may require in place of a role."""

    EVERYBODY = "everybody"
    KNOWN = "known"


OPEN, KNOWN = Open.EVERYBODY, Open.KNOWN


class CrossSite(Forbidden):
    """A page of another site made the browser send this."""

    description = "The request came from a page of another site, so nothing was done."


@dataclass(frozen=True)
class Gate:
    """What the decisions of an application need."""

    accounts: Accounts
    settings: Settings


def open_gate(app: Flask, settings: Settings) -> Gate:
    """Let the guarded blueprints of `app` use the accounts of the library."""
    gate = Gate(Accounts(settings.library), settings)
    app.extensions[_KEY] = gate
    return gate


def accounts() -> Accounts:
    """Return the accounts of the current application's library."""
    gate: Gate = current_app.extensions[_KEY]
    return gate.accounts


def settings() -> Settings:
    """Return the settings of the current application."""
    gate: Gate = current_app.extensions[_KEY]
    return gate.settings


def visitor() -> Visitor:
    """Return who made the current request, looked up once.

    Raises
    ------
    ServiceUnavailable
        The accounts can't be read, so nobody is let in.
    """
    if "visitor" not in g:
        gate: Gate = current_app.extensions[_KEY]
        try:
            g.visitor = find_visitor(request, gate.accounts, gate.settings)
        except AccountsProblem as fault:
            log.error("%s", fault)
            raise ServiceUnavailable from fault
    found: Visitor = g.visitor
    return found


def requires(needed: Role | Open, *, body: Body = Body.JSON) -> Callable[[View], View]:
    """Mark a view with who may reach it, and with the body it takes when its method is unsafe."""

    def mark(view: View) -> View:
        view.requires = needed  # type: ignore[attr-defined]
        view.takes_body = body  # type: ignore[attr-defined]
        return view

    return mark


def demand(needed: Role, story: str) -> Visitor:
    """Return the visitor, who has at least this role in the story; for views that learn late which it is.

    Raises
    ------
    Unauthorized, Forbidden, NotFound
        Nobody asks; somebody with a smaller role; somebody with none.
    """
    found = visitor()
    if not found.known:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
    role = found.role(story)
    if role is None:
        raise Forbidden if story == EVERY_STORY else NotFound
    if role < needed:
        raise Forbidden
    return found


def guard(blueprint: Blueprint) -> Blueprint:
    """Close every view of a blueprint but to those whom its mark lets in; answers aren't kept by caches."""

    @blueprint.before_request
    def check() -> None:
        gate: Gate = current_app.extensions[_KEY]
        view = current_app.view_functions[request.endpoint or ""]
        needed = getattr(view, "requires", None)
        if needed is None:
            raise Forbidden  # nobody has said who may come here
        if "Authorization" not in request.headers and from_another_site(request, gate.settings.public_url):
            raise CrossSite
        if isinstance(needed, Role):
            demand(needed, (request.view_args or {}).get("story", EVERY_STORY))
        elif needed is KNOWN and not visitor().known:
            raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
        if request.method not in SAFE:
            check_kind(body_of(request.endpoint) or Body.JSON)

    @blueprint.after_request
    def keep_from_caches(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    blueprint.record_once(lambda state: _guarded(state.app).add(state.name))
    return blueprint


def guarded_blueprints(app: Flask) -> set[str]:
    """Return the names of the blueprints that are closed by default."""
    return set(_guarded(app))


def _guarded(app: App) -> set[str]:
    names: set[str] = app.extensions.setdefault("storymap.guarded", set())
    return names
