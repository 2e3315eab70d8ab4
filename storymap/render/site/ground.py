"""The basemap of a static site: the shipped tiles, cut to what its stories show."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from storymap.paths import geodata_dir
from storymap.tiles import Box, cut_archive, tile_box, tiles_of

WORLD_ZOOM = 4
"""Down to this zoom the whole world comes along, so that a reader who looks around never leaves the map."""

CELL_ZOOM = 5
"""Fine tiles come along by whole tiles of this zoom, 11 degrees wide."""

_FRAME = (1600, 1000)
_MARGIN = 0.5


def cut_ground(documents: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the shipped basemap with fine tiles around the views and places of the documents alone.

    It is cut along whole tiles of `CELL_ZOOM`: a view that moves a little changes no byte, so that the pages
    of all other stories, which name the archive by its hash, stay as they are.
    """
    cells = {
        (x, y)
        for document in documents
        for x0, y0, x1, y1 in tiles_of(shown_boxes(document), CELL_ZOOM)
        for x in range(x0, x1 + 1)
        for y in range(y0, y1 + 1)
    }
    boxes = [_run(y, *run) for y in range(2**CELL_ZOOM) for run in _runs({x for x, row in cells if row == y})]
    return cut_archive(geodata_dir() / "basemap" / "world.pmtiles", boxes, world_zoom=WORLD_ZOOM)


def _runs(columns: set[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of neighbours: few long boxes are quicker to look through than many small ones."""
    for first in sorted(x for x in columns if x - 1 not in columns):
        yield first, next(x for x in range(first, 2**CELL_ZOOM) if x + 1 not in columns)


def _run(y: int, first: int, last: int) -> Box:
    west, south, _, north = tile_box(CELL_ZOOM, first, y)
    return (west, south, tile_box(CELL_ZOOM, last, y)[2], north)


def shown_boxes(document: Mapping[str, Any]) -> list[Box]:
    """Return what the chapters of a document show, each widened by half its size, and each place."""
    views = [_box(chapter["view"]) for chapter in document["chapters"]]
    sites = (site["properties"]["centre"] for site in document["sites"]["features"])
    around = [(lon - 0.7, lat - 0.7, lon + 0.7, lat + 0.7) for lon, lat in filter(None, sites)]
    return [_widened(view) for view in views] + [_rounded(box) for box in around]


def _box(view: Mapping[str, Any]) -> Box:
    """Return the bounds of a view; one with a centre is taken in a large frame."""
    if "bounds" in view:
        west, south, east, north = view["bounds"]
        return (west, south, east, north)
    lon, lat = view["center"]
    degrees = 360 / (256 * 2 ** view["zoom"])
    width, height = (side * degrees / 2 for side in _FRAME)
    height *= math.cos(math.radians(lat))
    return (lon - width, lat - height, lon + width, lat + height)


def _widened(box: Box) -> Box:
    west, south, east, north = box
    width, height = (east - west) % 360 or 360 * (east != west), north - south
    dx, dy = max(width * _MARGIN, 0.7), max(height * _MARGIN, 0.7)
    return _rounded((west - dx, south - dy, west + width + dx, north + dy))


def _rounded(box: Box) -> Box:
    west, south, east, north = (round(value, 3) for value in box)
    return (west, south, east, north)
