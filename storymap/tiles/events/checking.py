"""Which rows of a table can be drawn, and why the others can't; no row is dropped without being counted."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from storymap.tiles.events.dates import Dates, read_dates
from storymap.tiles.events.grid import MERCATOR

REASONS = (
    "",
    "missing coordinates",
    "unreadable coordinates",
    "coordinates out of range",
    "beyond the map",
    "unreadable date",
)
"""Why a row is left out; a row has the first of them that fits. "Beyond the map": past 85° north or south."""

_NUMBER = r"^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$"


@dataclass(frozen=True)
class Checked:
    """Positions and dates of all rows, and for each the number of its reason, 0 for a good row."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    dates: Dates
    reason: NDArray[np.uint8]


def check(lon: pa.Array, lat: pa.Array, when: pa.Array | None) -> Checked:
    """Return what the columns of position and date hold."""
    x, no_x, bad_x = _numbers(lon)
    y, no_y, bad_y = _numbers(lat)
    dates = read_dates(pa.nulls(len(lon), pa.string()) if when is None else when)
    with np.errstate(invalid="ignore"):
        outside = ~((np.abs(x) <= 180) & (np.abs(y) <= 90))
        beyond = np.abs(y) > MERCATOR
    tests = [no_x | no_y, bad_x | bad_y, outside, beyond, dates.unreadable]
    return Checked(x, y, dates, np.select(tests, range(1, len(REASONS)), 0).astype(np.uint8))


def _numbers(column: pa.Array) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return a column's numbers, which are missing, and which can't be read."""
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        values = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
        return values, np.isnan(values), np.zeros(len(values), bool)
    text = pc.utf8_trim_whitespace(column).fill_null("")
    missing = pc.equal(text, "").to_numpy(zero_copy_only=False)
    right = pc.match_substring_regex(text, _NUMBER)
    # Arrow's parser knows no plus sign.
    text = pc.replace_substring_regex(text, r"^\+", "")
    values = pc.if_else(right, text, None).cast(pa.float64()).to_numpy(zero_copy_only=False)
    return values, missing, ~missing & ~right.to_numpy(zero_copy_only=False)
