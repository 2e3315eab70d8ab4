"""The basemap of a story that is one file: few tiles, the coarse ones of the whole world first."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from storymap.paths import geodata_dir
from storymap.tiles import Box, Tile, pack_tiles, slim_tile, tiles_of

_FRAME = (1000, 800)
"""Pixels of the map on a laptop; the tiles are those that it shows there."""
_FINEST = 7
_WORLD = 1
_NEAR = 0.5
"""Degrees around a place that a reader may look at closely."""

_MERCATOR = 85.0511287798066
_WHOLE = (-180.0, -_MERCATOR, 180.0, _MERCATOR)


def pack_ground(documents: Sequence[Mapping[str, Any]], most: int) -> bytes:
    """Return the tiles that the chapters of a story show, with names in the languages of the documents.

    What doesn't fit into `most` bytes, compressed, is drawn from the coarser tile above it.
    """
    languages = tuple(document["language"].split("-")[0] for document in documents)
    return pack_tiles(
        geodata_dir() / "basemap" / "world.pmtiles", list(_wanted(documents[0])),
        change=lambda tile, data: slim_tile(data, tile[0], languages), most=most,
    )  # fmt: skip


def _wanted(document: Mapping[str, Any]) -> Iterator[Tile]:
    """Yield the tiles by zoom: the whole world, each view down to its own zoom; then each place from near."""
    frames = [_framed(view) for view in _views(document)]
    for zoom in range(_FINEST + 1):
        shown = [box for box, finest in frames if zoom <= finest]
        yield from _touched([_WHOLE] if zoom <= _WORLD else shown, zoom)
    around = [(lon - _NEAR, lat - _NEAR, lon + _NEAR, lat + _NEAR) for lon, lat in _places(document)]
    for zoom in range(_WORLD + 1, _FINEST + 1):
        yield from _touched(around, zoom)


def _touched(boxes: Sequence[Box], zoom: int) -> Iterator[Tile]:
    for x0, y0, x1, y1 in sorted(tiles_of(boxes, zoom)):
        yield from ((zoom, x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1))


def _places(document: Mapping[str, Any]) -> list[tuple[float, float]]:
    centres = (site["properties"]["centre"] for site in document["sites"]["features"])
    return sorted((lon, lat) for lon, lat in filter(None, centres))


def _views(document: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """Yield the views of the cover and of each chapter."""
    yield {"bounds": document["bounds"]}
    yield from (chapter["view"] for chapter in document["chapters"])


def _framed(view: Mapping[str, Any]) -> tuple[Box, int]:
    """Return what a map of `_FRAME` shows of a view, and the zoom of the tiles that it is drawn from."""
    width, height = _FRAME
    if "bounds" in view:
        west, south, east, north = view["bounds"]
        x, y = (west + east) / 2, (_northing(south) + _northing(north)) / 2
        wide = max((east - west) / 360, 1e-9)
        high = max(_northing(north) - _northing(south), 1e-9)
        zoom = min(math.log2(width / 256 / wide), math.log2(height / 256 / high), view.get("max_zoom") or 18)
    else:
        (x, lat), zoom = view["center"], view["zoom"]
        y = _northing(lat)
    units = 256 * 2**zoom
    half_x, half_y = width / units * 180, height / units / 2
    box = (x - half_x, _latitude(y - half_y), x + half_x, _latitude(y + half_y))
    return box, max(0, min(_FINEST, round(zoom) - 1))


def _northing(lat: float) -> float:
    """Return the distance from the equator in worlds, north positive (spherical Mercator, EPSG:3857)."""
    lat = max(-_MERCATOR, min(_MERCATOR, lat))
    return math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)


def _latitude(northing: float) -> float:
    return math.degrees(math.atan(math.sinh(2 * math.pi * max(-0.5, min(0.5, northing)))))
