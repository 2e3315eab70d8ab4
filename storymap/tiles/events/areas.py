"""In which areas points lie, found in batches of one size, so that memory does not grow with the points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

BATCH = 250_000

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


class Areas:
    """Polygons with an index; the same pairs as `geopandas.sjoin(points, areas, predicate="intersects")`."""

    def __init__(self, shapes: Sequence[shapely.Geometry]) -> None:
        """Build the index over the polygons; a None is never hit."""
        self.shapes = np.asarray(shapes, dtype=object)
        shapely.prepare(self.shapes)
        self._tree = shapely.STRtree(self.shapes)

    def pairs(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Pairs:
        """Return the numbers of points and areas that touch, sorted by point, then by area."""
        points, areas = [], []
        for begin in range(0, len(lon), BATCH):
            batch = shapely.points(lon[begin : begin + BATCH], lat[begin : begin + BATCH])
            at, area = self._tree.query(batch, predicate="intersects")
            order = np.lexsort((area, at))
            points.append(at[order] + begin)
            areas.append(area[order])
        nothing = np.zeros(0, np.int64)
        return (np.concatenate([nothing, *points]), np.concatenate([nothing, *areas]))

    def first(self, count: int, pairs: Pairs) -> NDArray[np.int32]:
        """Return for each of `count` points the first area that it lies in, -1 for none."""
        found = np.full(count, -1, np.int32)
        points, areas = pairs
        at, index = np.unique(points, return_index=True)
        found[at] = areas[index]
        return found
