"""Flows between sites become curves, so that the way there and the way back lie side by side."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from storymap.document.places import Place

_BEND = 0.14
_POINTS = 20


def flow_features(
    features: Sequence[Mapping[str, Any]], places: Mapping[str, Place], language: str
) -> list[dict[str, Any]]:
    """Return the features with a geometry: those that name sites get a curve, and a name; lines stay.

    A flow whose sites aren't known, or have no coordinates, is left out; `layer_problems` names it.
    """
    found = []
    for feature in features:
        if feature.get("geometry"):
            found.append(dict(feature))
            continue
        ends = [places.get(str(feature["properties"].get(name))) for name in ("from", "to")]
        start, end = ends
        if start is None or end is None or start.centre is None or end.centre is None:
            continue
        names = [place.site.name.get(language) or place.site.id for place in (start, end)]
        properties = {"name": " → ".join(names), **feature["properties"]}
        line = curve(start.centre, end.centre)
        found.append({"type": "Feature", "geometry": {"type": "LineString", "coordinates": line},
                      "properties": properties})  # fmt: skip
    return found


def curve(start: tuple[float, float], end: tuple[float, float]) -> list[list[float]]:
    """Return a curve that bends to the right of the way, in degrees, unwrapped from its start on."""
    lon, lat = end
    lon += 360 * round((start[0] - lon) / 360)
    (x0, y0), (x1, y1) = (start[0], _stretched(start[1])), (lon, _stretched(lat))
    middle = ((x0 + x1) / 2 + (y1 - y0) * _BEND * 2, (y0 + y1) / 2 - (x1 - x0) * _BEND * 2)
    found = []
    for step in range(_POINTS + 1):
        t = step / _POINTS
        x = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * middle[0] + t**2 * x1
        y = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * middle[1] + t**2 * y1
        found.append([round(x, 4), round(math.degrees(math.atan(math.sinh(math.radians(y)))), 4)])
    return found


def _stretched(lat: float) -> float:
    """Return a latitude as Mercator stretches it, in degrees of the equator."""
    lat = min(max(lat, -85.0), 85.0)
    return math.degrees(math.asinh(math.tan(math.radians(lat))))
