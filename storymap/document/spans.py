"""Boxes on a globe: `(west, south, east, north)` with west <= east, so that they may pass 180°."""

import math
from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from storymap.model import Position

Box = tuple[float, float, float, float]
WORLD: Box = (-170.0, -55.0, 190.0, 75.0)
"""What is shown when there is nothing to fit: all inhabited land, cut in the Pacific."""
MAX_LATITUDE = 85.0
_KM_PER_DEGREE = 111.32


def narrowest(intervals: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Return the narrowest `(west, east)` that holds all the intervals of longitude.

    The widest gap between the intervals, around the globe, is what is left out. The middle of the result lies
    in (-180, 180]; between equal gaps the one at 180° wins, so that no view passes 180° without need.
    """
    pieces = sorted(((west + 180) % 360 - 180, min(max(east - west, 0), 360)) for west, east in intervals)
    if not pieces:
        raise ValueError("no intervals to hold")
    first = reach = pieces[0][0]
    start, gap = first, -math.inf
    for west, width in pieces:
        if west - reach > gap and west != first:
            start, gap = west, west - reach
        reach = max(reach, west + width)
    around = first + 360 - reach
    if around >= gap:
        start, gap = first, around
    return (-180.0, 180.0) if gap <= 0 else _centred(start, max(start + 360 - gap, start))


def _centred(west: float, east: float) -> tuple[float, float]:
    """Move an interval by whole turns so that its middle lies in (-180, 180]."""
    turns = 360 * math.ceil(((west + east) / 2 - 180) / 360)
    return (west - turns, east - turns)


def box_of(boxes: Iterable[Box]) -> Box | None:
    """Return the narrowest box around boxes, or None when there are none."""
    found = list(boxes)
    if not found:
        return None
    west, east = narrowest((box[0], box[2]) for box in found)
    return (west, min(box[1] for box in found), east, max(box[3] for box in found))


def box_of_shape(shape: BaseGeometry) -> Box:
    """Return the narrowest box around the parts of a shape that may be cut at 180°."""
    parts = shapely.get_parts(shape)
    box = box_of(tuple(part.bounds) for part in parts if not part.is_empty)
    if box is None:
        raise ValueError("the shape is empty")
    return box


def box_of_disc(centre: Position, radius_km: float) -> Box:
    """Return the box around a disc, with latitudes kept within ±85° and at most one turn of the globe."""
    rise = radius_km / _KM_PER_DEGREE
    highest = min(abs(centre[1]) + rise, MAX_LATITUDE)
    run = min(rise / math.cos(math.radians(highest)), 180.0)
    south, north = max(centre[1] - rise, -90.0), min(centre[1] + rise, 90.0)
    return (centre[0] - run, south, centre[0] + run, north)


def grown(box: Box, margin: float, smallest: float) -> Box:
    """Return the box with a margin (a share of its size) and at least `smallest` degrees to each side.

    Latitudes stay within Web Mercator's ±85°, and the width within one turn of the globe.
    """
    west, south, east, north = box
    south, north = (min(max(edge, -MAX_LATITUDE), MAX_LATITUDE) for edge in (south, north))
    run = min(max((east - west) * (0.5 + margin), smallest), 180.0)
    rise = max((north - south) * (0.5 + margin), smallest / 2)
    x, y = (west + east) / 2, (south + north) / 2
    y = min(max(y, -MAX_LATITUDE + smallest), MAX_LATITUDE - smallest)
    return (x - run, max(y - rise, -MAX_LATITUDE), x + run, min(y + rise, MAX_LATITUDE))


def rounded(box: Box) -> list[float]:
    """Return the box with 5 decimals (about a metre)."""
    return [round(edge, 5) + 0.0 for edge in box]
