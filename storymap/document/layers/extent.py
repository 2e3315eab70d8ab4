"""How far a layer reaches: what a map shows where a chapter names no site."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from storymap.document.layers.warp import warp
from storymap.document.spans import Box
from storymap.model import Layer
from storymap.model.points import PointTable
from storymap.model.shape_text import ShapeText


def extent(layer: Layer) -> Box | None:
    """Return the box around a layer's features or picture, None when it has no place of its own."""
    corners: list[Box] = []
    if layer.overlay is not None:
        bent = warp(layer.overlay)
        rings: list[Sequence[Sequence[float]]] = [bent.mesh] if bent else []
    elif isinstance(layer.data, PointTable):
        rings = [list(zip(layer.data.lons, layer.data.lats, strict=True))]
    else:
        shapes = [feature["geometry"] for feature in layer.data["features"] if feature.get("geometry")]
        corners = [shape.box for shape in shapes if isinstance(shape, ShapeText) and shape.box]
        rings = [ring for shape in shapes if not getattr(shape, "box", None) for ring in _rings(shape)]
    corners += [
        (min(xs), min(ys), max(xs), max(ys)) for xs, ys, *_ in (zip(*ring, strict=False) for ring in rings)
    ]
    if not corners:
        return None
    west, south, east, north = zip(*corners, strict=True)
    return (float(min(west)), float(min(south)), float(max(east)), float(max(north)))


def _rings(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    """Yield lists of positions: a layer may have millions of them, which are looked at list by list."""
    waiting = [geometry.get("coordinates") or []]
    while waiting:
        part = waiting.pop()
        if part and isinstance(part[0], int | float):
            yield [part]
        elif part and part[0] and isinstance(part[0][0], int | float):
            yield part
        else:
            waiting.extend(part)
