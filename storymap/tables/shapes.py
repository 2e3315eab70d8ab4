"""The geometry of a site as a shapely shape, valid and cut at the antimeridian."""

from collections.abc import Mapping
from typing import Any

import antimeridian
import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from storymap.model import Position, Site
from storymap.storage.foreign import fault_words
from storymap.words import Words

EARTH = Geod(ellps="WGS84")
"""The ellipsoid on which all distances and areas are measured."""

AREAS = frozenset({"Polygon", "MultiPolygon"})
LINES = frozenset({"LineString", "MultiLineString", "LinearRing"})


class BadGeometry(ValueError):
    """A GeoJSON geometry that can't be drawn; the text says why."""


def wrap(longitude: float) -> float:
    """Return a longitude within [-180, 180]."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


def on_earth(position: Position | None) -> Position | None:
    """Return `(lon, lat)` with the longitude in [-180, 180]; None when it's no place on Earth."""
    if position is None or not all(np.isfinite(position)) or abs(position[1]) > 90 or abs(position[0]) > 360:
        return None
    return (wrap(float(position[0])), float(position[1]))


def read_shape(geometry: Mapping[str, Any]) -> BaseGeometry:
    """Read a GeoJSON geometry, repair it and cut it at the antimeridian (RFC 7946, section 3.1.9).

    A collection is reduced to its areas, or else to its lines, or else to its points.

    Raises
    ------
    BadGeometry
        It isn't a geometry, is empty, or lies outside latitudes of -90 to 90.
    """
    try:
        found = shapely.force_2d(shape(dict(geometry)))
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        shapely.errors.ShapelyError,
    ) as fault:
        told = isinstance(fault, (ValueError, shapely.errors.ShapelyError))
        raise BadGeometry(fault_words(fault) if told else Words("not a GeoJSON geometry")) from fault
    coordinates = shapely.get_coordinates(found)
    if not coordinates.size:
        raise BadGeometry(Words("the geometry is empty"))
    if not np.isfinite(coordinates).all() or np.abs(coordinates[:, 1]).max() > 90:
        raise BadGeometry(Words("a latitude lies outside -90 to 90; GeoJSON writes [lon, lat]"))
    found = found if found.is_valid or _crosses(found) else shapely.make_valid(found)
    found = _one_kind(found)
    if _crosses(found):
        fixed = antimeridian.fix_shape(found, fix_winding=True, great_circle=False)
        found = shapely.make_valid(shape(fixed))
    return _one_kind(found)


def _crosses(found: BaseGeometry) -> bool:
    """Whether the shape leaves [-180, 180], or has an edge longer than 180° of longitude."""
    for part in shapely.get_parts(found):
        for line in [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]:
            longitudes = shapely.get_coordinates(line)[:, 0]
            if longitudes.size and (
                np.abs(longitudes).max() > 180
                or (
                    line.geom_type != "GeometryCollection"
                    and np.abs(np.diff(longitudes)).max(initial=0) > 180
                )
            ):
                return True
    return False


def _one_kind(found: BaseGeometry) -> BaseGeometry:
    """Reduce a collection to its parts of the highest dimension; many points become one of them."""
    if found.geom_type == "GeometryCollection":
        parts = [part for item in shapely.get_parts(found) for part in shapely.get_parts(item)]
        highest = max(shapely.get_dimensions(part) for part in parts)
        found = shapely.union_all([part for part in parts if shapely.get_dimensions(part) == highest])
    return found.representative_point() if found.geom_type == "MultiPoint" else found


def site_shape(site: Site) -> BaseGeometry | None:
    """Return the site's geometry, else its point, else None.

    Raises
    ------
    BadGeometry
        The site's GeoJSON geometry can't be drawn.
    """
    if site.geometry:
        return read_shape(site.geometry)
    position = on_earth(site.position)
    return None if position is None else shapely.Point(position)


def centre_of(found: BaseGeometry) -> Position:
    """Return a point on the shape: inside the largest part of an area, halfway along the longest line."""
    if found.geom_type in AREAS:
        point = max(shapely.get_parts(found), key=area_km2).representative_point()
    elif found.geom_type in LINES:
        point = max(shapely.get_parts(found), key=lambda part: part.length).interpolate(0.5, normalized=True)
    else:
        point = found.representative_point()
    return (point.x, point.y)


def area_km2(found: BaseGeometry) -> float:
    """Return the area on the ellipsoid in square kilometres."""
    parts = (orient(part) for part in shapely.get_parts(found) if part.geom_type == "Polygon")
    return sum(abs(EARTH.geometry_area_perimeter(part)[0]) for part in parts) / 1e6


def distance_km(start: Position, end: Position) -> float:
    """Return the geodesic distance between two `(lon, lat)` points in kilometres."""
    return float(EARTH.inv(start[0], start[1], end[0], end[1])[2]) / 1000
