"""Points in areas by SedonaDB, where the extra `sedona` is installed: the same pairs in less time."""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

_JOIN = """
SELECT p.point, a.area
FROM (SELECT point, ST_Point(x, y) AS shape FROM points) p
JOIN (SELECT area, ST_GeomFromWKB(shape) AS shape FROM areas) a ON ST_Intersects(p.shape, a.shape)
"""


_AROUND = 1e-6
"""Degrees by which the box of a shape is wider than the shape, so that it is an area."""


def installed() -> bool:
    """Whether SedonaDB is there."""
    return importlib.util.find_spec("sedonadb") is not None


class SedonaJoin:
    """Areas in a SedonaDB of this process.

    What lies in an area that crosses itself is a matter of opinion: of such areas, and of lines and points,
    SedonaDB looks at the box, and GEOS at the points in it.
    """

    def __init__(self, shapes: NDArray[np.object_]) -> None:
        """Hand over the areas; a None, or one without any point, is never hit."""
        import sedonadb

        kinds = shapely.get_type_id(shapes)
        sure = (kinds == shapely.GeometryType.POLYGON) | (kinds == shapely.GeometryType.MULTIPOLYGON)
        sure &= shapely.is_valid(shapes)
        self._odd = ~sure
        self._shapes = shapes
        there = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
        west, south, east, north = shapely.bounds(shapes[there]).T
        boxes = shapely.box(west - _AROUND, south - _AROUND, east + _AROUND, north + _AROUND)
        given = np.where(sure[there], shapes[there], boxes)
        self._base: Any = sedonadb.connect()
        table = {"area": there, "shape": pa.array(shapely.to_wkb(given), pa.binary())}
        self._base.create_data_frame(pa.table(table)).to_view("areas")
        shapely.prepare(shapes[self._odd])

    def pairs(
        self, lon: NDArray[np.float64], lat: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the numbers of points and areas that touch, in any order."""
        points = pa.table({"point": np.arange(len(lon)), "x": lon, "y": lat})
        self._base.create_data_frame(points).to_view("points", overwrite=True)
        found = pa.table(self._base.sql(_JOIN))
        at, area = found["point"].to_numpy(), found["area"].to_numpy()
        kept = np.ones(len(at), bool)
        unsure = np.flatnonzero(self._odd[area])
        there = shapely.points(lon[at[unsure]], lat[at[unsure]])
        kept[unsure] = shapely.intersects(self._shapes[area[unsure]], there)
        return at[kept], area[kept]
