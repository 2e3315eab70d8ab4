"""API tokens: for programs that act for a user, with no more than a given role, for a given time."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from storymap.accounts.database import AccountsProblem, Database
from storymap.accounts.names import fold_name, shown_name, tidy_name
from storymap.accounts.roles import EVERY_STORY, Role, role_for
from storymap.model.story import ID_PATTERN

PREFIX = "smt_"
"""Begins every token, so that people and scanners know one when it turns up where it should not be."""
DAY = 86_400.0


@dataclass(frozen=True)
class Token:
    """A token as it may be shown; the token itself is kept nowhere."""

    id: str
    user: str
    story: str
    role: Role
    note: str
    made: float
    expires: float


_WITH_USER = "SELECT token.*, user.name FROM token JOIN user ON user.id = token.user "


class Tokens:
    """Makes, lists, removes and recognises tokens; only their hashes are kept."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        """Use the library's file; `clock` gives seconds since 1970."""
        self._database = database
        self._clock = clock

    def add(self, user: str, role: Role, *, story: str = EVERY_STORY, days: float = 90,
            note: str = "") -> tuple[Token, str]:
        """Return a new token's record, and the token, which can't be shown again.

        Raises
        ------
        AccountsProblem
            There is no such user, or the story's name or the number of days is refused.
        """
        check_scope(story, days)
        token, now = PREFIX + secrets.token_urlsafe(32), self._clock()
        made = Token(secrets.token_hex(4), tidy_name(user), story, role, note, now, now + days * DAY)
        with self._database.writing() as connection:
            row = connection.execute("SELECT id FROM user WHERE folded = ?", (fold_name(user),)).fetchone()
            if row is None:
                raise AccountsProblem(f"There is no user {shown_name(user)}.")
            connection.execute("INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                               (made.id, _hash(token), row["id"], story, role.value, note, now, made.expires))
        return made, token

    def all(self) -> list[Token]:
        """Return the tokens, the newest first, those that have expired included."""
        with self._database.reading() as connection:
            rows = connection.execute(_WITH_USER + "ORDER BY token.made DESC, token.id").fetchall()
        return [_token(row) for row in rows]

    def remove(self, ident: str) -> bool:
        """Remove a token; return whether there was one of this id."""
        with self._database.writing() as connection:
            return connection.execute("DELETE FROM token WHERE id = ?", (ident,)).rowcount > 0

    def find(self, token: str) -> tuple[str, dict[str, Role]] | None:
        """Return the user's name and the roles that the token gives, None for a token that is not valid."""
        with self._database.reading() as connection:
            row = connection.execute(_WITH_USER + "WHERE hash = ? AND expires > ?",
                                     (_hash(token), self._clock())).fetchone()
            if row is None:
                return None
            held = connection.execute("SELECT story, role FROM role WHERE user = ?", (row["user"],))
            roles = {story: Role(role) for story, role in held}
        return row["name"], _limited(_token(row), roles)


def check_scope(story: str, days: float) -> None:
    """Raise AccountsProblem for what can't be the story or the time of a token or link."""
    if story != EVERY_STORY and not ID_PATTERN.fullmatch(story):
        raise AccountsProblem(f"{story[:80]!r} is not a story's name. Use that of its folder.")
    if not 0 < days <= 3660:
        raise AccountsProblem("The number of days must be above 0, and at most 3660.")


def _limited(token: Token, held: dict[str, Role]) -> dict[str, Role]:
    """Return the user's roles, none greater than the token's and none outside its story."""
    if token.story != EVERY_STORY:
        role = role_for(held, token.story)
        return {} if role is None else {token.story: min(role, token.role)}
    return {story: min(role, token.role) for story, role in held.items()}


def _token(row: sqlite3.Row) -> Token:
    return Token(row["id"], row["name"], row["story"], Role(row["role"]), row["note"], row["made"],
                 row["expires"])


def _hash(token: str) -> str:
    # A token is 256 random bits, which no dictionary holds: a fast hash is enough.
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
