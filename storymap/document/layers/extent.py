"""How far a layer reaches: what a map shows where a chapter names no site."""

from collections.abc import Iterator, Mapping
from typing import Any

from storymap.document.layers.warp import warp
from storymap.document.spans import Box
from storymap.model import Layer


def extent(layer: Layer) -> Box | None:
    """Return the box around a layer's features or picture, None when it has no place of its own."""
    if layer.overlay is not None:
        bent = warp(layer.overlay)
        positions = [(lon, lat) for lon, lat in bent.mesh] if bent else []
    else:
        positions = [
            position
            for feature in layer.data["features"]
            if feature.get("geometry")
            for position in _positions(feature["geometry"])
        ]
    if not positions:
        return None
    lons, lats = [lon for lon, _ in positions], [lat for _, lat in positions]
    return (min(lons), min(lats), max(lons), max(lats))


def _positions(geometry: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
    waiting = [geometry.get("coordinates") or []]
    while waiting:
        part = waiting.pop()
        if part and isinstance(part[0], int | float):
            yield float(part[0]), float(part[1])
        else:
            waiting.extend(part)
