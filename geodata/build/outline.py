"""The small land outline that a map paints first, before any tile has come."""

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from build.shapes import NATURAL_EARTH, read

SCALE = 8192
MAX_LATITUDE = 85.0511
LAND_TOLERANCE = 0.32
SMALLEST_LAND, SMALLEST_LAKE = 0.16, 2.5
BUDGET = 10_000


def mercator(coordinates: np.ndarray) -> np.ndarray:
    """Project [lon, lat] degrees to whole units of a Web Mercator square (EPSG:3857), x east and y south."""
    lon, lat = coordinates[:, 0], np.clip(coordinates[:, 1], -MAX_LATITUDE, MAX_LATITUDE)
    x = (lon + 180) / 360
    y = 0.5 - np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) / (2 * np.pi)
    return np.clip(np.rint(np.column_stack([x, y]) * SCALE), 0, SCALE).astype(int)


def deltas(coordinates: np.ndarray) -> list[int]:
    """Return a ring as [x0, y0, dx, dy, …] without repeated points and without its closing point."""
    grid = mercator(coordinates)
    keep = np.r_[True, np.any(np.diff(grid, axis=0) != 0, axis=1)]
    grid = grid[keep]
    if len(grid) > 1 and (grid[0] == grid[-1]).all():
        grid = grid[:-1]
    if len(grid) < 3:
        return []
    steps = np.vstack([grid[:1], np.diff(grid, axis=0)])
    return [int(value) for value in steps.ravel()]


def _polygons(geometries: Iterable[BaseGeometry], smallest: float) -> list[Polygon]:
    """Return the polygons of at least `smallest` square degrees at their own latitude."""
    found = []
    for geometry in geometries:
        for part in shapely.get_parts(geometry):
            shrink = np.cos(np.radians(part.representative_point().y))
            if part.area * shrink >= smallest:
                found.append(
                    Polygon(
                        part.exterior, [hole for hole in part.interiors if Polygon(hole).area >= smallest]
                    )
                )
    return found


def _equal_area(coordinates: np.ndarray) -> np.ndarray:
    """Project degrees so that areas compare truly (Lambert's cylinder): no extra detail in the Arctic."""
    return np.column_stack([coordinates[:, 0], np.degrees(np.sin(np.radians(coordinates[:, 1])))])


def _from_equal_area(coordinates: np.ndarray) -> np.ndarray:
    sines = np.clip(np.radians(coordinates[:, 1]), -1, 1)
    return np.column_stack([coordinates[:, 0], np.degrees(np.arcsin(sines))])


def _rings(polygons: Iterable[Polygon], tolerance: float) -> Iterator[list[int]]:
    flat = shapely.transform(np.array(list(polygons)), _equal_area)
    simple = shapely.transform(shapely.coverage_simplify(flat, tolerance), _from_equal_area)
    for polygon in shapely.get_parts(simple):
        for ring in (polygon.exterior, *polygon.interiors):
            encoded = deltas(np.array(ring.coords))
            if encoded:
                yield encoded


def make_outline(naturalearth: Path) -> dict[str, Any]:
    """Return the outline: rings of land (even-odd fill) and lakes, delta-encoded; the tiles have borders."""
    root = naturalearth / NATURAL_EARTH
    land = _polygons(read(root, "physical/ne_50m_land").geometry, SMALLEST_LAND)
    frame = shapely.box(-180, -MAX_LATITUDE, 180, MAX_LATITUDE)
    land = _polygons([MultiPolygon([part]).intersection(frame) for part in land], SMALLEST_LAND)
    lakes = _polygons(read(root, "physical/ne_110m_lakes").geometry, SMALLEST_LAKE)
    return {
        "scale": SCALE,
        "rings": list(_rings(land, LAND_TOLERANCE)),
        "lakes": list(_rings(lakes, LAND_TOLERANCE)),
    }


def write_outline(naturalearth: Path, target: Path) -> dict[str, int]:
    """Write the outline as compact JSON and return how many shapes each list has.

    Raises
    ------
    ValueError
        When the file would need more than the 10 kB (gzip) that the first paint may cost.
    """
    outline = make_outline(naturalearth)
    text = json.dumps(outline, separators=(",", ":"))
    packed = len(gzip.compress(text.encode(), 9, mtime=0))
    if packed > BUDGET:
        raise ValueError(
            f"{target.name}: {packed:,} bytes gzip, the limit is {BUDGET:,}; raise the tolerances."
        )
    target.write_text(text + "\n", encoding="utf-8")
    return {name: len(shapes) for name, shapes in outline.items() if isinstance(shapes, list)}
