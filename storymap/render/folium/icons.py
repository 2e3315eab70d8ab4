"""Icons of markers: those that would load code become the usual pin, and signs of fonts a dot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import folium
from branca.element import Element
from folium.plugins import BeautifyIcon

from storymap.render.folium.carried import hosts_of, tree

_USUAL = "info-sign"
_EMPTY = ("circle-dot", "rectangle-dot", "doughnut")
"""Shapes of marks that have no room for a sign."""


@contextmanager
def usual_pins(element: Element) -> Iterator[list[str]]:
    """While it lasts, markers have the usual pin where their icon needs code of another host.

    The value is the kinds of these icons.
    """
    markers = [one for one in tree(element) if isinstance(one, folium.Marker)]
    for one in markers:  # each time that folium writes a marker's script, it adds one of these
        for name in [key for key, child in one._children.items() if isinstance(child, one.SetIcon)]:
            del one._children[name]
    icons = [(one, icon_of(one)) for one in markers]
    found = [(one, icon) for one, icon in icons if icon is not None and hosts_of(icon)]
    for marker, icon in found:
        marker._children.pop(icon.get_name(), None)
        marker.icon = None
    try:
        yield sorted({type(icon).__name__ for _, icon in found})
    finally:
        for marker, icon in found:
            marker.set_icon(icon)


def signs_of(element: Element) -> list[str]:
    """Return the names of the signs that folium's pins and badges would take from a font."""
    icons = [icon_of(one) for one in tree(element) if isinstance(one, folium.Marker)]
    pins = [icon for icon in icons if type(icon) is folium.Icon]
    badges = [icon for icon in icons if isinstance(icon, BeautifyIcon) and _has_room(icon)]
    names = {str(getattr(one, "options", {}).get("icon")) for one in (*pins, *badges)}
    return sorted(names - {_USUAL, "None", "circle"})


def _has_room(badge: BeautifyIcon) -> bool:
    """Whether a sign could stand there, and no number does."""
    return not badge.options["isAlphaNumericIcon"] and badge.options.get("icon_shape") not in _EMPTY


def icon_of(marker: folium.Marker) -> Element | None:
    """Return a marker's own icon, None for the usual pin."""
    icon: object = marker.icon
    return icon if isinstance(icon, Element) else None
