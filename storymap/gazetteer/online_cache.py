"""What an online service has answered, on disk, and whose turn it is to ask: one process at a time."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Answer = list[dict[str, Any]]
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (question TEXT PRIMARY KEY, asked REAL NOT NULL, answer TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS turn (service TEXT PRIMARY KEY, ended REAL NOT NULL);
"""
_KEEP = 180 * 86_400.0  # seconds; names of places change slowly
_WAIT = 120.0  # seconds to wait for other processes


class OnlineCache:
    """Answers by question in one SQLite file, whose write lock is the queue of all processes."""

    def __init__(self, file: Path, interval: float = 1.0) -> None:
        """Open or make the file; a broken one is made anew. `interval` is seconds between two questions."""
        self._file = file
        self._interval = interval
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._make()
        except sqlite3.DatabaseError as fault:
            if isinstance(fault, sqlite3.OperationalError):
                raise
            file.unlink(missing_ok=True)
            self._make()

    def answer(self, service: str, question: str, ask: Callable[[], Answer]) -> Answer:
        """Return the known answer, else `ask` for it when it is this process's turn.

        All processes that share the file ask a service at most once in `interval` seconds, counted from the
        end of one request to the start of the next. An error of `ask` counts as a turn, and isn't kept.

        Raises
        ------
        sqlite3.Error
            The file can't be read or written, or other processes held it for two minutes.
        """
        key = f"{service}\n{question}"
        with self._connected() as database:
            if (known := _known(database, key)) is not None:
                return known
            database.execute("BEGIN IMMEDIATE")
            try:
                # Another process may have asked the same while this one waited.
                if (known := _known(database, key)) is not None:
                    return known
                self._wait_for_turn(database, service)
                try:
                    found = ask()
                finally:
                    database.execute("INSERT OR REPLACE INTO turn VALUES (?, ?)", (service, time.time()))
                text = json.dumps(found, ensure_ascii=False)
                database.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (key, time.time(), text))
                return found
            finally:
                database.execute("COMMIT")

    def _wait_for_turn(self, database: sqlite3.Connection, service: str) -> None:
        row = database.execute("SELECT ended FROM turn WHERE service = ?", (service,)).fetchone()
        if row:
            # A clock that was set back must not make anyone wait for hours.
            time.sleep(min(self._interval, max(0.0, row[0] + self._interval - time.time())))

    def _make(self) -> None:
        with self._connected() as database:
            database.executescript(_SCHEMA)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        database = sqlite3.connect(self._file, timeout=_WAIT, isolation_level=None)
        try:
            yield database
        finally:
            database.close()


def _known(database: sqlite3.Connection, key: str) -> Answer | None:
    row = database.execute(
        "SELECT answer FROM answer WHERE question = ? AND asked > ?", (key, time.time() - _KEEP)
    ).fetchone()
    return None if row is None else json.loads(row[0])
