"""How far the layers of a chapter reach, for chapters that don't say what their map shows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from branca.element import Element
from folium.plugins import HeatMapWithTime, TimeSliderChoropleth
from folium.utilities import get_bounds

from storymap.render.folium.frames import in_degrees

_LEAST = 0.1
"""Degrees of a map around a single point."""

Box = tuple[float, float, float, float]


@dataclass
class Reach:
    """The box around what was added to a chapter so far, and the view that was written for it."""

    box: Box | None = None
    view: dict[str, list[float]] | None = None

    def widen(self, layer: Any) -> None:
        """Take a layer of folium or a GeoDataFrame in."""
        box = _of_element(layer) if isinstance(layer, Element) else _finite(in_degrees(layer).total_bounds)
        if box is not None:
            self.box = box if self.box is None else _around(self.box, box)

    def wanted(self) -> dict[str, list[float]] | None:
        """Return the view that shows all of it, None when there is nothing with a place."""
        if self.box is None:
            return None
        west, south, east, north = self.box
        wide, high = (max(0.0, (_LEAST - span) / 2) for span in (east - west, north - south))
        edges = (west - wide, max(south - high, -90), east + wide, min(north + high, 90))
        return {"bounds": [round(edge, 5) for edge in edges]}


def _of_element(layer: Element) -> Box | None:
    try:
        (south, west), (north, east) = _corners(layer)
    except (LookupError, TypeError, ValueError):  # folium doesn't know them of every layer
        return None
    return _finite((west, south, east, north))


def _corners(layer: Element) -> Any:
    """Return the least and the greatest latitude and longitude."""
    if isinstance(layer, HeatMapWithTime):
        return get_bounds([spot[:2] for frame in layer.data for spot in frame])
    if isinstance(layer, TimeSliderChoropleth):
        return get_bounds(layer.data, lonlat=True)
    return layer.get_bounds()


def _finite(edges: Iterable[Any]) -> Box | None:
    found = [edge for edge in edges if edge is not None and math.isfinite(edge)]
    return (float(found[0]), float(found[1]), float(found[2]), float(found[3])) if len(found) == 4 else None


def _around(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
