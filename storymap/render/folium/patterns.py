"""Fill patterns of areas, which only the style functions of a layer know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import folium
from branca.element import Element, MacroElement
from folium.plugins import CirclePattern, StripePattern

from storymap.render.folium.carried import tree

KINDS = (StripePattern, CirclePattern)
PART = "patterns"
"""The code that they need."""


def patterns_of(element: Element) -> list[MacroElement]:
    """Return the patterns with which a layer fills its areas, each once."""
    return list(dict.fromkeys(one for layer in tree(element) for one in _given(layer)))


@contextmanager
def with_patterns(element: Element) -> Iterator[list[MacroElement]]:
    """While it lasts, the layer's script makes the layer's patterns itself, wherever they were added.

    folium writes those that belong to nothing.
    """
    found = patterns_of(element)
    parents = [one._parent for one in found]
    for one in found:
        one._parent = None
    try:
        yield found
    finally:
        for one, parent in zip(found, parents, strict=True):
            one._parent = parent


def named(text: str, patterns: list[MacroElement]) -> str:
    """Return a script that names its patterns; folium leaves that to a second reading as a template."""
    for one in patterns:
        text = text.replace("{{'" + one.get_name() + "'}}", one.get_name())
    return text


def _given(layer: Element) -> Iterator[MacroElement]:
    if isinstance(layer, folium.GeoJson) and layer.style and isinstance(layer.data, dict):
        for feature in layer.data.get("features", ()):
            yield from (one for one in layer.style_function(feature).values() if isinstance(one, KINDS))
