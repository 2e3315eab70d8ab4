"""The lines of longitude and latitude, each with its name."""

import math
from typing import Any

from babel.numbers import format_decimal

from storymap.document.map_text import locale_of
from storymap.languages import translation

_STEPS = (30.0, 20.0, 15.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1)
_LINES = 8
_LAST = 80.0


def step_for(width: float) -> float:
    """Return the distance of lines that gives about eight over `width` degrees."""
    return next((step for step in _STEPS if width / step >= _LINES), _STEPS[-1])


def graticule(step: float, box: tuple[float, float, float, float], language: str) -> list[dict[str, Any]]:
    """Return meridians and parallels as features with a `name` such as "20° N".

    Lines nearer than 2° are drawn around the box `(west, south, east, north)` only, else over the world.
    """
    west, south, east, north = (-180.0, -_LAST, 180.0, _LAST)
    if step < 2:
        west, south, east, north = box[0] - 10, max(box[1] - 10, -_LAST), box[2] + 10, min(box[3] + 10, _LAST)
    lines = [
        _line([[lon, south], [lon, north]], _name((lon + 180) % 360 - 180, "lon", language))
        for lon in _multiples(west, east, step)
        if lon > west or step < 2
    ]
    return lines + [
        _line([[west, lat], [east, lat]], _name(lat, "lat", language))
        for lat in _multiples(south, north, step)
    ]


def _multiples(low: float, high: float, step: float) -> list[float]:
    first, last = math.ceil(low / step), math.floor(high / step)
    return [round(index * step, 6) for index in range(first, last + 1)]


def _line(coordinates: list[list[float]], name: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": coordinates},
        "properties": {"name": name},
    }


def _name(value: float, axis: str, language: str) -> str:
    _ = translation(language).gettext
    letters = (_("N"), _("S")) if axis == "lat" else (_("E"), _("W"))
    degrees = format_decimal(abs(round(value, 4)), locale=locale_of(language))
    if value == 0 or abs(value) == 180:
        return f"{degrees}°"
    return f"{degrees}° {letters[0] if value > 0 else letters[1]}"
