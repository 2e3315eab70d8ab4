"""A vector tile with less in it: what a reader of one story would not see the lack of."""

import gzip
from collections.abc import Collection, Iterator
from typing import Any

import mapbox_vector_tile
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

_AREAS = frozenset({"earth", "water"})
_PLACES = "places"
_OF_PLACES = frozenset({"kind", "rank", "capital", "country", "min_zoom", "name"})
_SIDE = 1024
"""Units that a slim tile measures: two for each pixel where it is drawn 512 pixels wide."""
_TOLERANCE = 2.0
_FROM_ZOOM = {"rivers": 2, "regions": 3}
"""Coarser tiles are drawn without these."""
_NEARER, _NEAREST, _LAST = 1.5, 3.5, 7
"""Names due at most so many zooms nearer than the tile are kept; the last zoom serves all nearer ones."""


def slim_tile(data: bytes, zoom: int, languages: Collection[str]) -> bytes:
    """Return a gzipped vector tile as a plain one with coarser lines, and names in some languages alone.

    Lines with the same attributes become one feature. The same tile gives the same bytes (Mapbox Vector Tile
    specification, version 2.1).
    """
    layers = mapbox_vector_tile.decode(gzip.decompress(data), default_options={"y_coord_down": True})
    slim = []
    for name, layer in layers.items():
        if zoom < _FROM_ZOOM.get(name, 0):
            continue
        scale = _SIDE / layer["extent"]
        scaled = [_scaled(feature, scale) for feature in layer["features"]]
        slim.append({"name": name, "features": list(_features(name, scaled, zoom, languages))})
    made = mapbox_vector_tile.encode(slim, default_options={"extents": _SIDE, "y_coord_down": True})
    return bytes(made)


def _scaled(feature: dict[str, Any], scale: float) -> dict[str, Any]:
    geometry = shapely.transform(shape(feature["geometry"]), lambda points: points * scale)
    return _feature(geometry, feature["properties"])


def _features(
    name: str, features: list[dict[str, Any]], zoom: int, languages: Collection[str]
) -> Iterator[dict[str, Any]]:
    if name == _PLACES:
        due = zoom + (_NEARER if zoom < _LAST else _NEAREST)
        kept = _OF_PLACES | {f"name:{tag}" for tag in languages}
        for feature in features:
            properties = feature["properties"]
            if properties.get("min_zoom", 0) <= due:
                yield _feature(feature["geometry"], _known(properties, kept))
        return
    alike: dict[tuple[tuple[str, Any], ...], list[BaseGeometry]] = {}
    for feature in features:
        key = tuple(sorted(feature["properties"].items()))
        alike.setdefault(key, []).append(feature["geometry"])
    for properties, geometries in alike.items():
        for geometry in _coarser(name, geometries):
            yield _feature(geometry, dict(properties))


def _known(properties: dict[str, Any], kept: Collection[str]) -> dict[str, Any]:
    """Return the attributes that are used; a country is asked for by its letters where it has no name."""
    return {
        key: value
        for key, value in properties.items()
        if key in kept and (key != "country" or properties.get("kind") == "country")
    }


def _coarser(name: str, geometries: list[BaseGeometry]) -> Iterator[BaseGeometry]:
    if name in _AREAS:
        for geometry in geometries:
            simple = shapely.simplify(geometry, _TOLERANCE)
            if simple.area >= 4 * _TOLERANCE**2:
                yield simple
        return
    joined = shapely.line_merge(shapely.union_all(geometries))
    simple = shapely.simplify(joined, _TOLERANCE)
    if not simple.is_empty:
        yield simple


def _feature(geometry: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    return {"geometry": geometry, "properties": properties}
