"""Which site's area holds a point, and which site is nearest: geodesic, right across the antimeridian."""

import math
from collections.abc import Collection, Mapping

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from storymap.model import Position
from storymap.tables.shapes import AREAS, EARTH, area_km2, distance_km

_SPHERE_KM = 6371.0
_SLACK = 1.01  # a sphere is at most 0.6 % off the ellipsoid


class Shapes:
    """The shapes of all sites, indexed once for many questions."""

    def __init__(self, shapes: Mapping[str, BaseGeometry]) -> None:
        """Index the shapes by site id."""
        self.by_id = dict(shapes)
        areas = [site for site, found in shapes.items() if found.geom_type in AREAS]
        # Smallest first, so that the first hit is the answer; the id decides between equals.
        self._areas = sorted(areas, key=lambda site: (area_km2(shapes[site]), site))
        self._tree = shapely.STRtree([shapes[site] for site in self._areas])
        points = sorted(site for site, found in shapes.items() if found.geom_type == "Point")
        self._points = points
        self._positions = np.array([shapes[site].coords[0] for site in points]).reshape(-1, 2)
        self._vectors = _unit_vectors(self._positions)
        self._extended = sorted(set(shapes) - set(points))

    def smallest_area(self, position: Position, among: Collection[str] | None = None) -> str | None:
        """Return the site with the smallest area that holds the point, its edge included, or None."""
        twins = [position, (-position[0], position[1])] if abs(position[0]) == 180 else [position]
        hits = sorted(
            {int(hit) for twin in twins for hit in self._tree.query(shapely.Point(twin), "intersects")}
        )
        return next((self._areas[hit] for hit in hits if among is None or self._areas[hit] in among), None)

    def nearest(
        self, position: Position, within_km: float, among: Collection[str] | None = None
    ) -> tuple[str, float] | None:
        """Return the nearest site within a distance, and its distance in km; the id decides ties."""
        found = [
            *self._near_points(position, within_km, among),
            *self._near_shapes(position, within_km, among),
        ]
        km, site = min(found, default=(math.inf, ""))
        return (site, km) if site else None

    def distance(self, site: str, position: Position) -> float:
        """Return the distance in km between a point and a site; 0 inside an area."""
        return _to_shape(position, self.by_id[site])

    def _near_points(
        self, position: Position, within_km: float, among: Collection[str] | None
    ) -> list[tuple[float, str]]:
        if not self._points:
            return []
        # Squared chord on the unit sphere: a cheap sieve before the geodesic distance.
        chord = 2 * math.sin(min(within_km * _SLACK / _SPHERE_KM, math.pi) / 2)
        squared = 2 - 2 * (self._vectors @ _unit_vectors(np.array([position]))[0])
        close = np.nonzero(squared <= chord**2 + 1e-9)[0]
        lons, lats = self._positions[close].T
        metres = EARTH.inv(np.full(len(close), position[0]), np.full(len(close), position[1]), lons, lats)[2]
        pairs = (
            (float(metre) / 1000, self._points[index]) for metre, index in zip(metres, close, strict=True)
        )
        return [(km, site) for km, site in pairs if km <= within_km and (among is None or site in among)]

    def _near_shapes(
        self, position: Position, within_km: float, among: Collection[str] | None
    ) -> list[tuple[float, str]]:
        sites = [
            site
            for site in self._extended
            if (among is None or site in among) and _may_reach(position, self.by_id[site], within_km)
        ]
        measured = ((_to_shape(position, self.by_id[site]), site) for site in sites)
        return [(km, site) for km, site in measured if km <= within_km]


def _unit_vectors(positions: np.ndarray) -> np.ndarray:
    """Return `(lon, lat)` rows in degrees as unit vectors, shape (n, 3)."""
    lon, lat = np.radians(positions.reshape(-1, 2)).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _may_reach(position: Position, found: BaseGeometry, within_km: float) -> bool:
    """Whether the shape's box, grown by the distance, holds the point on this or the next turn."""
    west, south, east, north = found.bounds
    rise = within_km * _SLACK / 110.5
    highest = min(abs(position[1]) + rise, 89.9)
    run = min(rise / math.cos(math.radians(highest)), 360)
    return south - rise <= position[1] <= north + rise and any(
        west - run <= position[0] + turn <= east + run for turn in (-360, 0, 360)
    )


def _to_shape(position: Position, found: BaseGeometry) -> float:
    """Return the geodesic distance in km to the nearest point of the shape.

    The nearest point is looked for on a plane with longitudes shrunk by cos(latitude), which is right to a
    fraction of a percent within some hundred kilometres.
    """
    if found.geom_type == "Point":
        lon, lat = found.coords[0]
        return distance_km(position, (lon, lat))
    scale = np.array([max(math.cos(math.radians(position[1])), 0.01), 1.0])
    flat = shapely.transform(found, lambda coordinates: coordinates * scale)
    best = math.inf
    for turn in (-360, 0, 360):
        point = shapely.Point((position[0] + turn) * scale[0], position[1])
        near = shapely.get_coordinates(shapely.shortest_line(point, flat))[1] / scale
        best = min(best, 0.0 if flat.covers(point) else distance_km(position, (near[0], near[1])))
    return best
