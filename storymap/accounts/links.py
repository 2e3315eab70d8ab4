"""Links that let somebody without an account see or edit one story, until they expire or are revoked."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from storymap.accounts.database import AccountsProblem, Database
from storymap.accounts.roles import EVERY_STORY, Role
from storymap.accounts.secret import Secret
from storymap.accounts.tokens import DAY, check_scope
from storymap.words import Words

_PURPOSE = "link"


@dataclass(frozen=True)
class Link:
    """A link as it may be shown; its address holds a signed id, and is shown once."""

    id: str
    story: str
    role: Role
    note: str
    author: str
    made: float
    expires: float


class Links:
    """Makes, lists, revokes and recognises links."""

    def __init__(self, database: Database, secret: Secret, clock: Callable[[], float]) -> None:
        """Use the library's file and secret; `clock` gives seconds since 1970."""
        self._database = database
        self._secret = secret
        self._clock = clock

    def add(self, story: str, role: Role, *, days: float = 30, note: str = "",
            author: str = "") -> tuple[Link, str]:
        """Return a new link's record, and the token of its address, which can't be shown again.

        Raises
        ------
        AccountsProblem
            The role, the story's name or the number of days is refused.
        """
        check_scope(story, days)
        if story == EVERY_STORY:
            raise AccountsProblem(Words("A link is for one story. Make an account for more."))
        if role is Role.OWNER:
            raise AccountsProblem(Words("A link can't make an owner. Make an account: storymap user add"))
        now = self._clock()
        made = Link(secrets.token_hex(8), story, role, note, author, now, now + days * DAY)
        with self._database.writing() as connection:
            connection.execute("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?)",
                               (made.id, story, role.value, note, author, now, made.expires))
        return made, self._secret.sign(_PURPOSE, made.id)

    def all(self, story: str | None = None) -> list[Link]:
        """Return the links of a story, or of all, the newest first, those that have expired included."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT * FROM link WHERE ? IS NULL OR story = ? "
                                      "ORDER BY made DESC, id", (story, story)).fetchall()
        return [as_link(row) for row in rows]

    def remove(self, ident: str, story: str | None = None) -> bool:
        """Revoke a link at once, for whoever has opened it too; return whether there was one (of `story`)."""
        with self._database.writing() as connection:
            found = connection.execute("DELETE FROM link WHERE id = ? AND (? IS NULL OR story = ?)",
                                       (ident, story, story))
            return found.rowcount > 0

    def find(self, token: str) -> Link | None:
        """Return the link of a token, None when it is made up, expired or revoked."""
        ident = self._secret.unsign(_PURPOSE, token)
        if ident is None:
            return None
        with self._database.reading() as connection:
            row = connection.execute("SELECT * FROM link WHERE id = ? AND expires > ?",
                                     (ident, self._clock())).fetchone()
        return None if row is None else as_link(row)


def as_link(row: sqlite3.Row) -> Link:
    """Return the record of a row of the table `link`."""
    return Link(row["id"], row["story"], Role(row["role"]), row["note"], row["author"], row["made"],
                row["expires"])
