"""Sessions: what a browser's cookie stands for, until it expires or somebody signs out."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field

from storymap.accounts.database import Database
from storymap.accounts.links import Link, as_link
from storymap.accounts.roles import Role
from storymap.accounts.secret import Secret
from storymap.accounts.users import User

LIFETIME = 7 * 86_400
"""Seconds after which a person signs in again."""
_PURPOSE = "session"


@dataclass(frozen=True)
class Session:
    """Who a browser belongs to: a user, or whoever opened links, or both."""

    user: User | None = None
    links: list[Link] = field(default_factory=list)


class Sessions:
    """Opens, finds and closes sessions; the file holds hashes, the cookie a signed random id."""

    def __init__(self, database: Database, secret: Secret, clock: Callable[[], float]) -> None:
        """Use the library's file and secret; `clock` gives seconds since 1970."""
        self._database = database
        self._secret = secret
        self._clock = clock

    def open(self, user: User | None = None, link: Link | None = None, replacing: str = "") -> str:
        """Return the cookie of a new session; links (and the user, unless given) of the replaced one stay."""
        ident, now = secrets.token_urlsafe(24), self._clock()
        with self._database.writing() as connection:
            old = self._row(connection, replacing)
            owner = user.id if user else old["user"] if old else None
            connection.execute("DELETE FROM session WHERE expires <= ?", (now,))
            connection.execute("INSERT INTO session VALUES (?, ?, ?)", (_hash(ident), owner, now + LIFETIME))
            if old is not None:
                connection.execute("UPDATE session_link SET session = ? WHERE session = ?",
                                   (_hash(ident), old["hash"]))
                connection.execute("DELETE FROM session WHERE hash = ?", (old["hash"],))
            if link is not None:
                connection.execute("INSERT OR IGNORE INTO session_link VALUES (?, ?)",
                                   (_hash(ident), link.id))
        return self._secret.sign(_PURPOSE, ident)

    def find(self, cookie: str) -> Session:
        """Return whom a cookie stands for; an empty session when it is made up, expired or closed."""
        with self._database.reading() as connection:
            row = self._row(connection, cookie)
            if row is None:
                return Session()
            links = connection.execute(
                "SELECT link.* FROM session_link JOIN link ON link.id = session_link.link "
                "WHERE session = ? AND expires > ? ORDER BY made", (row["hash"], self._clock()))
            return Session(_user(connection, row["user"]), [as_link(link) for link in links])

    def close(self, cookie: str) -> None:
        """End a session: the cookie is worth nothing from now on."""
        ident = self._secret.unsign(_PURPOSE, cookie)
        if ident is not None:
            with self._database.writing() as connection:
                connection.execute("DELETE FROM session WHERE hash = ?", (_hash(ident),))

    def _row(self, connection: sqlite3.Connection, cookie: str) -> sqlite3.Row | None:
        ident = self._secret.unsign(_PURPOSE, cookie) if cookie else None
        if ident is None:
            return None
        row: sqlite3.Row | None = connection.execute(
            "SELECT * FROM session WHERE hash = ? AND expires > ?", (_hash(ident), self._clock())).fetchone()
        return row


def _user(connection: sqlite3.Connection, ident: int | None) -> User | None:
    row = connection.execute("SELECT * FROM user WHERE id = ?", (ident,)).fetchone()
    if row is None:
        return None
    roles = connection.execute("SELECT story, role FROM role WHERE user = ?", (ident,))
    return User(row["id"], row["name"], row["made"], {story: Role(role) for story, role in roles})


def _hash(ident: str) -> str:
    return hashlib.sha256(ident.encode()).hexdigest()
