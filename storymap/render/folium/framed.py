"""Frames in popups: a saved story holds no pages of others, so that their text stands in the popup itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import nh3
from branca.element import Element, Figure, Html, IFrame
from folium.map import Popup

_RUNS = re.compile(r"<(?:script|iframe|object|embed|canvas)\b", re.IGNORECASE)
_BOX = '<div class="foreign-frame" tabindex="0">{}</div>'


def frames_of(element: Element) -> Iterator[tuple[str, IFrame]]:
    """Yield the frames of a popup with their names there; nothing else has any."""
    for name, child in element.html._children.items() if isinstance(element, Popup) else ():
        if isinstance(child, IFrame):
            yield name, child


def framed_html(frame: IFrame) -> str:
    """Return what a frame shows as safe HTML: its text, headings, lists, tables and pictures."""
    return nh3.clean(_source(frame)).strip()


def runs(frame: IFrame) -> bool:
    """Whether a frame shows what runs: a chart, or a map."""
    return bool(_RUNS.search(_source(frame)))


def in_popup(frame: IFrame) -> Html:
    """Return what stands in a popup in a frame's place."""
    return Html(_BOX.format(framed_html(frame)), script=True)


def _source(frame: IFrame) -> str:
    return "\n".join(map(_text, frame._children.values()))


def _text(child: Element) -> str:
    if isinstance(child, Html):
        return child.data if child.script else escape(child.data)
    if isinstance(child, Figure):
        return str(child.render())
    # folium reads a text as a template; here it stays what it is
    return child._template_str or "" if type(child) is Element else "<canvas>"
