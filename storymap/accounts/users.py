"""The users of a library: their names, passwords and roles."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from werkzeug.security import check_password_hash, generate_password_hash

from storymap.accounts.database import AccountsProblem, Database
from storymap.accounts.names import (
    fold_name,
    shown_name,
    tidy_name,
    tidy_password,
    why_not_a_name,
    why_not_a_password,
)
from storymap.accounts.roles import EVERY_STORY, Role
from storymap.model.story import ID_PATTERN
from storymap.words import Words


@dataclass(frozen=True)
class User:
    """Somebody with an account; `roles` are by story, `*` for all."""

    id: int
    name: str
    made: float
    roles: dict[str, Role] = field(default_factory=dict)


class Users:
    """Adds, finds and changes users; every change is on the disk when the call returns."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        """Use the library's file; `clock` gives seconds since 1970."""
        self._database = database
        self._clock = clock

    def any(self) -> bool:
        """Whether there is at least one user."""
        with self._database.reading() as connection:
            return connection.execute("SELECT 1 FROM user LIMIT 1").fetchone() is not None

    def all(self) -> list[User]:
        """Return the users by name."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM user ORDER BY folded").fetchall()
            return [_user(connection, row) for row in rows]

    def find(self, name: str) -> User | None:
        """Return the user of this name, in any case and spelling of its letters."""
        with self._database.reading() as connection:
            row = _row(connection, name)
            return None if row is None else _user(connection, row)

    def add(self, name: str, password: str, roles: dict[str, Role]) -> User:
        """Add a user.

        Raises
        ------
        AccountsProblem
            The name is taken or refused, or the password or a story's name is refused.
        """
        if wrong := why_not_a_name(name) or why_not_a_password(password, name):
            raise AccountsProblem(wrong)
        hashed = generate_password_hash(tidy_password(password))
        shown = tidy_name(name)
        with self._database.writing() as connection:
            if (taken := _row(connection, name)) is not None:
                raise AccountsProblem(Words("There is a user {name} already.", name=taken["name"]))
            connection.execute("INSERT INTO user (folded, name, password, made) VALUES (?, ?, ?, ?)",
                               (fold_name(name), shown, hashed, self._clock()))
            for story, role in roles.items():
                _set_role(connection, name, story, role)
            return _user(connection, _known(connection, name))

    def remove(self, name: str) -> None:
        """Remove a user with all sessions and tokens; what the user wrote stays."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM user WHERE id = ?", (_known(connection, name)["id"],))

    def set_password(self, name: str, password: str) -> None:
        """Give a user a new password; whoever is signed in with the old one is signed out."""
        if wrong := why_not_a_password(password, name):
            raise AccountsProblem(wrong)
        hashed = generate_password_hash(tidy_password(password))
        with self._database.writing() as connection:
            ident = _known(connection, name)["id"]
            connection.execute("UPDATE user SET password = ? WHERE id = ?", (hashed, ident))
            connection.execute("DELETE FROM session WHERE user = ?", (ident,))

    def set_role(self, name: str, story: str, role: Role | None) -> None:
        """Give a user a role in a story (`*` for all), or take it away."""
        with self._database.writing() as connection:
            _set_role(connection, name, story, role)

    def of_story(self, story: str) -> dict[str, Role]:
        """Return the users with a role of their own in this story; those with one in all are not here."""
        return {user.name: user.roles[story] for user in self.all() if story in user.roles}

    def check(self, name: str, password: str) -> User | None:
        """Return the user when the password is right; an unknown name takes as long as a wrong password."""
        with self._database.reading() as connection:
            row = _row(connection, name)
            user = None if row is None else _user(connection, row)
        hashed = _nobodys_password() if row is None else row["password"]
        right = check_password_hash(hashed, tidy_password(password))
        return user if right else None


@lru_cache(maxsize=1)
def _nobodys_password() -> str:
    """Return a hash that takes as long to check as any other."""
    return generate_password_hash("nobody has this password")


def _row(connection: sqlite3.Connection, name: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM user WHERE folded = ?", (fold_name(name),)).fetchone()
    return row


def _known(connection: sqlite3.Connection, name: str) -> sqlite3.Row:
    row = _row(connection, name)
    if row is None:
        raise AccountsProblem(Words("There is no user {name}.", name=shown_name(name)))
    return row


def _user(connection: sqlite3.Connection, row: sqlite3.Row) -> User:
    roles = connection.execute("SELECT story, role FROM role WHERE user = ? ORDER BY story", (row["id"],))
    return User(row["id"], row["name"], row["made"], {story: Role(role) for story, role in roles})


def _set_role(connection: sqlite3.Connection, name: str, story: str, role: Role | None) -> None:
    if story != EVERY_STORY and not ID_PATTERN.fullmatch(story):
        raise AccountsProblem(Words(
            "{story!r} is not a story's name. Use that of its folder, or * for all.", story=story[:80]))
    ident = _known(connection, name)["id"]
    if role is None:
        connection.execute("DELETE FROM role WHERE user = ? AND story = ?", (ident, story))
    else:
        connection.execute("INSERT OR REPLACE INTO role VALUES (?, ?, ?)", (ident, story, role.value))
