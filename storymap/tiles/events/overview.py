"""What an event set shows in a small drawn map: some hundreds of counts, read from the few tiles it needs."""

from __future__ import annotations

import gzip
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pmtiles.reader import MmapSource, Reader

from storymap.tiles.events.encoding import MAGIC, ROWS, read_tile
from storymap.tiles.events.grid import BITS, apart

ACROSS = 48
"""About so many counts stand side by side."""

_TILE_BITS = 6
_FINEST = 14

Window = tuple[float, float, float, float]
"""Left, top, right and bottom on the Mercator square, 0 to 1; left and right may lie beyond."""

Spot = tuple[float, float, int]
"""Longitude, latitude and count."""


@dataclass(frozen=True)
class Overview:
    """Counts by cells of the world that are 2**-depth of it wide."""

    depth: int = 0
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True)
class Part:
    """What of a set is shown: months from `first` to `last` (`1968-01`, or ""), and categories (or all)."""

    first: str = ""
    last: str = ""
    categories: tuple[str, ...] = ()


def overview(archive: Path, window: Window, part: Part) -> Overview:
    """Return the counts in a window, by cells; nothing when the archive can't be read."""
    try:
        facts = archive.stat()
        return _overview(archive, window, part, facts.st_mtime_ns, facts.st_size, facts.st_ino)
    except (OSError, ValueError, LookupError, TypeError, EOFError, zlib.error):
        return Overview()


@lru_cache(maxsize=1024)
def _overview(archive: Path, window: Window, part: Part, *mark: int) -> Overview:  # noqa: ARG001
    """Read the tiles; `mark` changes when the archive does."""
    left, top, right, bottom = window
    depth = max(0, min(BITS, round(math.log2(ACROSS / (right - left)))))
    zoom = max(0, min(_FINEST, depth - _TILE_BITS))
    with archive.open("rb") as file:
        reader = Reader(MmapSource(file))
        facts = reader.metadata()["storymap"]
        found: dict[tuple[int, int], int] = {}
        for place, data in _tiles(reader, window, zoom):
            for cell, count in _counts(data, place, depth, _Choice.of(part, facts)):
                found[cell] = found.get(cell, 0) + count
    side = 2.0**-depth
    spots = []
    for (row, column), count in sorted(found.items()):
        x, y = (column + 0.5) * side, (row + 0.5) * side
        if top <= y <= bottom and any(left <= x + turn <= right for turn in (-1, 0, 1)):
            lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
            spots.append((round(x * 360 - 180, 5), round(lat, 5), count))
    return Overview(depth, tuple(spots))


def _tiles(reader: Any, window: Window, zoom: int) -> Iterator[tuple[tuple[int, int, int], bytes]]:
    """Yield the tiles of a window: those of the zoom, and tiles of rows above, which have nothing below."""
    left, top, right, bottom = (edge * 2**zoom for edge in window)
    seen = set()
    for column in range(math.floor(left), math.floor(right) + 1):
        for row in range(max(0, math.floor(top)), min(2**zoom - 1, math.floor(bottom)) + 1):
            for up in range(zoom + 1):
                place = (zoom - up, (column % 2**zoom) >> up, row >> up)
                packed = None if place in seen else reader.get(*place)
                if packed is not None:
                    data = gzip.decompress(packed)
                    if up == 0 or data[len(MAGIC)] == ROWS:  # else this part of a tile of cells is empty
                        seen.add(place)
                        yield place, data
                if packed is not None or place in seen:
                    break


@dataclass(frozen=True)
class _Choice:
    """A part in the numbers of an archive; no `kinds` means all categories."""

    first: int
    last: int
    dated: bool
    start: np.datetime64
    kinds: NDArray[np.int64] | None

    @classmethod
    def of(cls, part: Part, facts: dict[str, Any]) -> _Choice:
        start = np.datetime64(facts["first_month"] or "1970-01", "M")
        months = int(facts["months"])
        first = _months(part.first, start) if part.first else 0
        last = _months(part.last, start) if part.last else months - 1
        names: Sequence[str] = facts["categories"]
        kinds = [names.index(word) for word in part.categories if word in names]
        return cls(
            first, min(last, months - 1), bool(part.first or part.last), start,
            np.array(kinds, np.int64) if part.categories else None,
        )  # fmt: skip

    def kept(self, month: NDArray[Any], category: NDArray[Any]) -> NDArray[np.bool_]:
        """Return which are shown."""
        shown = np.ones(len(month), bool)
        if self.dated:
            shown &= (month >= self.first) & (month <= self.last)
        if self.kinds is not None:
            shown &= np.isin(category, self.kinds)
        return shown


def _counts(
    data: bytes, place: tuple[int, int, int], depth: int, choice: _Choice
) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the counts of a tile by row and column of the grid; a coarse tile's cells lie in their middle."""
    zoom, column, row = place
    kind, bits, columns = read_tile(data)
    if kind == ROWS:
        x, y, day, exact, category = (part.astype(np.int64) for part in columns[:5])
        days = choice.start.astype("datetime64[D]") + day
        month = (days.astype("datetime64[M]") - choice.start).astype(np.int64)
        month = np.where(exact >= 2, month, -1)
        count, fine = np.ones(len(x), np.int64), BITS - zoom
    else:
        cell, month, category, count = (part.astype(np.int64) for part in columns)
        x, y = (part.astype(np.int64) for part in apart(cell.astype(np.uint64)))
        fine = bits
    kept = choice.kept(month, category)
    x, y = x[kept] + (column << fine), y[kept] + (row << fine)
    rows, columns_of = _at(y, zoom + fine, depth), _at(x, zoom + fine, depth)
    cells, where = np.unique(np.stack([rows, columns_of]), axis=1, return_inverse=True)
    sums = np.bincount(where.ravel(), count[kept], cells.shape[1]).astype(np.int64)
    yield from zip(zip(*cells.tolist(), strict=True), sums.tolist(), strict=True)


def _at(values: NDArray[np.int64], have: int, want: int) -> NDArray[np.int64]:
    return values >> (have - want) if have >= want else (values << (want - have)) + (1 << (want - have - 1))


def _months(text: str, start: np.datetime64) -> int:
    return int((np.datetime64(text, "M") - start).astype(np.int64))
