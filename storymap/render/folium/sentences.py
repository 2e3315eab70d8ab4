"""Sentences of what a layer of folium draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import folium
from babel.numbers import format_decimal
from branca.colormap import ColorMap
from branca.element import Element
from folium.plugins import (
    AntPath,
    HeatMapWithTime,
    PolygonFromEncoded,
    PolyLineFromEncoded,
    PolyLineTextPath,
    TimeSliderChoropleth,
)

from storymap.document.map_text import locale_of
from storymap.languages import translation
from storymap.render.folium.times import span_in_words


def sentences(
    parts: Sequence[Element], features: Sequence[Mapping[str, Any]], marks: Sequence[Any], language: str
) -> Iterator[str]:
    """Yield what a layer draws, in words; `marks` are its single points."""
    t = translation(language)

    def counted(text: str, count: int) -> str:
        return text.format(n=format_decimal(count, locale=locale_of(language)))

    lines = sum(isinstance(one, folium.PolyLine | AntPath | PolyLineFromEncoded) for one in parts)
    areas = sum(isinstance(one, folium.Polygon | folium.Rectangle | PolygonFromEncoded) for one in parts)
    frames = [one for one in parts if isinstance(one, HeatMapWithTime)]
    glows = _count(parts, "HeatMap") + sum(len(frame) for one in frames for frame in one.data)
    gathered = _count(parts, "FastMarkerCluster")
    if shapes := len(features):
        yield counted(t.ngettext("{n} shape is drawn.", "{n} shapes are drawn.", shapes), shapes)
    for span in (span_in_words([*features, *_steps(parts)], language), *map(_names, frames)):
        if span:
            yield t.gettext("Time: {time}.").format(time=span)
    if found := len(marks) + gathered:
        yield counted(t.ngettext("{n} point is drawn.", "{n} points are drawn.", found), found)
    if lines:
        yield counted(t.ngettext("{n} line is drawn.", "{n} lines are drawn.", lines), lines)
    if areas:
        yield counted(t.ngettext("{n} area is drawn.", "{n} areas are drawn.", areas), areas)
    if glows:
        one, many = "The map glows at {n} point.", "The map glows where the {n} points are close together."
        yield counted(t.ngettext(one, many, glows), glows)
    for part in parts:
        if isinstance(part, folium.raster_layers.ImageOverlay):
            yield str(part.options.get("alt") or t.gettext("A picture is laid over the map."))
        elif isinstance(part, PolyLineTextPath):
            yield t.gettext("Along a line stands: {text}").format(text=str(part.text).strip())
        elif isinstance(part, ColorMap):
            low, high = (format_decimal(end, locale=locale_of(language)) for end in (part.vmin, part.vmax))
            words = t.gettext("The colours show {value}, from {low} to {high}.")
            yield words.format(value=part.caption or t.gettext("Value"), low=low, high=high)


def _count(parts: Sequence[Element], kind: str) -> int:
    """Return how many points the layers of a plugin hold."""
    return sum(len(getattr(one, "data", ())) for one in parts if type(one).__name__ == kind)


def _steps(parts: Sequence[Element]) -> Iterator[Mapping[str, Any]]:
    """Yield the times of areas whose colours change, which folium has in seconds."""
    for one in parts:
        if isinstance(one, TimeSliderChoropleth):
            seconds = [str(time) for time in one.timestamps]
            yield {"properties": {"times": [int(time) * 1000 for time in seconds if _is_whole(time)]}}


def _is_whole(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def _names(frames: HeatMapWithTime) -> str:
    """Return from what to what the names of some frames go."""
    names = [str(name) for name in frames.index]
    return " – ".join(dict.fromkeys([names[0], names[-1]])) if names else ""
