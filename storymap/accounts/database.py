"""The file of accounts: made whole and private, opened for each question, shared by all processes."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from storymap.accounts.folder import make_state_folder
from storymap.problems import StorymapError
from storymap.storage.atomic import flush_folder
from storymap.storage.lock import locked

_VERSION = 1
_WAIT = 10.0  # seconds to wait for another process
_SCHEMA = f"""
CREATE TABLE user (id INTEGER PRIMARY KEY AUTOINCREMENT, folded TEXT UNIQUE NOT NULL, name TEXT NOT NULL,
    password TEXT NOT NULL, made REAL NOT NULL);
CREATE TABLE role (user INTEGER NOT NULL REFERENCES user ON DELETE CASCADE, story TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'owner')),
    PRIMARY KEY (user, story)) WITHOUT ROWID;
CREATE TABLE token (id TEXT PRIMARY KEY, hash TEXT UNIQUE NOT NULL,
    user INTEGER NOT NULL REFERENCES user ON DELETE CASCADE, story TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'owner')), note TEXT NOT NULL,
    made REAL NOT NULL, expires REAL NOT NULL);
CREATE TABLE link (id TEXT PRIMARY KEY, story TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'editor')), note TEXT NOT NULL, author TEXT NOT NULL,
    made REAL NOT NULL, expires REAL NOT NULL);
CREATE TABLE session (hash TEXT PRIMARY KEY, user INTEGER REFERENCES user ON DELETE CASCADE,
    expires REAL NOT NULL);
CREATE TABLE session_link (session TEXT NOT NULL REFERENCES session ON DELETE CASCADE,
    link TEXT NOT NULL REFERENCES link ON DELETE CASCADE, PRIMARY KEY (session, link)) WITHOUT ROWID;
CREATE TABLE attempt (key TEXT PRIMARY KEY, failures INTEGER NOT NULL, until REAL NOT NULL,
    last REAL NOT NULL) WITHOUT ROWID;
PRAGMA user_version = {_VERSION};
"""


class AccountsProblem(StorymapError):
    """Accounts can't be read, or don't allow what was asked for; the text says which and what to do."""


class Database:
    """`accounts.sqlite`, mode 0600; a file that is not there reads as one without rows."""

    def __init__(self, folder: Path) -> None:
        """Name the file in the library's hidden folder; nothing is made yet."""
        self.folder = folder
        self.file = folder / "accounts.sqlite"

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection for questions.

        Raises
        ------
        AccountsProblem
            The file is there, but can't be read; nobody may be let in then.
        """
        try:
            known = self.file.stat().st_size > 0
        except FileNotFoundError:
            known = False
        except OSError as fault:
            raise self._unreadable(fault) from fault
        with self._open(str(self.file) if known else ":memory:") as connection:
            if not known:
                connection.executescript(_SCHEMA)
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction that no other process writes beside; an error undoes it."""
        self._make()
        with self._open(str(self.file)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextlib.contextmanager
    def _open(self, name: str) -> Iterator[sqlite3.Connection]:
        try:
            with contextlib.closing(sqlite3.connect(name, timeout=_WAIT, isolation_level=None)) as connection:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA foreign_keys = ON")
                self._check_version(connection)
                yield connection
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as fault:
            raise self._unreadable(fault) from fault

    def _check_version(self, connection: sqlite3.Connection) -> None:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            raise AccountsProblem(f"{self.file} was written by a newer Storymap. Install that one again.")

    def _make(self) -> None:
        """Make the file when it is not there; it appears whole, and at no moment could others read it."""
        if self.file.exists():
            return
        try:
            make_state_folder(self.folder)
            with locked(self.folder):
                if self.file.exists():
                    return
                part = self.folder / f".accounts.{os.getpid()}.part"
                part.unlink(missing_ok=True)
                os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as connection:
                    connection.execute("PRAGMA journal_mode = WAL")
                    connection.executescript(_SCHEMA)
                part.replace(self.file)
                flush_folder(self.folder)
        except (OSError, sqlite3.Error) as fault:
            raise self._unreadable(fault) from fault

    def _unreadable(self, fault: Exception) -> AccountsProblem:
        return AccountsProblem(f"The accounts in {self.file} can't be used now: {fault}. "
                               "Check who owns that folder, and whether the disk is full.")
