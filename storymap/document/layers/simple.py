"""Shapes are made as simple as the deepest view that shows them needs, and their numbers as short."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from storymap.model.shape_text import text_of
from storymap.storage.kept import keep, name_of, recall

FEW_POSITIONS = 3000
"""A layer with fewer positions stays as it is."""

WIDEST = 1600
"""Pixels of the widest map that a view is expected to fill."""

_CLOSER = 1.0
_SHARP = 0.5


def tolerance(views: Iterable[Mapping[str, Any]]) -> float:
    """Return half a pixel in degrees, one zoom level closer than the deepest of the views."""
    zooms = [_zoom(view) for view in views]
    return _SHARP * 360 / (256 * 2 ** (max(zooms, default=8.0) + _CLOSER))


def _zoom(view: Mapping[str, Any]) -> float:
    if "zoom" in view:
        return float(view["zoom"])
    west, _, east, _ = view["bounds"]
    return min(float(view["max_zoom"]), math.log2(WIDEST * 360 / (256 * max(east - west, 1e-6))))


def simplified_once(
    features: Sequence[Mapping[str, Any]], degrees: float, shapes: str
) -> list[dict[str, Any]]:
    """Return the features as `simplified` does; shapes that have a name are kept: this is done once."""
    if not shapes:
        return simplified(features, degrees)
    name = name_of(b"", shapes, str(degrees), str(len(features)))
    known = recall(name, json.loads)
    if known is None or len(known) != len(features):
        geometries = [feature["geometry"] for feature in simplified(features, degrees)]
        plain = [dict(shape) if shape else None for shape in geometries]
        known = keep(name, json.dumps(plain, separators=(",", ":")).encode(), json.loads)
    return [{**feature, "geometry": shape} for feature, shape in zip(features, known, strict=True)]


def simplified(features: Sequence[Mapping[str, Any]], degrees: float) -> list[dict[str, Any]]:
    """Return the features with shapes that differ by less than `degrees`.

    Areas that share borders still do: they are simplified as a coverage (GEOS). Positions have as many
    decimals as `degrees` asks for.
    """
    kept = [dict(feature) for feature in features]
    drawn = [feature for feature in kept if feature.get("geometry")]
    if sum(_positions(feature["geometry"].get("coordinates")) for feature in drawn) < FEW_POSITIONS:
        return kept
    decimals = min(max(math.ceil(-math.log10(degrees)), 2), 6)
    if all(feature["geometry"]["type"] == "Point" for feature in drawn):
        for feature in drawn:
            lon, lat = feature["geometry"]["coordinates"][:2]
            position = [round(lon, decimals), round(lat, decimals)]
            feature["geometry"] = {"type": "Point", "coordinates": position}
        return kept
    import numpy as np
    import shapely

    shapes = shapely.from_geojson([text_of(feature["geometry"]) for feature in drawn])
    lines = shapely.get_dimensions(shapes) > 0
    areas = shapely.get_dimensions(shapes) == 2
    if areas.all() and shapely.coverage_is_valid(shapes):
        shapes = shapely.coverage_simplify(shapes, degrees)
    elif lines.any():
        shapes[lines] = shapely.simplify(shapes[lines], degrees, preserve_topology=True)
    shapes = shapely.transform(shapes, lambda points: np.round(points, decimals))
    for feature, text in zip(drawn, shapely.to_geojson(shapes), strict=True):
        feature["geometry"] = json.loads(text)
    return kept


def _positions(coordinates: Any) -> int:
    if not isinstance(coordinates, list | tuple) or not coordinates:
        return 0
    if isinstance(coordinates[0], int | float):
        return 1
    return sum(_positions(part) for part in coordinates)
