"""What `storymap tiles` left in a story's folder: the facts of each event set, and counts for chapters."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from storymap.model import Chapter, CutSet, EventSet, EventSetState, Tally
from storymap.storage.inside import FileRefused, inside, read_bytes

FOLDER = "tiles"
MOST_PLACES = 30
_MOST_BYTES = 200_000_000
"""A larger table of places isn't read to say how many rows a chapter shows."""


def set_files(ident: str) -> dict[str, str]:
    """Return the files of a set that readers load, from the story's folder, by what they are."""
    return {
        "archive": f"{FOLDER}/{ident}.pmtiles",
        "summary": f"{FOLDER}/{ident}.json",
        "places": f"{FOLDER}/{ident}-places.csv",
    }


def made_files(names: Iterable[str]) -> set[str]:
    """Return those of a story's files that `storymap tiles` made: it can make them again from the data."""
    there = {name for name in names if name.startswith(f"{FOLDER}/")}
    found: set[str] = set()
    for name in there:
        ident = name.removeprefix(f"{FOLDER}/").removesuffix(".pmtiles")
        files = set(set_files(ident).values())
        if files <= there:
            found |= files | ({f"{FOLDER}/{ident}-bad-rows.csv"} & there)
    return found


def with_cut_sets(
    folder: Path, sets: Sequence[EventSet], chapters: Sequence[Chapter]
) -> tuple[tuple[EventSet, ...], tuple[Chapter, ...]]:
    """Return the sets with what their summaries say, and the chapters with what they show of them."""
    if not sets:
        return tuple(sets), tuple(chapters)
    found = tuple(replace(one, cut=read_cut(folder, one.id)) for one in sets)
    cuts = {one.id: one.cut for one in found if one.cut}
    return found, tuple(
        replace(
            chapter,
            event_sets=tuple(
                replace(state, tally=_tally(folder, state, cuts.get(state.id)))
                for state in chapter.event_sets
            ),
        )
        for chapter in chapters
    )


def read_cut(folder: Path, ident: str) -> CutSet | None:
    """Return what the summary of a set says, None when its files aren't there or can't be read."""
    files = set_files(ident)
    try:
        archive = _plain(folder, files["archive"])
        _plain(folder, files["places"])
        _plain(folder, files["summary"])
        value = json.loads(read_bytes(folder, files["summary"]))
        return replace(_cut(value, archive.stat().st_size), archive=str(archive))
    except (FileRefused, OSError, ValueError, TypeError, LookupError, AttributeError):
        return None


def _plain(folder: Path, name: str) -> Path:
    """Return a file that is no link, nor in a folder that is one.

    Raises
    ------
    FileRefused
        It isn't there, or not a plain file.
    """
    path = folder / name
    if path.is_symlink() or path.parent.is_symlink():
        raise FileRefused("links are not followed")
    return inside(folder, name)


def _cut(value: Mapping[str, Any], size: int) -> CutSet:
    months = value["months"]
    counts = [int(count) for count in months["counts"]]
    first = _number(months["from"]) if months["from"] else 0
    years: Counter[str] = Counter()
    for month, count in enumerate(counts, first):
        years[f"{month // 12:04d}"] += count
    places = [(str(one["id"]), int(one["count"])) for one in value["places"]]
    tally = _ranked(
        int(value["shown"]), places, int(value["no place"]),
        [(str(one["id"]), int(one["count"])) for one in value["categories"]], years.items(),
    )  # fmt: skip
    return CutSet(
        rows=int(value["rows"]),
        tally=tally,
        bad=tuple((str(reason), int(count)) for reason, count in value["bad"].items()),
        undated=int(value["undated"]),
        year_only=int(value["year only"]),
        first_month=str(months["from"]),
        last_month=_text(first + len(counts) - 1) if counts else "",
        bounds=_bounds(value["bounds"]),
        bytes=size,
        made_from=str(value.get("made_from", "")),
    )


def _tally(folder: Path, state: EventSetState, cut: CutSet | None) -> Tally | None:
    """Return what a chapter shows of a set; None when it isn't cut, or its table is too large to count."""
    if cut is None:
        return None
    if not state.filtered:
        return cut.tally
    try:
        path = inside(folder, set_files(state.id)["places"])
        facts = path.stat()
    except (FileRefused, OSError):
        return None
    if facts.st_size > _MOST_BYTES:
        return None
    mark = (facts.st_mtime_ns, facts.st_size, facts.st_ino)
    return _counted(path, mark, state.first_month, state.last_month, state.categories)


@lru_cache(maxsize=256)
def _counted(
    path: Path, mark: tuple[int, ...], first: str, last: str, categories: tuple[str, ...]  # noqa: ARG001
) -> Tally | None:  # fmt: skip
    """Add up the rows of the table of places that a chapter shows; `mark` changes when the file does."""
    places: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    years: Counter[str] = Counter()
    dated = bool(first or last)
    try:
        with path.open(newline="", encoding="utf-8") as file:
            table = csv.reader(file)
            next(table, None)
            for place, month, category, text in table:
                if categories and category not in categories:
                    continue
                if dated and (not month or month < first or (last and month > last)):
                    continue
                count = int(text)
                places[place] += count
                kinds[category] += count
                if month:
                    years[month[:4]] += count
    except (OSError, ValueError, csv.Error):
        return None
    nowhere = places.pop("", 0)
    return _ranked(kinds.total(), places.items(), nowhere, kinds.items(), years.items())


def _ranked(
    rows: int,
    places: Iterable[tuple[str, int]],
    no_place: int,
    categories: Iterable[tuple[str, int]],
    years: Iterable[tuple[str, int]],
) -> Tally:
    """Return the tally, with the largest places alone and without empty counts."""
    ranked = sorted((one for one in places if one[1]), key=lambda one: (-one[1], one[0]))
    return Tally(
        rows=rows,
        places=tuple(ranked[:MOST_PLACES]),
        more_places=max(len(ranked) - MOST_PLACES, 0),
        no_place=no_place,
        categories=tuple(sorted((one for one in categories if one[1]), key=lambda one: (-one[1], one[0]))),
        years=tuple(sorted(one for one in years if one[1])),
    )


def _bounds(edges: Sequence[float]) -> tuple[float, float, float, float] | None:
    if not edges:
        return None
    west, south, east, north = map(float, edges)
    return (west, south, east, north)


def _number(month: str) -> int:
    year, _, rest = month.partition("-")
    return int(year) * 12 + int(rest) - 1


def _text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
