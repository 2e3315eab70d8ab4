"""The frame of a drawn map: which part of the world it shows and where a coordinate falls in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log2
from typing import Any

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

MAX_LATITUDE = 85.0511
EARTH_KM = 40_075.017
# An author's centre and zoom are meant for a map of about this width.
AUTHOR_WIDTH = 1200
MARGIN = (64, 46)
# Of a picture's side, where the margin would leave no map.
_MOST_MARGIN = 0.3
# Room for the disc of a place.
_EDGE = 16
CLOSEST = 14.0
WORLD = [-180.0, -60.0, 180.0, 78.0]


def unit_x(lon: float) -> float:
    """Return x in the unit square of the (unwrapped) world, 0 at 180° W and 1 at 180° E."""
    return (lon + 180) / 360


def unit_y(lat: float) -> float:
    """Return y in the unit square, 0 at 85.0511° N and 1 at 85.0511° S (spherical Mercator, EPSG:3857)."""
    phi = np.radians(np.clip(lat, -MAX_LATITUDE, MAX_LATITUDE))
    return float(0.5 - np.log(np.tan(np.pi / 4 + phi / 2)) / (2 * np.pi))


@dataclass(frozen=True)
class Frame:
    """A window on the Mercator world: its size in pixels, the zoom, and its upper left corner.

    `zoom` counts 256-pixel tiles; `left` and `top` are pixels of the whole world, `left` unwrapped.
    """

    width: int
    height: int
    zoom: float
    left: float
    top: float

    @property
    def world(self) -> float:
        """The width of the whole world in pixels."""
        return 256 * 2**self.zoom

    @property
    def box(self) -> BaseGeometry:
        """What the frame shows in pixels with a margin, so that cut edges stay out of sight."""
        start, end = self.sides
        return shapely.box(start - 12, -12, end + 12, self.height + 12)

    @property
    def sides(self) -> tuple[float, float]:
        """The x from and up to which there is map: the frame's, or the world's where that is narrower."""
        if self.world > self.width - 1:
            return 0, self.width
        return (self.width - self.world) / 2, (self.width + self.world) / 2

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the pixel of a coordinate, in the copy of the world nearest to the frame's middle."""
        x = unit_x(lon) * self.world - self.left
        x -= self.world * floor((x - self.width / 2) / self.world + 0.5)
        return x, unit_y(lat) * self.world - self.top

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Project degrees to pixels, in every copy of the world that touches the frame, seams dissolved."""

        flat = shapely.transform(shapely.force_2d(geometry), self.pixels)
        return self.cut(self.copies(flat))

    def pixels(self, points: np.ndarray) -> np.ndarray:
        """Return rows of longitude and latitude as pixels of the frame."""
        lat = np.radians(np.clip(points[:, 1], -MAX_LATITUDE, MAX_LATITUDE))
        y = 0.5 - np.log(np.tan(np.pi / 4 + lat / 2)) / (2 * np.pi)
        x = (points[:, 0] + 180) / 360 * self.world - self.left
        return np.column_stack([x, y * self.world - self.top])

    def copies(self, flat: BaseGeometry) -> BaseGeometry:
        """Return a geometry in pixels together with its copies one world to the left and right."""
        moved = [affinity.translate(flat, k * self.world) for k in (-1, 0, 1)]
        seen = [copy for copy in moved if copy.intersects(self.box)]
        if len(seen) == 1:
            return seen[0]
        if flat.geom_type in ("Polygon", "MultiPolygon"):
            return shapely.union_all([shapely.make_valid(copy) for copy in seen])
        return shapely.GeometryCollection(seen)

    def cut(self, flat: BaseGeometry) -> BaseGeometry:
        """Cut a geometry in pixels to the frame and leave out detail finer than a third of a pixel."""
        if flat.geom_type in ("Polygon", "MultiPolygon"):
            flat = shapely.make_valid(flat)
        return shapely.simplify(shapely.intersection(flat, self.box), 0.3)

    def kilometres(self, distance: float, lat: float) -> float:
        """Return the length in pixels of a distance in kilometres at a latitude."""
        shrink = max(float(np.cos(np.radians(lat))), 0.05)
        return distance / (EARTH_KM * shrink) * self.world


def _placed(centre: tuple[float, float], zoom: float, size: tuple[int, int]) -> Frame:
    """Return a frame around a centre in the unit square, inside the world's top and bottom or around both."""
    width, height = size
    world = 256 * 2**zoom
    left = centre[0] * world - width / 2
    first, last = sorted((0, world - height))
    top = min(max(centre[1] * world - height / 2, first), last)
    return Frame(width, height, zoom, left, top)


def frame_of(view: Mapping[str, Any] | None, size: tuple[int, int]) -> Frame:
    """Return the frame for a document's view: `{bounds, max_zoom}`, `{center, zoom}`, or None for the world.

    Parameters
    ----------
    view
        `bounds` is [west, south, east, north] in degrees, unwrapped (east may pass 180);
        `center` is [lon, lat].
    size
        Width and height in pixels.
    """
    across, filled = log2(size[0] / 256), log2(max(size) / 256)
    if view and view.get("center"):
        lon, lat = view["center"]
        zoom = float(view.get("zoom", 4)) + min(0.0, log2(size[0] / AUTHOR_WIDTH))
        return _placed((unit_x(lon), unit_y(lat)), max(min(zoom, CLOSEST), across), size)
    bounds = (view or {}).get("bounds")
    west, south, east, north = bounds or WORLD
    x0, x1, y0, y1 = unit_x(west), unit_x(east), unit_y(north), unit_y(south)
    sides = max(x1 - x0, 1e-7), max(y1 - y0, 1e-7)
    margins = [min(margin, _MOST_MARGIN * side) for margin, side in zip(MARGIN, size, strict=True)]
    zoom = min(_fitting(sides, size, margins), float((view or {}).get("max_zoom") or 9), CLOSEST)
    # The world fills the picture, but never at the price of a place.
    least = min(filled, _fitting(sides, size, (_EDGE, _EDGE))) if bounds else across
    return _placed(((x0 + x1) / 2, (y0 + y1) / 2), max(zoom, least), size)


def _fitting(sides: Sequence[float], size: Sequence[int], margins: Sequence[float]) -> float:
    """Return the zoom at which something with these sides in the unit square fits between the margins."""
    spans = zip(sides, size, margins, strict=True)
    return log2(min((free - 2 * margin) / side for side, free, margin in spans) / 256)
