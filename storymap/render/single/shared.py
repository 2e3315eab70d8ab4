"""Several drawn maps in one page: what they have alike stands there once."""

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from storymap.render.island import ScriptText

_SVG = "{http://www.w3.org/2000/svg}"
_PLACED = frozenset({
    "cx", "cy", "d", "dx", "height", "href", "lang", "points", "preserveAspectRatio", "r", "rx", "transform",
    "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
})  # fmt: skip
"""Attributes that say where a thing is; all others say how it looks, and can stand in a style sheet."""
_WORDS = frozenset({"title", "desc"})
"""The page says these itself, in the alternative text."""
_WORTH = 70
"""Characters from which a second copy of an element is longer than a reference to the first."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class SharedMaps:
    """Maps that stand in one page, by language and chapter: each as what goes inside its `<svg>`."""

    maps: Mapping[str, Mapping[str | None, ScriptText]]
    parts: ScriptText  #: what they share; goes inside one `<defs>` of the page
    style: ScriptText  #: their looks; goes into the style sheet of the page


def share(drawings: Mapping[str, Mapping[str | None, str]]) -> SharedMaps:
    """Return drawn maps, as `draw_map` makes them, for one HTML page.

    Looks become classes `m_…`, and elements that come again become references to parts `m_…`. The same
    drawings give the same text.
    """
    roots = {
        tag: {ident: ET.fromstring(drawing) for ident, drawing in maps.items()}
        for tag, maps in drawings.items()
    }
    sharing = _Sharing([root for maps in roots.values() for root in maps.values()])
    maps = {
        tag: {ident: ScriptText("".join(sharing.inside(root))) for ident, root in found.items()}
        for tag, found in roots.items()
    }
    return SharedMaps(maps, ScriptText("".join(sharing.written)), sharing.style)


class _Sharing:
    """The looks and the elements of some drawings, by how often they come."""

    def __init__(self, roots: Iterable[ET.Element]) -> None:
        every = [each for root in roots for each in root.iter()]
        self.names = _named(filter(None, map(_look, every)))
        self.texts: dict[ET.Element, str] = {}
        times = Counter(map(self.whole, every))
        self.often = {text for text, count in times.items() if count > 1 and len(text) >= _WORTH}
        self.parts: dict[str, str] = {}
        self.written: list[str] = []

    @property
    def style(self) -> ScriptText:
        return ScriptText("".join(f".{name}{{{look}}}" for look, name in self.names.items()))

    def whole(self, element: ET.Element) -> str:
        """Return an element in full, which is what tells whether two are alike."""
        if element not in self.texts:
            self.texts[element] = self.element(element, map(self.whole, _children(element)))
        return self.texts[element]

    def short(self, element: ET.Element, name: str = "") -> str:
        """Return an element, or a reference to the part that it is."""
        text = self.whole(element)
        if text not in self.often or name:
            return self.element(element, self.inside(element), name)
        if text not in self.parts:
            self.parts[text] = called = f"m_{_short(len(self.parts))}"
            self.written.append(self.short(element, called))
        return f"<use href=#{self.parts[text]} />"

    def inside(self, element: ET.Element) -> Iterator[str]:
        return map(self.short, _children(element))

    def element(self, element: ET.Element, inside: Iterable[str], name: str = "") -> str:
        """Return an element with what is inside it, and as the part of a name."""
        tag = element.tag.removeprefix(_SVG)
        placed = ((key, value) for key, value in element.attrib.items() if key in _PLACED)
        given = (("id", name), ("class", self.names.get(_look(element), "")), *placed)
        opening = tag + "".join(f" {key}={_quoted(value)}" for key, value in given if value)
        content = escape(element.text or "", quote=False) + "".join(inside)
        tail = escape(element.tail or "", quote=False)
        return (f"<{opening}>{content}</{tag}>" if content else f"<{opening} />") + tail


def _children(element: ET.Element) -> Iterator[ET.Element]:
    return (child for child in element if child.tag.removeprefix(_SVG) not in _WORDS)


def _look(element: ET.Element) -> str:
    """Return how an element looks, as declarations of CSS; "" where it says nothing of it."""
    if element.tag == f"{_SVG}svg":
        return ""
    looks = ((key, value) for key, value in element.attrib.items() if key not in _PLACED)
    return ";".join(sorted(f"{key}:{_length(key, value)}" for key, value in looks))


def _length(key: str, value: str) -> str:
    """Return a value for CSS, where sizes of letters need their unit."""
    return f"{value}px" if key in ("font-size", "letter-spacing") else value


def _named(looks: Iterable[str]) -> dict[str, str]:
    """Return a class for each look, the most common with the shortest names."""
    order = sorted(Counter(looks).items(), key=lambda item: (-item[1], item[0]))
    return {look: f"m_{_short(place)}" for place, (look, _) in enumerate(order)}


def _short(number: int) -> str:
    rest, digit = divmod(number, len(_DIGITS))
    return (_short(rest) if rest else "") + _DIGITS[digit]


def _quoted(value: str) -> str:
    """Return an attribute's value, with quotation marks only where HTML needs them."""
    safe = escape(value)
    return safe if value.replace("-", "").replace(".", "").replace("_", "").isalnum() else f'"{safe}"'
