"""The shipped basemap's tiles, decoded once per process, as shapely geometry for one frame."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import Any

import mapbox_vector_tile
import numpy as np
import shapely
from pmtiles.reader import MemorySource
from shapely.geometry import LineString, MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry

from storymap.paths import geodata_dir
from storymap.render.picture_frame import Frame
from storymap.tiles import ArchiveReader

DATA_ZOOM = 7
BASEMAP = "basemap/world.pmtiles"


@dataclass(frozen=True)
class Item:
    """One feature of a tile: geometry in tile units (0 to `extent`), y south, and its attributes."""

    geometry: BaseGeometry
    properties: dict[str, Any]


def _scaled(geometry: BaseGeometry, factor: float, dx: float = 0.0, dy: float = 0.0) -> BaseGeometry:
    return shapely.transform(geometry, lambda points: points * factor + np.array([dx, dy]))


@lru_cache(maxsize=1)
def _archive() -> ArchiveReader:
    return ArchiveReader(MemorySource((geodata_dir() / BASEMAP).read_bytes()))


@lru_cache(maxsize=1024)
def _tile(zoom: int, column: int, row: int) -> dict[str, tuple[Item, ...]]:
    """Return a tile's features by layer, areas and lines cut to the tile (unit square, y south)."""
    data = _archive().get(zoom, column, row)
    if data is None:
        return {}
    decoded = mapbox_vector_tile.decode(gzip.decompress(data), default_options={"y_coord_down": True})
    unit = shapely.box(0, 0, 1, 1)
    layers = {}
    for name, layer in decoded.items():
        items = []
        for feature in layer["features"]:
            geometry = _scaled(shape(feature["geometry"]), 1 / layer["extent"])
            if name in ("earth", "water"):
                geometry = shapely.make_valid(geometry)
            geometry = shapely.intersection(geometry, unit)
            if not geometry.is_empty:
                items.append(Item(geometry, feature["properties"]))
        layers[name] = tuple(items)
    return layers


def data_zoom(frame: Frame) -> int:
    """Return the data zoom for a frame: one less than its zoom, as the browser draws it, at most 7."""
    return max(0, min(DATA_ZOOM, floor(frame.zoom + 0.5) - 1))


def _tiles(frame: Frame) -> Iterator[tuple[dict[str, tuple[Item, ...]], float, float, float]]:
    """Yield the tiles that touch a frame with their pixel corner and side; columns wrap around the world."""
    zoom = data_zoom(frame)
    count = 2**zoom
    side = frame.world / count
    rows = range(
        max(0, floor(frame.top / side)), min(count - 1, floor((frame.top + frame.height) / side)) + 1
    )
    first, _, last, _ = frame.box.bounds
    for column in range(floor((frame.left + first) / side), floor((frame.left + last) / side) + 1):
        for row in rows:
            yield _tile(zoom, column % count, row), column * side - frame.left, row * side - frame.top, side


def items(frame: Frame, layer: str) -> Iterator[Item]:
    """Yield a layer's features with geometry in the frame's pixels."""
    for tile, x, y, side in _tiles(frame):
        for item in tile.get(layer, ()):
            yield Item(_scaled(item.geometry, side, x, y), item.properties)


def area(frame: Frame, layer: str, smallest: float = 2.0) -> BaseGeometry:
    """Return a layer's areas as one, without the seams between tiles or specks below `smallest` px²."""
    parts = [shapely.intersection(item.geometry, frame.box) for item in items(frame, layer)]
    whole = shapely.simplify(shapely.union_all(shapely.set_precision(parts, 0.01)), 0.45)
    return MultiPolygon(
        [p for p in shapely.get_parts(whole) if isinstance(p, Polygon) and p.area >= smallest]
    )


def rounded(geometry: BaseGeometry) -> BaseGeometry:
    """Return lines with their corners cut twice (Chaikin 1974), for rivers beyond the data's zoom."""

    def round_off(line: BaseGeometry) -> BaseGeometry:
        points = shapely.get_coordinates(line)
        for _ in range(2):
            if len(points) < 3:
                break
            steps = np.diff(points, axis=0)
            cut = np.stack([points[:-1] + steps / 4, points[:-1] + steps * 3 / 4], axis=1).reshape(-1, 2)
            points = np.vstack([points[:1], cut[1:-1], points[-1:]])
        return LineString(points)

    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]
    return shapely.union_all([round_off(part) for part in parts])


def lines(frame: Frame, layer: str, wanted: Any) -> BaseGeometry:
    """Return those lines of a layer whose attributes `wanted` accepts, joined across tiles."""
    parts = [item.geometry for item in items(frame, layer) if wanted(item.properties)]
    return shapely.simplify(shapely.line_merge(frame.cut(shapely.union_all(parts))), 0.4)
