"""The tiles of a block: the rows where a tile holds few, else cells with counts by month and category.

A tile with few rows holds them all and nothing lies below it: a reader enlarges it. So every row is kept
once, tiles stay small, and the cells of a zoom plus the rows of tiles above it are always all rows.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from storymap.tiles.events.encoding import CELLS, ROWS, Column, tile_bytes
from storymap.tiles.events.grid import BITS, apart, runs

MOST_ZOOM = 14
FEW_ROWS = 5_000
"""A tile of so few rows holds the rows at any zoom."""
MOST_ROWS = 20_000
"""At the last zoom a tile holds its rows up to so many; beyond, its cells stay."""
MOST_ENTRIES = 24_000
FINE, COARSE = 7, 4
"""A tile is 2**7 cells wide, or fewer, down to 2**4, so that it has no more than `MOST_ENTRIES` counts."""

Numbers = NDArray[np.uint64]


@dataclass(frozen=True)
class Span:
    """How many months (and one for no month) and categories a set has."""

    months: int
    categories: int

    @property
    def size(self) -> int:
        """How many counts a cell has at most."""
        return (self.months + 1) * self.categories


@dataclass(frozen=True)
class Counts:
    """Counts of cells: `entry` is the cell's Morton number times `span.size`, plus month and category."""

    entry: Numbers
    count: NDArray[np.int64]

    @classmethod
    def of(cls, entries: Numbers, weights: NDArray[np.int64] | None = None) -> Counts:
        """Add up equal entries."""
        if weights is None:
            entry, _, count = runs(np.sort(entries))
            return cls(entry, count)
        order = np.argsort(entries, kind="stable")
        entry, begins, _ = runs(entries[order])
        return cls(entry, np.add.reduceat(weights[order], begins) if len(entry) else weights[:0])

    def coarser(self, bits: int, span: Span) -> Counts:
        """Return the counts of cells that are 2**bits times as wide."""
        if not bits:
            return self
        cell, rest = np.divmod(self.entry, np.uint64(span.size))
        return Counts.of((cell >> np.uint64(2 * bits)) * np.uint64(span.size) + rest, self.count)

    def where(self, kept: NDArray[np.bool_]) -> Counts:
        """Return some of the counts."""
        return Counts(self.entry[kept], self.count[kept])


Tile = tuple[int, int, int, bytes]
"""Zoom, column, row and compressed bytes."""


def packed(data: bytes) -> bytes:
    """Return bytes compressed as gzip, always the same for the same bytes (RFC 1952, with no time)."""
    squeezer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return squeezer.compress(data) + squeezer.flush()


def cell_tiles(zoom: int, counts: Counts, span: Span) -> Iterator[Tile]:
    """Yield the tiles of one zoom out of counts of cells 2**(zoom + 7) to the world, each as fine as fits."""
    left = counts
    for bits in range(FINE, COARSE - 1, -1):
        tile = left.entry // np.uint64(span.size) >> np.uint64(2 * bits)
        tiles, begins, sizes = runs(tile)
        fits = (sizes <= MOST_ENTRIES) | (bits == COARSE)
        columns, rows = apart(tiles)
        for at in np.flatnonzero(fits):
            piece = slice(begins[at], begins[at] + sizes[at])
            yield (
                zoom,
                int(columns[at]),
                int(rows[at]),
                packed(_cells(bits, left.entry[piece], left.count[piece], span)),
            )
        if fits.all():
            return
        left = left.where(np.repeat(~fits, sizes)).coarser(1, span)


def _cells(bits: int, entry: Numbers, count: NDArray[np.int64], span: Span) -> bytes:
    cell, rest = np.divmod(entry, np.uint64(span.size))
    inside = (cell & np.uint64(4**bits - 1)).astype(np.int64)
    month, category = np.divmod(rest.astype(np.int64), span.categories)
    # the months of a category have counts that are alike
    order = np.argsort(inside * span.size + category * (span.months + 1) + month)
    columns: list[Column] = [column[order] for column in (inside, month, category, count)]
    return tile_bytes(CELLS, bits, columns, deltas=range(len(columns)))


def block_tiles(
    zoom: int, keys: Numbers, rest: Numbers, span: Span, columns: Callable[[slice], list[Column]]
) -> tuple[list[Tile], Counts]:
    """Return the tiles from `zoom` on of sorted rows, and the counts that the zoom above it needs.

    `rest` holds month and category of each row as one number; `columns` gives a run of rows as the columns
    after those of the position.
    """
    tiles: list[Tile] = []
    above = Counts.of((keys >> np.uint64(2 * (BITS - zoom - FINE + 1))) * np.uint64(span.size) + rest)
    left = np.arange(len(keys))
    for z in range(zoom, MOST_ZOOM + 1):
        names, begins, sizes = runs(keys[left] >> np.uint64(2 * (BITS - z)))
        leaf = sizes <= (MOST_ROWS if z == MOST_ZOOM else FEW_ROWS)
        x, y = apart(names)
        for at in np.flatnonzero(leaf):
            first = int(left[begins[at]])
            piece = slice(first, first + int(sizes[at]))
            tiles.append((z, int(x[at]), int(y[at]), packed(_rows(z, keys[piece], columns(piece)))))
        left = left[np.repeat(~leaf, sizes)]
        if not len(left):
            break
        cells = (keys[left] >> np.uint64(2 * (BITS - z - FINE))) * np.uint64(span.size) + rest[left]
        tiles += cell_tiles(z, Counts.of(cells), span)
    return tiles, above


def _rows(zoom: int, keys: Numbers, columns: list[Column]) -> bytes:
    bits = BITS - zoom
    x, y = (values & np.uint32(2**bits - 1) for values in apart(keys))
    return tile_bytes(ROWS, bits, [x, y, *columns], deltas=(0, 1))
