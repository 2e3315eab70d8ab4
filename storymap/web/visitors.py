"""Who is asking: somebody signed in, a program with a token, whoever opened a link, or the person here."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Request

from storymap.accounts import EVERY_STORY, Accounts, Role, role_for
from storymap.accounts.sessions import Session
from storymap.settings import Settings
from storymap.web.cookies import session_cookie
from storymap.web.loopback import from_this_machine, is_loopback


@dataclass(frozen=True)
class Visitor:
    """Who made a request; `name` is the author of what it saves."""

    name: str = ""
    local: bool = False  #: the person at this machine, while there are no accounts
    user: bool = False  #: somebody with an account, signed in or by a token
    roles: Mapping[str, Role] = field(default_factory=dict)  #: by story; `*` stands for all

    @property
    def known(self) -> bool:
        """Whether it is anybody at all."""
        return self.local or self.user or bool(self.roles)

    def role(self, story: str) -> Role | None:
        """Return the visitor's role in a story, None when it is no business of theirs."""
        return role_for(self.roles, story)


NOBODY = Visitor()


def find_visitor(request: Request, accounts: Accounts, settings: Settings) -> Visitor:
    """Return who made the request.

    Raises
    ------
    AccountsProblem
        The accounts are there, but can't be read: nobody may be let in then.
    """
    if "Authorization" in request.headers:
        # A token that is wrong must not fall back on what the browser has.
        return _by_token(request.headers["Authorization"], accounts)
    if not accounts.users.any() and _is_local(request, settings):
        return Visitor(_local_name(), local=True, roles={EVERY_STORY: Role.OWNER})
    cookie = session_cookie(request, settings.public_url)
    return _by_session(accounts.sessions.find(cookie)) if cookie else NOBODY


def _is_local(request: Request, settings: Settings) -> bool:
    return is_loopback(settings.host) and not settings.public_url and from_this_machine(request)


def _by_token(header: str, accounts: Accounts) -> Visitor:
    scheme, _, token = header.partition(" ")
    found = accounts.tokens.find(token.strip()) if scheme.lower() == "bearer" else None
    return NOBODY if found is None else Visitor(found[0], user=True, roles=found[1])


def _by_session(session: Session) -> Visitor:
    roles: dict[str, Role] = dict(session.user.roles) if session.user else {}
    for link in session.links:
        held = roles.get(link.story)
        roles[link.story] = link.role if held is None else max(held, link.role)
    if session.user:
        return Visitor(session.user.name, user=True, roles=roles)
    note = session.links[-1].note if session.links else ""
    return Visitor(f"guest ({note})" if note else "guest", roles=roles) if roles else NOBODY


def _local_name() -> str:
    """Return the name that the operating system knows the person by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # what it raises differs by Python version
        return "local"
