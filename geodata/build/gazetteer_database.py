"""Writes the gazetteer's SQLite file: the same records give the same bytes."""

import sqlite3
import struct
import sys
import zlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from build.gazetteer_outlines import Outline
from build.gazetteer_record import PRIMARY, Record

# The build compares names exactly as the package does.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from storymap.model.text import fold

SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE kind (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE within (
    id INTEGER PRIMARY KEY, country TEXT NOT NULL, first INTEGER, second INTEGER, third INTEGER
);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, lon INTEGER NOT NULL, lat INTEGER NOT NULL,
    kind INTEGER NOT NULL, within INTEGER NOT NULL, population INTEGER, weight INTEGER NOT NULL
);
CREATE TABLE code (place INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE detail (place INTEGER PRIMARY KEY, source TEXT NOT NULL, since TEXT, until TEXT, parent TEXT);
CREATE TABLE name (
    fold TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL, PRIMARY KEY (fold, place)
) WITHOUT ROWID;
CREATE TABLE spelling (key TEXT PRIMARY KEY, folds BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE cell (id INTEGER PRIMARY KEY, places BLOB NOT NULL);
CREATE TABLE outline (
    place INTEGER PRIMARY KEY, west INTEGER NOT NULL, south INTEGER NOT NULL, east INTEGER NOT NULL,
    north INTEGER NOT NULL, rings BLOB NOT NULL
);
"""
VERSION = "2"
LONGEST_MISSPELT = 24
OTHERS_FROM = 100_000_000
"""GeoNames ids are their own row numbers; the rows of other sources start here."""
AREAS = ("country", "region", "district", "area", "water", "mountains", "continent", "ocean")


def _number(records: list[Record]) -> dict[str, int]:
    numbers, free = {}, OTHERS_FROM
    for record in records:
        if record.code.startswith("gn:"):
            numbers[record.code] = int(record.code[3:])
        else:
            numbers[record.code] = free
            free += 1
    return numbers


def _folds(record: Record) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, how in record.names.items():
        folded = fold(name)
        if folded:
            found[folded] = min(how, found.get(folded, how))
    return found


def _spellings(named: list[tuple[str, int, int]]) -> list[tuple[str, bytes]]:
    """Return the main names in blocks of one first letter and length, for look-ups of misspelt names."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for folded, _, how in named:
        if how == PRIMARY and 4 <= len(folded) <= LONGEST_MISSPELT:
            blocks[f"{folded[0]}{len(folded)}"].add(folded)
    return [
        (key, zlib.compress("\n".join(sorted(block)).encode(), 9)) for key, block in sorted(blocks.items())
    ]


def _place_row(record: Record, number: int, kind: int, chain: int) -> tuple[object, ...]:
    lon, lat = round(record.lon * 10_000), round(record.lat * 10_000)
    population = record.population or None
    return number, record.name, lon, lat, kind, chain, population, round(record.weight * 100)


def _is_special(record: Record) -> bool:
    return bool(record.since or record.until or record.parent or record.code.startswith("poi:"))


def _detail_row(record: Record, number: int) -> tuple[object, ...]:
    times = record.since or None, record.until or None
    return number, record.source, *times, record.parent or None


def write(
    target: Path, records: list[Record], within: dict[str, tuple[str, ...]], outlines: Sequence[Outline] = ()
) -> None:
    """Write the file anew."""
    numbers = _number(records)
    kinds: dict[str, int] = {}
    chains: dict[tuple[object, ...], int] = {}
    places = []
    for record in records:
        chain = (
            record.country,
            *(*(numbers[code] for code in within[record.code][:3]), None, None, None)[:3],
        )
        kind = kinds.setdefault(record.kind, len(kinds))
        places.append(_place_row(record, numbers[record.code], kind, chains.setdefault(chain, len(chains))))
    named = sorted((f, numbers[r.code], how) for r in records for f, how in _folds(r).items())
    tables: dict[str, list[tuple[object, ...]]] = {
        "meta": [("version", VERSION)],
        "kind": [(i, text) for text, i in kinds.items()],
        "within": [(i, *chain) for chain, i in chains.items()],
        "place": sorted(places),
        "code": [(numbers[r.code], r.code) for r in records if not r.code.startswith("gn:")],
        "detail": [_detail_row(r, numbers[r.code]) for r in records if _is_special(r)],
        "name": list(named),
        "spelling": list(_spellings(named)),
        "cell": list(_cells(records, numbers)),
        "outline": sorted((numbers[code], *rest) for code, *rest in outlines),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    database = sqlite3.connect(target)
    database.executescript(SCHEMA)
    for table, rows in tables.items():
        if rows:
            database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    database.commit()
    database.execute("VACUUM")
    database.close()


def _cells(records: list[Record], numbers: dict[str, int]) -> list[tuple[int, bytes]]:
    """Return the towns and points of each one-degree cell as four-byte row numbers."""
    cells: dict[int, list[int]] = defaultdict(list)
    for record in records:
        if record.kind not in AREAS:
            cells[int(record.lat + 90) * 360 + int(record.lon + 180)].append(numbers[record.code])
    return [(cell, struct.pack(f"<{len(ids)}I", *sorted(ids))) for cell, ids in sorted(cells.items())]
