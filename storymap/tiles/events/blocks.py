"""The parts of a set are read again by place: a block is a square of the map with not too many rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from storymap.tiles.events.encoding import Column
from storymap.tiles.events.grid import BITS, runs
from storymap.tiles.events.parts import COUNT_ZOOM
from storymap.tiles.events.pyramid import Counts, Span, Tile, block_tiles
from storymap.tiles.events.workplace import Workplace

MOST = 1_000_000
"""A block has no more rows, unless they all lie in one tile of zoom `COUNT_ZOOM`."""


@dataclass(frozen=True)
class Legend:
    """What the numbers in tiles stand for; the months begin with `first`."""

    first: int
    months: int
    categories: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]

    @property
    def span(self) -> Span:
        """The size of a cell's histogram."""
        return Span(self.months, len(self.categories))


@dataclass(frozen=True)
class Block:
    """A square: a tile's zoom and Morton number."""

    zoom: int
    number: int

    @property
    def ends(self) -> tuple[int, int]:
        """The first key inside, and the first beyond."""
        bits = 2 * (BITS - self.zoom)
        return self.number << bits, (self.number + 1) << bits


@dataclass(frozen=True)
class Made:
    """What a block gives: its tiles, counts for the zoom above, counts by place, month and category."""

    block: Block
    tiles: list[Tile]
    above: Counts
    places: Counts
    rows: int


def blocks_of(facts: Sequence[dict[str, Any]]) -> list[Block]:
    """Return the blocks of all parts, each with rows in it."""
    keys = np.array([key for fact in facts for key in fact["tiles"][0]], np.uint64)
    counts = np.array([count for fact in facts for count in fact["tiles"][1]], np.int64)
    order = np.argsort(keys, kind="stable")
    numbers, begins, _ = runs(keys[order])
    sums = np.add.reduceat(counts[order], begins) if len(numbers) else counts
    found = []
    for zoom in range(COUNT_ZOOM + 1):
        tiles, starts, sizes = runs(numbers >> np.uint64(2 * (COUNT_ZOOM - zoom)))
        if not len(tiles):
            break
        fits = (np.add.reduceat(sums, starts) <= MOST) | (zoom == COUNT_ZOOM)
        found += [Block(zoom, int(number)) for number in tiles[fits]]
        left = np.repeat(~fits, sizes)
        numbers, sums = numbers[left], sums[left]
    return sorted(found, key=lambda block: block.ends)


def make_block(work: Workplace, names: Sequence[str], legend: Legend, block: Block) -> Made:
    """Return the tiles of one block, out of the parts with these names."""
    table = _rows_of(work, names, block)
    keys = table["key"].to_numpy()
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    span = legend.span
    month = table["month"].to_numpy()[order]
    month = np.where(month < 0, span.months, month - legend.first).astype(np.uint64)
    category = _codes(table["category"], legend.categories)[order].astype(np.uint64)
    rest = month * np.uint64(span.categories) + category
    place = table["place"].to_numpy()[order]
    days = table["day"].to_numpy()[order]
    exact = table["exact"].to_numpy()[order]
    first_day = int((np.datetime64("0000-01", "M") + legend.first).astype("datetime64[D]").astype(int))
    day = np.where(exact == 0, 0, np.maximum(days.astype(np.int64) - first_day, 0))
    extra = [_attribute(table[f"={name}"], kind, order) for name, kind in legend.attributes]

    def columns(piece: slice) -> list[Column]:
        fixed: list[Column] = [day[piece], exact[piece], category[piece], place[piece] + 1]
        return fixed + [_slice(column, piece) for column in extra]

    tiles, above = block_tiles(block.zoom, keys, rest, span, columns)
    at = (place.astype(np.int64) + 1).astype(np.uint64)
    return Made(block, tiles, above, Counts.of(at * np.uint64(span.size) + rest), len(keys))


def _rows_of(work: Workplace, names: Sequence[str], block: Block) -> pa.Table:
    begin, end = block.ends
    slices = []
    for name in names:
        part = work.table(f"{name}.arrow")
        keys = part["key"].to_numpy()
        first, last = np.searchsorted(keys, np.array([begin, end], np.uint64))
        if last > first:
            slices.append(part.slice(first, last - first))
    return pa.concat_tables(slices, promote_options="permissive").unify_dictionaries().combine_chunks()


def _codes(column: pa.ChunkedArray, words: Sequence[str]) -> NDArray[np.int64]:
    """Return for each row the number of its word among `words`."""
    whole = column.chunk(0)
    places = {word: number for number, word in enumerate(words)}
    table = np.array([places[word] for word in whole.dictionary.to_pylist()], np.int64)
    return table[whole.indices.to_numpy()]


def _attribute(column: pa.ChunkedArray, kind: str, order: NDArray[np.int64]) -> Column:
    """Return an attribute as sorted numbers, NaN where there is none, or as words."""
    whole = column.chunk(0)
    if not pa.types.is_dictionary(whole.type):
        numbers = whole.to_numpy(zero_copy_only=False)[order]
        return numbers if kind == "number" else _texts(numbers)
    words, codes = whole.dictionary.to_pylist(), whole.indices.to_numpy()[order]
    if kind == "number":
        return np.array([float(word) if word else np.nan for word in words], np.float64)[codes]
    return words, codes


def _texts(numbers: NDArray[np.float64]) -> Column:
    """Return numbers as words, for a column that holds text elsewhere."""
    values, codes = np.unique(numbers, return_inverse=True)
    return ["" if np.isnan(value) else f"{value:g}" for value in values], codes


def _slice(column: Column, piece: slice) -> Column:
    """Return a run of an attribute; whole numbers as such, and only the words that are used."""
    if isinstance(column, tuple):
        used, codes = np.unique(column[1][piece], return_inverse=True)
        return [column[0][int(at)] for at in used], codes
    values = column[piece]
    whole = np.isfinite(values).all() and (np.trunc(values) == values).all() and np.abs(values).max() < 2**31
    return values.astype(np.int64) if whole else values
