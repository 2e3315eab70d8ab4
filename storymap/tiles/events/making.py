"""An event set becomes one tile archive, a summary, a table of counts by place and a list of its bad rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from storymap.model import EventSet, Site
from storymap.storage.cut_sets import FOLDER
from storymap.tiles.engines import Engine
from storymap.tiles.events.archive import Spool
from storymap.tiles.events.blocks import Legend, Made, blocks_of, make_block
from storymap.tiles.events.faults import EventSetFault
from storymap.tiles.events.origin import made_from
from storymap.tiles.events.parts import Job, make_part
from storymap.tiles.events.pieces import pieces_of
from storymap.tiles.events.places import places_of
from storymap.tiles.events.pyramid import Counts, cell_tiles
from storymap.tiles.events.summary import write_bad_rows, write_places, write_summary
from storymap.tiles.events.workplace import Workplace

MOST_CATEGORIES = 255
MOST_MONTHS = 12_000

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many steps of it are done, and how many there are."""


@dataclass(frozen=True)
class Report:
    """What was made; `summary` is what the summary file holds."""

    archive: Path
    summary: dict[str, Any]


def make_event_tiles(
    wanted: EventSet,
    sites: Sequence[Site],
    folder: Path,
    engine: Engine,
    *,
    data: str = "",
    work: str = "",
    progress: Progress = lambda *_: None,
) -> Report:
    """Write the tiles of one event set into the story's folder `tiles`.

    `data` is an address in place of the story's own; `work` is where unfinished work is kept, which all
    workers must reach. A run that was stopped goes on where it was.

    Raises
    ------
    EventSetFault
        The data can't be read; what was there before is as it was.
    """
    home = folder / FOLDER
    home.mkdir(exist_ok=True)
    place = Workplace(work or str(home / f".{wanted.id}"))
    pieces = pieces_of(data or wanted.data, None if data else folder)
    origin = "" if data else made_from(wanted, sites, folder)
    job = Job(wanted, places_of(wanted, sites, folder), place)
    facts = []
    for fact in engine.map(make_part, (job,), pieces):
        facts.append(fact)
        progress("Reading", len(facts), len(pieces))
    legend = _legend(facts)
    with Spool(home) as spool:
        counted = _pyramid(engine, job, facts, legend, spool, progress)
        bounds = _bounds(facts)
        summary = write_summary(home, wanted, job.places, legend, facts, counted, bounds, spool, origin)
        archive = home / f"{wanted.id}.pmtiles"
        spool.write(archive, bounds, {"name": wanted.id, "storymap": summary["tiles"]})
    write_places(home / f"{wanted.id}-places.csv", job.places, legend, counted)
    write_bad_rows(home / f"{wanted.id}-bad-rows.csv", place, facts)
    place.remove()
    return Report(archive, summary)


def _legend(facts: Sequence[dict[str, Any]]) -> Legend:
    """Return what all parts have: months, categories, attributes with the kind that fits all."""
    categories = sorted({word for fact in facts for word in fact["categories"]})
    if len(categories) > MOST_CATEGORIES:
        raise EventSetFault(
            f"The column of categories has {len(categories):,} different values; "
            f"a map can show {MOST_CATEGORIES}. Name a column with fewer."
        )
    months = [month for fact in facts for month in fact["months"]]
    first, last = (min(months), max(months)) if months else (0, -1)
    if last - first >= MOST_MONTHS:
        raise EventSetFault("The dates span more than 1,000 years. Look for wrong ones among them.")
    kinds: dict[str, set[str]] = {}
    for fact in facts:
        for name, kind in fact["types"].items():
            kinds.setdefault(name, set()).add(kind)
    attributes = tuple(
        (name, "number" if found - {"empty"} == {"number"} else "text") for name, found in kinds.items()
    )
    return Legend(first, last - first + 1, tuple(categories) or ("",), attributes)


def _pyramid(
    engine: Engine,
    job: Job,
    facts: Sequence[dict[str, Any]],
    legend: Legend,
    spool: Spool,
    progress: Progress,
) -> Counts:
    """Put all tiles into the spool and return the counts by place, month and category."""
    blocks = blocks_of(facts)
    names = [fact["name"] for fact in facts if fact["shown"]]
    by_zoom: dict[int, list[Counts]] = {}
    places: list[Counts] = []
    rows = 0
    made: Made
    for number, made in enumerate(engine.map(make_block, (job.work, names, legend), blocks), 1):
        spool.add(made.tiles)
        by_zoom.setdefault(made.block.zoom, []).append(made.above)
        places.append(made.places)
        rows += made.rows
        progress("Drawing", number, len(blocks))
    shown = sum(fact["shown"] for fact in facts)
    if rows != shown:
        raise EventSetFault(
            f"{shown:,} rows were read and {rows:,} drawn. This is a fault of Storymap; nothing was written."
        )
    carried: Counts | None = None
    for zoom in range(max(by_zoom, default=0) - 1, -1, -1):
        waiting = by_zoom.get(zoom + 1, []) + ([] if carried is None else [carried.coarser(1, legend.span)])
        carried = _sum(waiting)
        spool.add(cell_tiles(zoom, carried, legend.span))
    return _sum(places)


def _sum(many: Sequence[Counts]) -> Counts:
    nothing, zero = np.zeros(0, np.uint64), np.zeros(0, np.int64)
    return Counts.of(
        np.concatenate([nothing, *(one.entry for one in many)]),
        np.concatenate([zero, *(one.count for one in many)]),
    )


def _bounds(facts: Sequence[dict[str, Any]]) -> list[float]:
    boxes = [fact["bounds"] for fact in facts if fact["bounds"]]
    if not boxes:
        return []
    west, south, east, north = zip(*boxes, strict=True)
    return [min(west), min(south), max(east), max(north)]
