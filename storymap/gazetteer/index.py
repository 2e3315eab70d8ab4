"""Reads the gazetteer's SQLite file: rows by folded name, places by id, blocks of spellings."""

import sqlite3
import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from storymap.gazetteer.outline import PER_DEGREE, holds
from storymap.gazetteer.place import Place
from storymap.problems import StorymapError
from storymap.words import Words

VERSION = "2"
PRIMARY, OTHER, CODE, DEMONYM, NAME_ABROAD = 0, 1, 2, 3, 4
_COLUMNS = "p.id, p.name, p.lon, p.lat, p.kind, p.population, p.weight, w.country, w.first, w.second, w.third"
_FROM = "place p JOIN within w ON w.id = p.within"
_AT_ONCE = 500
OTHERS_FROM = 100_000_000
"""GeoNames ids are their own row numbers; the rows of other sources start here."""
_SOURCES = {
    "gn": "GeoNames", "gn1": "GeoNames (mean of member towns)", "gn2": "GeoNames (mean of member towns)",
    "ne": "Natural Earth", "oa": "OurAirports",
}  # fmt: skip
_ADVICE = Words("Run `python geodata/build.py` in a checkout, or install geostorymap again.")


class GazetteerError(StorymapError):
    """The gazetteer's file is missing or damaged; the text says what to do."""


class Row(NamedTuple):
    """A place as the ranking sees it; `units` are the row numbers of its containing units, largest first."""

    number: int
    name: str
    lon: float
    lat: float
    kind: str
    population: int | None
    weight: float
    country: str
    units: tuple[int, ...]


class Index:
    """One open gazetteer file, read-only, so that any number of processes may share it."""

    def __init__(self, path: Path) -> None:
        """Open `path`; raise GazetteerError when it is missing or not a gazetteer."""
        self.path = path
        if not path.is_file():
            raise GazetteerError(
                Words("{path}: the gazetteer is missing. {advice}", path=path, advice=_ADVICE)
            )
        try:
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
            found = dict(self._database.execute("SELECT key, value FROM meta"))
            self._kinds = dict(self._database.execute("SELECT id, text FROM kind"))
            self._details = {row[0]: row[1:] for row in self._database.execute("SELECT * FROM detail")}
        except sqlite3.DatabaseError as error:
            raise _damaged(path, error) from error
        if found.get("version") != VERSION:
            raise GazetteerError(
                Words(
                    "{path}: the gazetteer has version {found}, {version} is needed. {advice}",
                    path=path,
                    found=found.get("version"),
                    version=VERSION,
                    advice=_ADVICE,
                )
            )
        self.unit_name = lru_cache(maxsize=20_000)(self._unit_name)
        self.block = lru_cache(maxsize=2_000)(self._block)

    def _run(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _damaged(self.path, error) from error

    def _row(self, values: tuple[Any, ...]) -> Row:
        number, name, lon, lat, kind, population, weight, country, *units = values
        inside = tuple(unit for unit in units if unit is not None)
        return Row(
            number,
            name,
            lon / 10_000,
            lat / 10_000,
            self._kinds[kind],
            population,
            weight / 100,
            country,
            inside,
        )

    def named(self, folds: Iterable[str]) -> dict[str, list[tuple[Row, int]]]:
        """Return for each folded name its places, each with how the name belongs to it."""
        wanted = list(dict.fromkeys(folds))
        found: dict[str, list[tuple[Row, int]]] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            sql = (
                f"SELECT n.fold, n.how, {_COLUMNS} FROM name n JOIN place p ON p.id = n.place "
                "JOIN within w ON w.id = p.within "
                f"WHERE n.fold IN ({marks})"
            )
            for fold, how, *values in self._run(sql, part):
                found.setdefault(str(fold), []).append((self._row(tuple(values)), int(str(how))))
        return found

    def rows(self, numbers: Iterable[int]) -> list[Row]:
        """Return the places of the given row numbers, in no particular order."""
        wanted, found = list(dict.fromkeys(numbers)), []
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            sql = f"SELECT {_COLUMNS} FROM {_FROM} WHERE p.id IN ({','.join('?' * len(part))})"
            found += [self._row(values) for values in self._run(sql, part)]
        return found

    def times(self, number: int) -> tuple[str, str]:
        """Return since and until of a place, "" where open."""
        _, since, until, _ = self._details.get(number, ("", "", "", ""))
        return since or "", until or ""

    def _unit_name(self, number: int) -> str:
        found = self._run("SELECT name FROM place WHERE id = ?", (number,))
        return str(found[0][0]) if found else ""

    def _block(self, key: str) -> list[str]:
        found = self._run("SELECT folds FROM spelling WHERE key = ?", (key,))
        return zlib.decompress(found[0][0]).decode().split("\n") if found else []

    def in_cell(self, cell: int) -> list[Row]:
        """Return the towns and points of a one-degree cell."""
        found = self._run("SELECT places FROM cell WHERE id = ?", (cell,))
        if not found:
            return []
        blob = found[0][0]
        return self.rows(struct.unpack(f"<{len(blob) // 4}I", blob))

    def unit_at(self, lon: float, lat: float) -> Row | None:
        """Return the first-level unit whose outline, good to about a kilometre, holds a point."""
        x, y = round(lon * PER_DEGREE), round(lat * PER_DEGREE)
        sql = "SELECT place, rings FROM outline WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?"
        try:
            number = next((n for n, blob in self._run(sql, (x, x, y, y)) if holds(blob, lon, lat)), None)
        except (zlib.error, StopIteration, RuntimeError) as error:
            raise _damaged(self.path, sqlite3.DatabaseError(str(error))) from error
        return None if number is None else next(iter(self.rows([number])), None)

    def place(self, row: Row) -> Place:
        """Return a row as a public record."""
        other = row.number >= OTHERS_FROM
        code = self._run("SELECT text FROM code WHERE place = ?", (row.number,)) if other else []
        identity = str(code[0][0]) if code else f"gn:{row.number}"
        source, since, until, parent = self._details.get(row.number, ("", "", "", ""))
        if not parent and row.units:
            parent = self.unit_name(row.units[0])
        source = source or _SOURCES.get(identity.split(":")[0], "")
        return Place(
            identity, row.name, row.lon, row.lat, row.kind, row.country, parent or "", row.population,
            since or "", until or "", source,
        )  # fmt: skip

    def by_id(self, identity: str) -> Row | None:
        """Return the place with an identity such as `gn:1581130`, None when there is none."""
        scheme, _, number = identity.partition(":")
        if scheme == "gn":
            found = (
                self.rows([int(number)]) if number.isascii() and number.isdigit() and len(number) < 12 else []
            )
        else:
            coded = self._run("SELECT place FROM code WHERE text = ?", (identity,))
            found = self.rows([int(str(coded[0][0]))]) if coded else []
        return found[0] if found else None


def _damaged(path: Path, error: sqlite3.DatabaseError) -> GazetteerError:
    """Return what is said of a file that SQLite can't read."""
    from storymap.storage.foreign import fault_words  # `storymap place` does without YAML and tables

    words = Words(
        "{path}: the gazetteer is damaged ({error}). {advice}",
        path=path,
        error=fault_words(error),
        advice=_ADVICE,
    )
    return GazetteerError(words)
