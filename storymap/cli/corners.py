"""Corners on the command line: two or four positions, `lon,lat`, between spaces."""

from __future__ import annotations

from typing import Any

import click

Position = tuple[float, float]


class Corners(click.ParamType):
    """The upper left and lower right corner of a picture, or all four from the upper left one, clockwise."""

    name = "corners"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the positions, `(lon, lat)` in degrees."""
        if not isinstance(value, str):
            return value
        found = tuple(self._position(words, param, ctx) for words in value.split())
        if len(found) not in (2, 4):
            self.fail(f"{len(found)} positions are given; give two (upper left, lower right) or all four, "
                      "each as LON,LAT, with spaces between them.", param, ctx)  # fmt: skip
        if len(set(found)) < len(found):
            self.fail("Two corners are the same position.", param, ctx)
        return found

    def _position(self, words: str, param: click.Parameter | None, ctx: click.Context | None) -> Position:
        try:
            lon, lat = map(float, words.split(","))
        except ValueError:
            self.fail(f"{words!r} is no position; write LON,LAT in degrees, as in 107.5,16.4.", param, ctx)
        if not (abs(lat) <= 90 and abs(lon) <= 360):
            swapped = "lat and lon look swapped; " if abs(lon) <= 90 and abs(lat) <= 360 else ""
            self.fail(f"{words} is not on Earth; {swapped}write LON,LAT.", param, ctx)
        return (lon, lat)


CORNERS = Corners()
