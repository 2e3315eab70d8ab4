"""Shapes of a large file as GeoJSON texts: lists of their positions exist while somebody looks at one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

Box = tuple[float, float, float, float]


class ShapeText(Mapping[str, Any]):
    """A GeoJSON geometry that stands in a text; read as a mapping it is the geometry itself.

    `kind` is its GeoJSON type, `box` is west, south, east and north, None when they aren't known. The text
    is a part of `data`, from `start` to `end`, in UTF-8.
    """

    __slots__ = ("_data", "_end", "_start", "box", "kind")

    def __init__(self, data: bytes, start: int, end: int, kind: str, box: Box | None) -> None:
        self._data, self._start, self._end, self.kind, self.box = data, start, end, kind, box

    @property
    def text(self) -> str:
        """The geometry as GeoJSON."""
        return self._data[self._start : self._end].decode()

    def __getitem__(self, key: str) -> Any:
        """Return `type` or `coordinates`, which are read anew each time."""
        if key == "type":
            return self.kind
        if key == "coordinates":
            return json.loads(self.text)["coordinates"]
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        """Yield the members of a geometry."""
        return iter(("type", "coordinates"))

    def __len__(self) -> int:
        """Return how many members there are."""
        return 2


def text_of(geometry: Mapping[str, Any]) -> str:
    """Return a geometry as GeoJSON."""
    return geometry.text if isinstance(geometry, ShapeText) else json.dumps(geometry, separators=(",", ":"))
