"""In which areas points lie, found in batches of one size, so that memory does not grow with the points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from storymap.tiles.events.sedona import SedonaJoin, installed

BATCH = 250_000

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


class Areas:
    """Polygons with an index; the same pairs as `geopandas.sjoin(points, areas, predicate="intersects")`."""

    def __init__(self, shapes: Sequence[shapely.Geometry], *, sedona: bool = True) -> None:
        """Build the index over the polygons; a None is never hit. `sedona` allows SedonaDB, if installed."""
        self.shapes = np.asarray(shapes, dtype=object)
        self._sedona = SedonaJoin(self.shapes) if sedona and installed() else None
        if self._sedona is None:
            shapely.prepare(self.shapes)
            self._tree = shapely.STRtree(self.shapes)

    def __reduce__(self) -> tuple[Any, ...]:
        """Send the shapes alone to another process, which builds an index of its own."""
        return partial(Areas, sedona=self._sedona is not None), (self.shapes,)

    def pairs(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Pairs:
        """Return the numbers of points and areas that touch, sorted by point, then by area."""
        points, areas = [], []
        for begin in range(0, len(lon), BATCH):
            at, area = self._touching(lon[begin : begin + BATCH], lat[begin : begin + BATCH])
            order = np.argsort(at * len(self.shapes) + area)
            points.append(at[order] + begin)
            areas.append(area[order])
        nothing = np.zeros(0, np.int64)
        return (np.concatenate([nothing, *points]), np.concatenate([nothing, *areas]))

    def _touching(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Pairs:
        """Return the pairs of one batch, in any order."""
        if self._sedona is not None:
            return self._sedona.pairs(lon, lat)
        at, area = self._tree.query(shapely.points(lon, lat), predicate="intersects")
        return at, area

    def first(self, count: int, pairs: Pairs) -> NDArray[np.int32]:
        """Return for each of `count` points the first area that it lies in, -1 for none."""
        found = np.full(count, -1, np.int32)
        points, areas = pairs
        at, index = np.unique(points, return_index=True)
        found[at] = areas[index]
        return found
