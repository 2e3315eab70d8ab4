"""Texts of folium layers stay texts: what they hold is no template, neither on the server nor in the page."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import branca.element
import folium
from branca.element import Element, Html
from folium.map import Popup, Tooltip

from storymap.render.folium.carried import tree
from storymap.render.folium.framed import frames_of, in_popup

_ENTITIES = {"${": "&#36;{", "\\": "&#92;", "\u2028": "&#8232;", "\u2029": "&#8233;"}
_CLICKED = re.compile(r"&#36;\{(lat|lng)\}")
"""What folium's popup of a clicked marker tells, and nothing else of the script."""
_one_at_a_time = threading.Lock()
_SIGNS = re.compile(r"\$\{|\\(?!`)|[\u2028\u2029]")


def source_of(element: Element) -> str:
    """Return a script as folium wrote it, without the second reading as a template that folium gives it."""
    text = element._template_str
    return text if type(element) is Element and text is not None else element.render()


class _Written:
    """Stands for a template of a finished script: it is what it is."""

    def __init__(self, source: str) -> None:
        self._source = source

    def render(self, *_: object, **__: object) -> str:
        """Return the script as it was written."""
        return self._source


@contextmanager
def verbatim(element: Element) -> Iterator[None]:
    """While it lasts, folium writes texts so that neither a template nor a script reads them as code.

    folium reads each finished script as a template once more, so that texts and data with `{{…}}` in them
    would run, and a `{%` would be a fault; here that reading gives the script itself. It puts the HTML of
    popups and tooltips between backquotes, where `${…}` would run; as HTML they stay what they were. What
    is between quotation marks in a script is written as JSON writes it.
    """
    before: list[tuple[Any, str, Any]] = []

    framed: list[tuple[Popup, str, Element]] = []

    def put(owner: Any, name: str, value: object) -> None:
        before.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)

    for one in tree(element):
        if isinstance(one, Popup):
            for name, frame in list(frames_of(one)):
                framed.append((one, name, frame))
                one.html._children[name] = in_popup(frame)
            for part in one.html._children.values():
                if isinstance(part, Html):
                    put(part, "data", _quoted(part.data if part.script else escape(part.data, quote=False)))
                    put(part, "script", True)
        elif isinstance(one, Tooltip):
            put(one, "text", _quoted(one.text))
        elif isinstance(one, folium.ClickForMarker) and one.popup.startswith("`"):
            put(one, "popup", _CLICKED.sub(r"${\1}", _entities(one.popup)))
        elif isinstance(getattr(one, "date_options", None), str):
            put(one, "date_options", json.dumps(one.date_options)[1:-1])  # type: ignore[attr-defined]
    with _one_at_a_time:
        reading = branca.element.Template
        setattr(branca.element, "Template", _Written)  # noqa: B010
        try:
            yield
        finally:
            setattr(branca.element, "Template", reading)  # noqa: B010
            for popup, name, child in framed:
                popup.html._children[name] = child
            for owner, name, value in reversed(before):
                setattr(owner, name, value)


def _quoted(text: str) -> str:
    """Return HTML that stands between backquotes in a script."""
    return _entities(text).replace("`", "&#96;").replace("\\&#96;", "&#96;")


def _entities(text: str) -> str:
    return _SIGNS.sub(lambda found: _ENTITIES[found[0]], text)
