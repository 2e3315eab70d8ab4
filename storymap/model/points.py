"""Very many points as columns: a FeatureCollection that has no feature for each until somebody asks."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from storymap.model.shape_text import ShapeText

MANY_POINTS = 2000
"""From this many on, points of a layer are kept in columns."""


@dataclass(frozen=True, eq=False)
class PointTable(Mapping[str, Any]):
    """Points by columns; read as a mapping it is the GeoJSON FeatureCollection of the same features.

    `lons` and `lats` are degrees in doubles (`array("d")`); each of `columns` has a property's value for
    every point, None where a point has none.
    """

    lons: array[float]
    lats: array[float]
    columns: Mapping[str, Sequence[Any]]

    @property
    def count(self) -> int:
        """How many points there are."""
        return len(self.lons)

    def column(self, name: str) -> Sequence[Any]:
        """Return a property's values, None for every point when there is no such property."""
        return self.columns[name] if name in self.columns else [None] * self.count

    @cached_property
    def _features(self) -> list[dict[str, Any]]:
        names = list(self.columns)
        rows = zip(*self.columns.values(), strict=True) if names else ((),) * self.count
        return [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": dict(zip(names, row, strict=True)),
            }
            for lon, lat, row in zip(self.lons, self.lats, rows, strict=True)
        ]

    def __getitem__(self, key: str) -> Any:
        """Return `type` or `features`, as GeoJSON has them."""
        if key == "type":
            return "FeatureCollection"
        if key == "features":
            return self._features
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        """Yield the members of a FeatureCollection."""
        return iter(("type", "features"))

    def __len__(self) -> int:
        """Return how many members there are."""
        return 2


def in_columns(features: Sequence[Mapping[str, Any]]) -> PointTable | None:
    """Return many features as columns; None when there are few, or one of them is no plain point."""
    if len(features) < MANY_POINTS:
        return None
    lons, lats = array("d"), array("d")
    columns: dict[str, list[Any]] = {}
    for number, feature in enumerate(features):
        geometry = feature.get("geometry")
        if not geometry or geometry["type"] != "Point":
            return None
        lon, lat, *_ = _position(geometry)
        lons.append(lon)
        lats.append(lat)
        for name, value in (feature.get("properties") or {}).items():
            column = columns.setdefault(name, [])
            column.extend([None] * (number - len(column)))
            column.append(value)
    for column in columns.values():
        column.extend([None] * (len(features) - len(column)))
    return PointTable(lons, lats, columns)


def _position(point: Mapping[str, Any]) -> Sequence[float]:
    position: Sequence[float] = (point.box if isinstance(point, ShapeText) else None) or point["coordinates"]
    return position
