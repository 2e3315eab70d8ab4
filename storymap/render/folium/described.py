"""Layers of folium in words: what is drawn, and a table of the names and values that the objects hold."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import folium
import nh3
from branca.element import Element, Html
from folium.map import Popup, Tooltip
from folium.plugins import (
    GroupedLayerControl,
    OverlappingMarkerSpiderfier,
    TagFilterButton,
    TimelineSlider,
    TreeLayerControl,
)

from storymap.languages import translation
from storymap.render.folium.carried import tree
from storymap.render.folium.framed import framed_html, frames_of
from storymap.render.folium.held import features_of
from storymap.render.folium.patterns import KINDS
from storymap.render.folium.sentences import sentences
from storymap.render.folium.times import span_in_words
from storymap.render.layer_text import LayerText

MOST_ROWS = 300
MOST_COLUMNS = 8
_POINTS = (folium.map.Marker, folium.CircleMarker, folium.Circle)
_NO_LAYERS = (
    folium.LayerControl, folium.Control, folium.LatLngPopup, folium.ClickForMarker, folium.ClickForLatLng,
    folium.map.CustomPane, TimelineSlider, TreeLayerControl, GroupedLayerControl, TagFilterButton,
    OverlappingMarkerSpiderfier, *KINDS,
)  # fmt: skip
"""What stands on the map, or waits for a click, and shows nothing of the world."""
_DRAWING = frozenset({"style", "icon", "iconstyle", "times", "popup", "tooltip", "highlight", "coordTimes"})


def described(
    layers: Mapping[str | None, Sequence[Element]], language: str, names: Mapping[Element, str]
) -> dict[str | None, list[LayerText]]:
    """Return the layers of each chapter in words; those of None are on in every chapter.

    `names` are those that layers were given when they were added.
    """
    return {
        chapter: [
            layer_text(one, language, names.get(one, "")) for one in elements
            if not isinstance(one, _NO_LAYERS)
        ]
        for chapter, elements in layers.items()
    }  # fmt: skip


def layer_text(element: Element, language: str, name: str = "") -> LayerText:
    """Return a layer in words: its name, what is drawn, its scale, and a table of features or of markers."""
    _ = translation(language).gettext
    parts = list(tree(element))
    features = [feature for one in parts for feature in features_of(one)]
    marks = [one for one in parts if isinstance(one, _POINTS) and one.location is not None]
    said = [*sentences(parts, features, marks, language)]
    if not said:
        said = [_("The map shows this layer; it has no values that could be told.")]
    columns, rows = _of_features(features, language) if features else ([], [])
    if not rows and marks:
        columns = [_("Name"), _("Latitude"), _("Longitude")]
        rows = [[_words(one), *(f"{part:.5g}" for part in one.location or ())] for one in marks]
    return LayerText(
        title=name or _name(element) or _("A layer on the map"),
        text=" ".join(said),
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows[:MOST_ROWS]),
        more=max(0, len(rows) - MOST_ROWS),
    )


def _of_features(
    features: Sequence[Mapping[str, Any]], language: str
) -> tuple[list[str], list[list[str]]]:
    """Return the columns and rows of the properties that hold plain values, and the times of each."""
    properties = [feature.get("properties") or {} for feature in features]
    names = dict.fromkeys(
        name for row in properties for name, value in row.items()
        if isinstance(value, str | int | float) and name not in _DRAWING
    )  # fmt: skip
    columns = list(names)[:MOST_COLUMNS]
    cells = [[_plain(row.get(name)) for name in columns] for row in properties]
    times = [span_in_words([feature], language) for feature in features]
    if any(times):
        columns = [*columns, translation(language).gettext("Date")]
        cells = [[*row, time] for row, time in zip(cells, times, strict=True)]
    return columns, [row for row in cells if any(row)]


def _plain(value: Any) -> str:
    return "" if value is None or isinstance(value, list | dict) else without_tags(str(value))


def _name(element: Element) -> str:
    name = str(getattr(element, "layer_name", None) or "")
    return "" if element._id in name else without_tags(name)


def _words(mark: Element) -> str:
    """Return what a marker's tooltip, popup or title says."""
    found = [str(one.text) for one in mark._children.values() if isinstance(one, Tooltip)]
    for one in mark._children.values():
        if isinstance(one, Popup):
            found += [part.data for part in one.html._children.values() if isinstance(part, Html)]
            found += [framed_html(frame) for _, frame in frames_of(one)]
    title = getattr(mark, "options", {}).get("title")
    texts = [text for one in [*found, title] if one and (text := without_tags(str(one)))]
    return texts[0] if texts else ""


def without_tags(text: str) -> str:
    """Return the text that a browser would show of a piece of HTML."""
    return html.unescape(nh3.clean(text.replace("\\`", "`"), tags=set())).strip()
