"""The small files beside an archive: a summary for the player, counts by place, and the bad rows."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from storymap.model import EventSet
from storymap.storage.atomic import write_atomically
from storymap.tiles.events.archive import Spool
from storymap.tiles.events.blocks import Legend
from storymap.tiles.events.grid import BITS
from storymap.tiles.events.places import Places
from storymap.tiles.events.pyramid import Counts
from storymap.tiles.events.workplace import Workplace

VERSION = 1
TOLD = ("undated", "year only", "month only", "unknown sites")


def write_summary(
    home: Path,
    wanted: EventSet,
    places: Places,
    legend: Legend,
    facts: Sequence[dict[str, Any]],
    counted: Counts,
    bounds: list[float],
    spool: Spool,
    origin: str,
) -> dict[str, Any]:
    """Write what a player must know before it reads a tile, and return it; `origin` tells the data apart."""
    place, month, category, count = _apart(counted, legend)
    by_place = np.bincount(place, count, len(places.ids) + 1).astype(int)
    by_month = np.bincount(month, count, legend.months + 1).astype(int)
    by_category = np.bincount(category, count, len(legend.categories)).astype(int)
    bad: Counter[str] = Counter()
    for fact in facts:
        bad.update(fact["bad"])
    summary = {
        "version": VERSION,
        "id": wanted.id,
        "archive": f"{wanted.id}.pmtiles",
        "made_from": origin,
        "rows": sum(fact["rows"] for fact in facts),
        "shown": sum(fact["shown"] for fact in facts),
        "bad": dict(sorted(bad.items())),
        **{key: sum(fact[key] for fact in facts) for key in TOLD},
        "bounds": [round(edge, 5) for edge in bounds],
        "months": {
            "from": month_text(legend.first) if legend.months else "",
            "counts": by_month[:-1].tolist(),
            "none": int(by_month[-1]),
        },
        "categories": [
            {"id": word, "count": int(n)} for word, n in zip(legend.categories, by_category, strict=True)
        ],
        "places": [
            {"id": name, "count": int(n)} for name, n in zip(places.ids, by_place[1:], strict=True) if n
        ],
        "no place": int(by_place[0]),
        "tiles": tile_facts(legend, spool),
    }
    _write(home / f"{wanted.id}.json", json.dumps(summary, ensure_ascii=False, indent=1) + "\n")
    return summary


def tile_facts(legend: Legend, spool: Spool) -> dict[str, Any]:
    """Return what a reader of the archive must know."""
    fixed = ["x", "y", "day", "exact", "category", "place"]
    return {
        "format": "SMT1",
        "position_bits": BITS,
        "zooms": [min(spool.sizes, default=0), max(spool.sizes, default=0)],
        "first_month": month_text(legend.first) if legend.months else "",
        "months": legend.months,
        "categories": list(legend.categories),
        "cells": ["cell", "month", "category", "count"],
        "rows": [*fixed, *(name for name, _ in legend.attributes)],
        "largest": max(spool.sizes.values(), default=0),
    }


def write_places(path: Path, places: Places, legend: Legend, counted: Counts) -> None:
    """Write how many rows lie in each place, by month and category."""
    names = ["", *places.ids]
    months = [month_text(legend.first + at) for at in range(legend.months)] + [""]
    rows = zip(*(column.tolist() for column in _apart(counted, legend)), strict=True)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("place", "month", "category", "count"))
    table.writerows(
        (names[place], months[month], legend.categories[category], count)
        for place, month, category, count in rows
    )
    _write(path, text.getvalue())


def write_bad_rows(path: Path, work: Workplace, facts: Sequence[dict[str, Any]]) -> None:
    """Write the rows that are not drawn: file, row as a spreadsheet counts, reason, and what was found."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("file", "row", "reason", "lon", "lat", "when"))
    before: dict[str, int] = {}
    for fact in facts:
        begin = before.get(fact["address"], 0)
        before[fact["address"]] = begin + fact["rows"]
        if not fact["bad"]:
            continue
        name = PurePosixPath(fact["address"]).name
        for row in work.table(f"{fact['name']}.bad").to_pylist():
            table.writerow(
                (name, begin + row["row"] + 2, row["reason"], row["lon"], row["lat"], row.get("when"))
            )
    _write(path, text.getvalue())


def month_text(month: int) -> str:
    """Return a month, counted since year 0, as `1968-02`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _apart(counted: Counts, legend: Legend) -> tuple[Any, Any, Any, Any]:
    place, rest = np.divmod(counted.entry.astype(np.int64), legend.span.size)
    month, category = np.divmod(rest, legend.span.categories)
    return place, month, category, counted.count


def _write(path: Path, text: str) -> None:
    write_atomically(path, text.encode())
