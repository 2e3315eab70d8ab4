"""Reverse look-up: the nearest place to a point, with the unit and the country around it."""

import math

from storymap.gazetteer.candidate import Surroundings
from storymap.gazetteer.distance import distance_km
from storymap.gazetteer.index import Index, Row

INHABITED = ("city", "town", "village")
FURTHEST_CELLS = 6


def _cells(lon: float, lat: float, ring: int) -> list[int]:
    """Return the one-degree cells at `ring` steps around a point, wider near the poles."""
    row, column = math.floor(lat + 90), math.floor(lon + 180)
    stretch = max(1, min(60, round(1 / max(math.cos(math.radians(lat)), 0.02))))
    found = set()
    for dy in range(-ring, ring + 1):
        for dx in range(-ring * stretch, ring * stretch + 1):
            if max(abs(dy), math.ceil(abs(dx) / stretch)) == ring and 0 <= row + dy < 180:
                found.add((row + dy) * 360 + (column + dx) % 360)
    return sorted(found)


def surroundings(index: Index, lon: float, lat: float) -> Surroundings:
    """Return the nearest inhabited place within about six degrees, its distance, unit and country.

    The unit and the country are those whose outline holds the point; at sea, and where countries differ over
    a unit, they are those of the nearest place. A point that is not on the globe has nothing around it.
    """
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lat) <= 90):
        return Surroundings(None, None, "", "")
    lon = (lon + 180) % 360 - 180
    best: tuple[float, Row] | None = None
    for ring in range(FURTHEST_CELLS):
        if best is not None and best[0] < (ring - 1) * 111.0:
            break
        for cell in _cells(lon, lat, ring):
            for row in index.in_cell(cell):
                distance = distance_km(lon, lat, row.lon, row.lat)
                if row.kind in INHABITED and (best is None or distance < best[0]):
                    best = distance, row
    unit = index.unit_at(lon, lat)
    place = None if best is None else index.place(best[1])
    away = None if best is None else round(best[0], 2)
    if unit is not None:
        return Surroundings(place, away, unit.name, unit.country, outlined=True)
    return Surroundings(place, away, place.parent if place else "", place.country if place else "")
