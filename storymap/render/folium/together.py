"""Layers of folium that go with others: a part of a group, a text on a line, a control that lists layers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import folium
from branca.element import Element
from folium.plugins import GroupedLayerControl, OverlappingMarkerSpiderfier

from storymap.render.folium.carried import tree

_NO_LAYERS = ("_parent", "data", "styledict")
"""What an element holds besides layers: the map that it is on, and data, which may be long."""

LISTS = (folium.LayerControl, GroupedLayerControl, OverlappingMarkerSpiderfier)
"""What goes with layers that were added before it, and holds none."""

_OF_ALL = (folium.LayerControl, OverlappingMarkerSpiderfier)

Layers = Mapping[str | None, Sequence[Element]]


def needed(element: Element, text: str, there: Sequence[Element]) -> list[Element]:
    """Return the layers that a layer's script names and that are no part of it.

    `there` are those that were added before it, which a control of layers lists.
    """
    if isinstance(element, folium.LayerControl):
        named = {*element.base_layers.values(), *element.overlays.values()}
        return [one for one in there if one.get_name() in named]
    if isinstance(element, GroupedLayerControl):
        grouped = {name for layers in element.grouped_overlays.values() for name in layers.values()}
        parts = [one for layer in there for one in tree(layer) if one.get_name() in grouped]
        return parts if len(parts) == len(grouped) else []
    own = set(tree(element))
    found = [
        value for one in own for key, held in vars(one).items() if key not in _NO_LAYERS
        for value in _elements(held)
    ]  # fmt: skip
    return [
        value for value in dict.fromkeys(found)
        if value not in own and not isinstance(value, folium.Map)
        and re.search(rf"\b{value.get_name()}\b", text)
    ]  # fmt: skip


def _elements(value: object) -> Iterator[Element]:
    """Yield the layers in a value, such as those of a tree."""
    if isinstance(value, Element):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _elements(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _elements(part)


def take_up(element: Element, there: Sequence[Element]) -> None:
    """Let what spreads markers find those that were added before it."""
    if isinstance(element, OverlappingMarkerSpiderfier):
        element.markers = [one for layer in there for one in tree(layer) if isinstance(one, folium.Marker)]


def with_controls(layers: Layers) -> dict[str | None, list[Element]]:
    """Return the layers, those of all chapters first; a control of layers is in each chapter with layers."""
    everywhere = layers.get(None, ())
    chapters = {chapter: list(there) for chapter, there in layers.items() if chapter is not None}
    controls = [one for one in everywhere if isinstance(one, _OF_ALL) and chapters]
    found: dict[str | None, list[Element]] = {None: [one for one in everywhere if one not in controls]}
    return found | {chapter: [*there, *controls] for chapter, there in chapters.items()}
