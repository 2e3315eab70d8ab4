"""Places words on a drawn map so that none overlaps a marker or another word."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import shapely
from babel import Locale, UnknownLocaleError

from storymap.model.text import fold
from storymap.render.picture_frame import Frame
from storymap.render.picture_svg import FONT, element, group
from storymap.render.picture_theme import Theme
from storymap.render.picture_tiles import items

Box = tuple[float, float, float, float]

NARROW, WIDE = frozenset("iIjlrtf.,:;'’|!()[] -"), frozenset("mwMW@%&—")
MOST_TOWNS = 14
# A country's name may stand a little off its point, in pixels, once countries are larger than names.
NUDGES = [(x, y) for y in (0, -12, 12) for x in (0, -18, 18)]
NUDGED_FROM = 3.5
LINE = 1.3


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is in a system sans-serif, in pixels; no font is at hand to measure it.

    On the wide side: a word with room to spare beats one that is cut.
    """
    ems = 0.0
    for char in unicodedata.normalize("NFC", text):
        if unicodedata.combining(char):
            continue
        base = unicodedata.normalize("NFD", char)[0]
        if unicodedata.east_asian_width(char) in "WF":
            ems += 1.0
        elif base in NARROW:
            ems += 0.33
        elif base in WIDE:
            ems += 0.87
        else:
            ems += 0.68 if base.isupper() else 0.56
    return ems * size * 1.1


@dataclass
class Room:
    """What is taken on the map: boxes as (x0, y0, x1, y1) in pixels."""

    width: int
    height: int
    taken: list[Box] = field(default_factory=list)

    def free(self, box: Box) -> bool:
        """Tell whether a box lies inside the map and touches nothing that is taken."""
        x0, y0, x1, y1 = box
        if x0 < 4 or y0 < 4 or x1 > self.width - 4 or y1 > self.height - 4:
            return False
        for left, top, right, bottom in self.taken:  # a generator takes three times as long
            if x0 < right and left < x1 and y0 < bottom and top < y1:
                return False
        return True

    def take(self, box: Box) -> bool:
        """Take a box when it is free, and tell whether it was."""
        if self.free(box):
            self.taken.append(box)
            return True
        return False


def beside(
    room: Room, at: tuple[float, float], gap: tuple[float, float], width: float, size: float, lines: int = 1
) -> tuple[float, float, str] | None:
    """Return where a text fits beside a point (x, first baseline y, anchor), taking the room, or None.

    Tried in turn: right, left, below, above, farther below and above, and the four corners.
    `gap` is the distance sideways, and up or down.
    """
    x, y = at
    high, low, more = size * 0.95, size * 0.32, (lines - 1) * size * LINE
    near = gap[0] * 0.72, gap[1] * 0.72
    tries = [
        (x + gap[0], y + size * 0.34 - more / 2, "start"), (x - gap[0], y + size * 0.34 - more / 2, "end"),
        (x, y + gap[1] + high, "middle"), (x, y - gap[1] - low - more, "middle"),
        (x, y + gap[1] + high + 10, "middle"), (x, y - gap[1] - low - more - 10, "middle"),
        (x + near[0], y - near[1] - more, "start"), (x + near[0], y + near[1] + high, "start"),
        (x - near[0], y - near[1] - more, "end"), (x - near[0], y + near[1] + high, "end"),
    ]  # fmt: skip
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}
    for tx, ty, anchor in tries:
        left = tx - width * shift[anchor]
        if room.take((left - 2, ty - high, left + width + 2, ty + more + low)):
            return tx, ty, anchor
    return None


