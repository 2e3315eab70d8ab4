"""A vector tile with less in it: what a reader of one story would not see the lack of."""

import gzip
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

import mapbox_vector_tile
import numpy as np
import shapely
from shapely.geometry import MultiLineString, shape
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


@lru_cache(maxsize=512)
def slim_tile(data: bytes, zoom: int, languages: tuple[str, ...]) -> bytes:
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
        scaled = _scaled([feature for feature in layer["features"] if _due(name, feature, zoom)], scale)
        slim.append({"name": name, "features": list(_features(name, scaled, languages))})
    made = mapbox_vector_tile.encode(slim, default_options={"extents": _SIDE, "y_coord_down": True})
    return bytes(made)


def _due(name: str, feature: dict[str, Any], zoom: int) -> bool:
    """Whether a feature is shown at a zoom: names may come later."""
    latest = zoom + (_NEARER if zoom < _LAST else _NEAREST)
    return bool(name != _PLACES or feature["properties"].get("min_zoom", 0) <= latest)


def _scaled(features: list[dict[str, Any]], scale: float) -> list[dict[str, Any]]:
    shapes = np.empty(len(features), object)
    shapes[:] = [_shape(feature["geometry"]) for feature in features]
    grown: np.ndarray = shapely.transform(shapes, lambda points: points * scale)
    return [
        _feature(geometry, feature["properties"]) for geometry, feature in zip(grown, features, strict=True)
    ]


def _shape(geometry: dict[str, Any]) -> BaseGeometry:
    """Return a geometry; of lines there are so many that shapely makes them all at once."""
    if geometry["type"] != "MultiLineString":
        return shape(geometry)
    lines = geometry["coordinates"]
    of_line = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    made: Any = shapely.linestrings(np.array([*chain.from_iterable(lines)], float), indices=of_line)
    return MultiLineString(list(np.atleast_1d(made)))


def _features(
    name: str, features: list[dict[str, Any]], languages: Collection[str]
) -> Iterator[dict[str, Any]]:
    if name == _PLACES:
        kept = _OF_PLACES | {f"name:{tag}" for tag in languages}
        for feature in features:
            yield _feature(feature["geometry"], _known(feature["properties"], kept))
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
