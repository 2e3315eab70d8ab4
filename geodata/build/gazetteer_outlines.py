"""The outlines of first-level units, made simple and short: which unit and country contain a point."""

import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from build.gazetteer_record import Record

TOLERANCE, PER_DEGREE = 0.01, 1000
"""About a kilometre: the outline tells the unit, and is no line to draw."""
CLAIMED_TWICE = shapely.box(35.62, 32.66, 36.0, 33.45)
"""The Golan Heights, to which the gazetteer gives no country; other such places are whole units."""
Outline = tuple[str, int, int, int, int, bytes]


def _number(value: int) -> bytes:
    """Return a whole number in seven bits a byte, the sign last: small steps take one byte."""
    rest, found = 2 * value if value >= 0 else -2 * value - 1, bytearray()
    while rest > 127:
        found.append(rest & 127 | 128)
        rest >>= 7
    found.append(rest)
    return bytes(found)


def _rings(area: Any) -> Iterator[Any]:
    for part in shapely.get_parts(area):
        if part.geom_type == "Polygon":
            yield from (part.exterior, *part.interiors)


def _packed(area: Any) -> tuple[int, int, int, int, bytes]:
    """Return the bounds of an area and its rings, each as its length and its steps from point to point."""
    rings = [np.rint(shapely.get_coordinates(ring)[:-1] * PER_DEGREE).astype(int) for ring in _rings(area)]
    steps = [np.diff(ring, axis=0, prepend=[[0, 0]]).ravel().tolist() for ring in rings]
    packed = b"".join(_number(value) for ring in steps for value in (len(ring) // 2, *ring))
    every = np.concatenate(rings)
    west, south, east, north = (*every.min(axis=0).tolist(), *every.max(axis=0).tolist())
    return west, south, east, north, zlib.compress(packed, 9)


def outlines(records: list[Record], areas: list[Any], towns: list[Record]) -> list[Outline]:
    """Return the outline of each unit with its code; none where its towns are elsewhere by GeoNames."""
    tree = shapely.STRtree(areas)
    spots = shapely.points([[town.lon, town.lat] for town in towns])
    own, foreign = np.zeros(len(areas), int), np.zeros(len(areas), int)
    for town, area in zip(*tree.query(spots, predicate="intersects").tolist(), strict=True):
        same = towns[town].country == records[area].country
        (own if same else foreign)[area] += 1
    simple = shapely.coverage_simplify(np.array(areas, dtype=object), TOLERANCE)
    simple = shapely.difference(simple, CLAIMED_TWICE)
    return [
        (record.code, *_packed(area))
        for record, area, mine, theirs in zip(records, simple, own, foreign, strict=True)
        if mine >= theirs and not shapely.is_empty(area)
    ]
