"""Positions as numbers on the Web Mercator square: columns, rows, Morton keys that keep tiles together."""

import numpy as np
from numpy.typing import NDArray

BITS = 26
"""Bits of a column or row: a position is exact to 0.6 m at the equator."""
MERCATOR = 85.0511287798066  # atan(sinh(π)), where Web Mercator ends

Keys = NDArray[np.uint64]


def columns_and_rows(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return columns and rows from the north-west, 0 to 2**26 - 1, of positions in degrees (EPSG:3857)."""
    side, most = 2.0**BITS, 2**BITS - 1
    sine = np.sin(np.radians(lat))
    row = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    x = np.clip((lon + 180) / 360 * side, 0, most).astype(np.uint32)
    return x, np.clip(row * side, 0, most).astype(np.uint32)


def morton(x: NDArray[np.uint32], y: NDArray[np.uint32]) -> Keys:
    """Return keys that interleave the bits of column and row, so that a tile's positions are one run."""
    return _spread(x) | (_spread(y) << np.uint64(1))


def apart(keys: Keys) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the columns and rows that keys were made of."""
    return _gather(keys), _gather(keys >> np.uint64(1))


_STEPS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def _spread(values: NDArray[np.uint32]) -> Keys:
    out = values.astype(np.uint64)
    for shift, mask in _STEPS:
        out = (out | (out << np.uint64(shift))) & np.uint64(mask)
    return out


def _gather(keys: Keys) -> NDArray[np.uint32]:
    out = keys & np.uint64(0x5555555555555555)
    for shift, mask in (
        (1, 0x3333333333333333),
        (2, 0x0F0F0F0F0F0F0F0F),
        (4, 0x00FF00FF00FF00FF),
        (8, 0x0000FFFF0000FFFF),
        (16, 0x00000000FFFFFFFF),
    ):
        out = (out | (out >> np.uint64(shift))) & np.uint64(mask)
    return out.astype(np.uint32)


def runs(values: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the different values of a sorted array, where each begins, and how often it comes."""
    if not len(values):
        return values, np.zeros(0, np.int64), np.zeros(0, np.int64)
    begins = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
    return values[begins], begins, np.diff(np.append(begins, len(values)))
