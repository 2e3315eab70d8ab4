"""Routes: which legs a chapter shows, as travelled, current or next, and the lines they are drawn as."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from storymap.document.places import Place
from storymap.document.spans import Box
from storymap.model import Chapter, Position
from storymap.tables.shapes import EARTH

LONG_KM = 300.0
"""From this length on a leg is drawn as a great circle."""
POLAR_LATITUDE = 72.0
"""A great circle that passes closer to a pole leaves a Mercator map, so that leg is drawn straight."""
MOST_POINTS = 32
_KM_PER_POINT = 250.0
_DECIMALS = 3
Pair = tuple[str, str]


def story_legs(chapters: Sequence[Chapter], places: Mapping[str, Place]) -> list[list[dict[str, Any]]]:
    """Return the legs of each chapter: the way so far, its own legs, and the first of the next chapter.

    A leg that is shown in two ways is listed once: as current, else as travelled.
    """
    routes = [_pairs(chapter, places) for chapter in chapters]
    lines = {pair: line(*pair, places) for route in routes for pair in route}
    shown: list[list[dict[str, Any]]] = []
    for index, route in enumerate(routes):
        following = routes[index + 1] if index + 1 < len(routes) else []
        travelled = (pair for earlier in routes[:index] for pair in earlier)
        states: dict[Pair, str] = dict.fromkeys(following[:1], "next")
        states |= dict.fromkeys(travelled, "travelled")
        states |= dict.fromkeys(route, "current")
        shown.append(
            [
                {"from": start, "to": end, "state": state, "line": lines[start, end]}
                for (start, end), state in states.items()
            ]
        )
    return shown


def _pairs(chapter: Chapter, places: Mapping[str, Place]) -> list[Pair]:
    """Return the legs of a chapter's route; a site that has no coordinates is passed over."""
    stops = [site for site in chapter.route if site in places and places[site].centre is not None]
    return [(start, end) for start, end in pairwise(stops) if start != end]


def line(start: str, end: str, places: Mapping[str, Place]) -> list[list[float]]:
    """Return the line between two sites as `[lon, lat]` with 3 decimals, unwrapped from the first one on."""
    first, last = places[start].centre, places[end].centre
    if first is None or last is None:
        raise ValueError(f"{start} or {end} has no coordinates")
    points = [first, *_between(first, last), last]
    unwrapped = [points[0]]
    for lon, lat in points[1:]:
        # The next point is the copy that lies nearest to the one before it.
        unwrapped.append((lon + 360 * round((unwrapped[-1][0] - lon) / 360), lat))
    return [[round(lon, _DECIMALS) + 0.0, round(lat, _DECIMALS) + 0.0] for lon, lat in unwrapped]


def _between(first: Position, last: Position) -> list[Position]:
    """Return points on the geodesic (WGS 84, pyproj's `Geod.npts`), none for a short leg."""
    km = EARTH.inv(*first, *last)[2] / 1000
    if km <= LONG_KM:
        return []
    count = min(max(math.ceil(km / _KM_PER_POINT), 4), MOST_POINTS - 2)
    way = [(float(lon), float(lat)) for lon, lat in EARTH.npts(*first, *last, count)]
    own = max(abs(first[1]), abs(last[1]))
    return [] if max(abs(lat) for _, lat in way) > max(POLAR_LATITUDE, own) else way


def boxes(legs: Sequence[Mapping[str, Any]]) -> list[Box]:
    """Return the boxes around the legs of the chapter's own route."""
    lines = [leg["line"] for leg in legs if leg["state"] == "current"]
    return [
        (
            min(lon for lon, _ in way),
            min(lat for _, lat in way),
            max(lon for lon, _ in way),
            max(lat for _, lat in way),
        )
        for way in lines
    ]
