"""One piece of an event set becomes a part: good rows sorted by place on the map, bad rows with reasons."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from storymap.model import EventSet
from storymap.tiles.events.checking import REASONS, Checked, check
from storymap.tiles.events.dates import MONTH, NONE, YEAR
from storymap.tiles.events.grid import BITS, columns_and_rows, morton, runs
from storymap.tiles.events.pieces import Piece
from storymap.tiles.events.places import Places
from storymap.tiles.events.reading import LAT, LON, read_piece
from storymap.tiles.events.workplace import Workplace, arrow_bytes

FORMAT = 1
COUNT_ZOOM = 10
FIXED = ("key", "day", "month", "exact", "category", "place")
_NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"


@dataclass(frozen=True)
class Job:
    """All that a worker needs to know to make parts, on whatever machine it runs."""

    wanted: EventSet
    places: Places
    work: Workplace

    @property
    def mark(self) -> str:
        """What changes when parts have to be made anew."""
        one = (
            FORMAT,
            self.wanted.lon,
            self.wanted.lat,
            self.wanted.when,
            self.wanted.category,
            self.wanted.site,
            self.wanted.columns,
            self.places.mark,
        )
        return hashlib.sha256(repr(one).encode()).hexdigest()[:12]


def make_part(job: Job, piece: Piece) -> dict[str, Any]:
    """Make one part, or find it made, and return its facts as plain values.

    Raises
    ------
    EventSetFault
        The piece can't be read, or lacks a column.
    """
    name = f"{piece.number:06d}-{piece.mark}-{job.mark}"
    if job.work.has(f"{name}.json"):
        facts: dict[str, Any] = json.loads(job.work.read(f"{name}.json"))
        return facts
    table = read_piece(piece, _columns(job.wanted)).combine_chunks()
    wanted = job.wanted
    lon, lat = _column(table, wanted.lon or LON), _column(table, wanted.lat or LAT)
    when = _column(table, wanted.when) if wanted.when else None
    found = check(lon, lat, when)
    bad = np.flatnonzero(found.reason)
    part, facts = _part(job, table, found)
    reasons = np.bincount(found.reason, minlength=len(REASONS))
    facts |= {
        "name": name,
        "address": piece.address,
        "rows": len(table),
        "bad": {REASONS[at]: int(n) for at, n in enumerate(reasons) if at and n},
    }
    columns = {"lon": lon, "lat": lat} | ({} if when is None else {"when": when})
    listed = {key: column.take(pa.array(bad)).cast(pa.string()) for key, column in columns.items()}
    listed["reason"] = pa.array([REASONS[at] for at in found.reason[bad]], pa.string())
    job.work.write(f"{name}.bad", arrow_bytes(pa.table({"row": pa.array(bad), **listed})))
    job.work.write(f"{name}.arrow", arrow_bytes(part))
    job.work.write(f"{name}.json", json.dumps(facts).encode())
    return facts


def _columns(wanted: EventSet) -> tuple[str, ...] | None:
    """Return the columns to read, None for all."""
    if not wanted.columns:
        return None
    named = (wanted.lon, wanted.lat, wanted.when, wanted.category, wanted.site)
    return tuple(dict.fromkeys([*filter(None, named), *wanted.columns]))


def _column(table: pa.Table, name: str) -> pa.Array:
    from storymap.tiles.events.faults import EventSetFault

    if name not in table.column_names:
        if name in (LON, LAT):
            raise EventSetFault("The file has no geometries: name the columns `lon` and `lat` in story.yaml.")
        raise EventSetFault(f"There is no column {name}. There are: {', '.join(table.column_names)}.")
    column = table[name]
    whole = (
        column.chunk(0)
        if column.num_chunks == 1
        else pa.concat_arrays(column.chunks)
        if column.num_chunks
        else pa.array([], column.type)
    )
    return whole.dictionary_decode() if pa.types.is_dictionary(whole.type) else whole


def _part(job: Job, table: pa.Table, found: Checked) -> tuple[pa.Table, dict[str, Any]]:
    """Return the good rows sorted by key, and facts about them."""
    wanted, good = job.wanted, np.flatnonzero(found.reason == 0)
    x, y = columns_and_rows(found.lon[good], found.lat[good])
    keys = morton(x, y)
    order = np.argsort(keys, kind="stable")
    rows, keys = good[order], keys[order]
    index = pa.array(rows)
    month, exact = found.dates.month[rows], found.dates.exact[rows]
    place, strangers = _places(job, table, found, rows)
    category = (
        _words(_column(table, wanted.category).take(index))
        if wanted.category
        else _words(pa.array([""] * len(rows), pa.string()))
    )
    columns = {
        "key": pa.array(keys),
        "day": pa.array(found.dates.day[rows]),
        "month": pa.array(month),
        "exact": pa.array(exact),
        "category": category,
        "place": pa.array(place),
    }
    types = {}
    for name in _attributes(wanted, table):
        columns[f"={name}"], types[name] = _attribute(_column(table, name).take(index))
    tiles, _, counts = runs(keys >> np.uint64(2 * (BITS - COUNT_ZOOM)))
    dated = month[month >= 0]
    facts = {
        "shown": len(rows),
        "undated": int((exact == NONE).sum()),
        "year only": int((exact == YEAR).sum()),
        "month only": int((exact == MONTH).sum()),
        "unknown sites": strangers,
        "types": types,
        "categories": sorted(word or "" for word in category.dictionary.to_pylist()),
        "months": [int(dated.min()), int(dated.max())] if len(dated) else [],
        "bounds": [
            float(edge)
            for edge in (
                found.lon[rows].min(),
                found.lat[rows].min(),
                found.lon[rows].max(),
                found.lat[rows].max(),
            )
        ]
        if len(rows)
        else [],
        "tiles": [tiles.tolist(), counts.tolist()],
    }
    return pa.table(columns), facts


def _places(
    job: Job, table: pa.Table, found: Checked, rows: NDArray[np.int64]
) -> tuple[NDArray[np.int32], int]:
    """Return each row's place, -1 for none, and how many name a site that there is not."""
    place = np.full(len(rows), -1, np.int32)
    if job.places.shapes:
        areas = job.places.areas
        place = areas.first(len(rows), areas.pairs(found.lon[rows], found.lat[rows]))
    if not job.wanted.site:
        return place, 0
    named = pc.utf8_trim_whitespace(_column(table, job.wanted.site).take(pa.array(rows)).cast(pa.string()))
    at = (
        pc.index_in(named, pa.array(job.places.sites, pa.string()))
        .fill_null(-1)
        .to_numpy(zero_copy_only=False)
    )
    written = pc.not_equal(named.fill_null(""), "").to_numpy(zero_copy_only=False)
    return (
        np.where(at >= 0, at + len(job.places.names), place).astype(np.int32),
        int((written & (at < 0)).sum()),
    )


def _attributes(wanted: EventSet, table: pa.Table) -> list[str]:
    """Return the attributes that readers see: those that are asked for, or all that say anything new."""
    used = {wanted.lon, wanted.lat, wanted.when, wanted.category, LON, LAT}
    return [name for name in wanted.columns or table.column_names if name not in used]


def _words(column: pa.Array) -> pa.DictionaryArray:
    return pc.utf8_trim_whitespace(column.cast(pa.string())).fill_null("").dictionary_encode()


def _attribute(column: pa.Array) -> tuple[pa.Array, str]:
    """Return a column as numbers, or as words with what they all are: integers, numbers or text."""
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
        return column.cast(pa.float64(), safe=False), "number"
    words = _words(column)
    filled = words.dictionary.filter(pc.not_equal(words.dictionary, ""))
    numbers = len(filled) and pc.all(pc.match_substring_regex(filled, _NUMBER)).as_py()
    return words, "number" if numbers else "text" if len(filled) else "empty"