def _countries(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language, sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return {}


def name_in(properties: dict[str, Any], language: str, countries: dict[str, str]) -> str:
    """Return a basemap label in a language: its own there, CLDR's for a country, else the common one."""
    base = language.split("-")[0]
    own = properties.get(f"name:{base}")
    if own is None and properties["kind"] == "country" and base not in ("en", "vi"):
        own = countries.get(properties.get("country", ""))
    return str(own or properties["name"])


@dataclass(frozen=True)
class _Word:
    x: float
    y: float
    name: str
    kind: str
    capital: bool
    order: tuple[float, ...]


@lru_cache(maxsize=64)
def _words(frame: Frame, language: str) -> tuple[_Word, ...]:
    """Return what could be written in a frame, most important first; by day and by night it is the same."""
    return tuple(sorted(_found(frame, language), key=lambda word: word.order))


def _found(frame: Frame, language: str) -> Iterator[_Word]:
    countries = _countries(language)
    seen = set()
    kinds = {"country": 0, "city": 1, "town": 1, "region": 2}
    for item in items(frame, "places"):
        properties = item.properties
        x, y = shapely.get_coordinates(item.geometry)[0].tolist()
        kind = properties["kind"]
        if properties["min_zoom"] > frame.zoom + 0.5 or not (0 < x < frame.width and 0 < y < frame.height):
            continue
        if (kind == "country" and frame.zoom > 7.5) or (kind == "region" and frame.zoom > 9.5):
            continue
        name = name_in(properties, language, countries)
        key = (kind, name, round(x), round(y))
        if key in seen:
            continue
        seen.add(key)
        capital = bool(properties.get("capital"))
        rank = properties.get("rank", 9) - 2 * capital
        yield _Word(
            x,
            y,
            name,
            kind,
            capital,
            (
                kinds[kind] + (kind == "country" and rank > 3),
                rank,
                properties["min_zoom"],
                -properties.get("population", 0),
                x,
                y,
            ),
        )


def _area_label(word: _Word, room: Room, theme: Theme, nudged: bool) -> str:
    spaced = word.kind == "country" and unicodedata.name(word.name[0], "").startswith(
        ("LATIN", "CYRILLIC", "GREEK")
    )
    name = word.name.upper() if spaced else word.name
    size, spacing = (11.0, 1.6) if word.kind == "country" else (10.5, 0.3)
    width = width_of(name, size) + len(name) * (spacing if spaced else 0)
    for dx, dy in NUDGES if nudged else NUDGES[:1]:
        x, y = word.x + dx, word.y + dy + size * 0.35
        if room.take((x - width / 2 - 3, y - size, x + width / 2 + 3, y + size * 0.3)):
            break
    else:
        return ""
    return element(
        "text",
        {
            "x": x, "y": y, "text_anchor": "middle", "font_size": size,
            "letter_spacing": spacing if spaced else None, "fill": theme.label,
            "fill_opacity": 0.85 if word.kind == "country" else 0.75,
            "font_style": "italic" if word.kind == "region" else None,
        },
        name,
    )  # fmt: skip


def _town_label(word: _Word, room: Room, theme: Theme) -> str:
    dot = (word.x - 3, word.y - 3, word.x + 3, word.y + 3)
    if not room.free(dot):
        return ""
    found = beside(room, (word.x, word.y), (6.0, 5.0), width_of(word.name, 11), 11)
    if found is None:
        return ""
    room.taken.append(dot)
    x, y, anchor = found
    mark = {"cx": word.x, "cy": word.y, "r": 2.4 if word.capital else 1.8}
    paint = (
        {"fill": theme.land, "stroke": theme.label}
        if word.capital
        else {"fill": theme.label, "stroke": "none"}
    )
    text = {"x": x, "y": y, "text_anchor": None if anchor == "start" else anchor}
    return element("circle", {**mark, **paint}) + element("text", text, word.name)


def draw_base_labels(frame: Frame, room: Room, theme: Theme, language: str, skip: Iterable[str]) -> str:
    """Return the basemap's labels in a language as SVG, most important first, where there is room.

    `skip` are names that the story itself shows; a town or country of that name gets no second label.
    """
    own = {fold(name) for name in skip}
    placed: set[str] = set()
    drawn: list[str] = []
    towns = 0
    for word in _words(frame, language):
        if fold(word.name) in own:
            continue
        if word.kind in ("country", "region"):
            nudged = word.kind == "country" and frame.zoom >= NUDGED_FROM
            drawn.append(_area_label(word, room, theme, nudged) if fold(word.name) not in placed else "")
        elif towns < MOST_TOWNS:
            label = _town_label(word, room, theme)
            towns += bool(label)
            drawn.append(label)
            if label:
                placed.add(fold(word.name))
    return group(
        {
            "font_family": FONT, "font_size": 11, "fill": theme.label, "stroke": theme.land,
            "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke",
        },
        drawn,
    )  # fmt: skip
