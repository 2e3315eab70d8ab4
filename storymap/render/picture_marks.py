"""Draws sites: exact ones as numbered discs, approximate ones as soft discs, areas with a firm edge."""

import unicodedata
from collections.abc import Iterator

import numpy as np
import shapely

from storymap.render.picture_frame import Frame
from storymap.render.picture_labels import LINE, Room, beside, width_of
from storymap.render.picture_sites import Mark, gather
from storymap.render.picture_svg import FONT, element, group, ink_on, path
from storymap.render.picture_theme import Theme

STATES = ("later", "visited", "current")
WEIGHT = {"current": 1.0, "visited": 0.6, "later": 0.4}
MOST_NUMBERS, MOST_LINES = 3, 3
SIZE = {"current": 13.0, "visited": 11.5}
BOLD = 1.08
DISC = 13.0
LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"


def _numbers(mark: Mark) -> str:
    numbers = mark.numbers
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    if len(numbers) > MOST_NUMBERS:
        return f"{numbers[0]} +{len(numbers) - 1}"
    return " · ".join(str(n) for n in numbers)


def _half(mark: Mark) -> float:
    """Return half the width of a mark's disc: wider than high when it carries several numbers."""
    if mark.state != "current":
        return mark.radius
    text = _numbers(mark)
    return DISC if len(text) < 3 else max(DISC, width_of(text, 12.5) / 2 + 7)


def _small_disc(mark: Mark, accent: str, theme: Theme) -> str:
    circle = {"cx": mark.at[0], "cy": mark.at[1], "r": mark.radius}
    if mark.state == "later":
        return element("circle", {**circle, "fill": accent, "fill_opacity": 0.6})
    edge = {"stroke": accent, "stroke_width": 2, "stroke_dasharray": "2.5 2" if mark.unsure else None}
    return element("circle", {**circle, "fill": theme.land, **edge})


def _disc(mark: Mark, accent: str, theme: Theme) -> str:
    if mark.state != "current":
        return _small_disc(mark, accent, theme)
    x, y = mark.at
    half, text = _half(mark), _numbers(mark)
    box = {"x": x - half, "y": y - DISC, "width": 2 * half, "height": 2 * DISC, "rx": DISC}
    halo = {
        "x": x - half - 3,
        "y": y - DISC - 3,
        "width": 2 * half + 6,
        "height": 2 * DISC + 6,
        "rx": DISC + 3,
    }
    dashed = {"fill": theme.land, "stroke": accent, "stroke_width": 2, "stroke_dasharray": "4 3"}
    ink = accent if mark.unsure else ink_on(accent)
    words = {
        "x": x,
        "y": y + 4.4,
        "text_anchor": "middle",
        "font_size": 12.5,
        "font_weight": 600,
        "fill": ink,
    }
    return "".join(
        [
            element("rect", {**halo, "fill": theme.land, "fill_opacity": 0.85}),
            element("rect", {**box, **(dashed if mark.unsure else {"fill": accent})}),
            element("text", words, text)
            if text
            else element("circle", {"cx": x, "cy": y, "r": 3.5, "fill": ink}),
        ]
    )


def _fill(mark: Mark, accent: str) -> str:
    if mark.shape is None or mark.drawn != "area" or mark.state != "current":
        return ""
    return path(mark.shape, fill=accent, fill_opacity=0.13, fill_rule="evenodd")


def _swamped(mark: Mark, frame: Frame) -> bool:
    """Tell whether an area of an earlier chapter is so large here that its edge would only be in the way."""
    large = (
        mark.drawn == "area"
        and mark.shape is not None
        and mark.shape.area > 0.25 * frame.width * frame.height
    )
    return large and mark.state != "current"


def _edge(mark: Mark, accent: str, frame: Frame) -> str:
    if mark.shape is None or mark.state == "later" or _swamped(mark, frame):
        return ""
    width = (1.8 if mark.drawn == "area" else 2.6) if mark.state == "current" else 1.0
    return path(
        mark.shape, fill="none", stroke=accent, stroke_width=width, stroke_linejoin="round",
        stroke_opacity=None if mark.state == "current" else 0.45,
        stroke_dasharray="6 4" if mark.unsure else None,
    )  # fmt: skip


def _soft(mark: Mark, accent: str) -> str:
    weight = WEIGHT[mark.state]
    circle = {"cx": mark.at[0], "cy": mark.at[1], "fill": accent}
    dash = "5 4" if mark.unsure else "0.1 4"
    edge: dict[str, object] = {
        "stroke": accent, "stroke_width": 1.8, "stroke_opacity": weight, "stroke_dasharray": dash,
        "stroke_linecap": "round",
    }  # fmt: skip
    inner = element("circle", {**circle, "r": mark.radius * 0.72, "fill_opacity": 0.12 * weight})
    edge = edge if mark.state != "later" else {}
    return inner + element("circle", {**circle, "r": mark.radius, "fill_opacity": 0.14 * weight, **edge})


def _lines(mark: Mark) -> list[tuple[str, str]]:
    """Return a label's lines as (number, name); numbers only where no disc says which is which."""
    numbered = mark.state == "current" and (mark.drawn != "exact" or len(mark.members) > 1)
    named = [(str(number) if number and numbered else "", name) for number, name in mark.members if name]
    if len(named) > MOST_LINES or (len(named) > 1 and mark.state != "current"):
        return []
    return named


def _spots(mark: Mark) -> Iterator[tuple[float, float]]:
    """Yield points where an area's name may stand: deep inside its largest part first."""
    yield mark.at
    if mark.shape is None or mark.drawn != "area":
        return
    x0, y0, x1, y1 = mark.shape.bounds
    grid = np.array([(x, y) for x in np.arange(x0, x1, 22.0) for y in np.arange(y0, y1, 18.0)]).reshape(-1, 2)
    inside = grid[shapely.contains_xy(mark.shape, grid[:, 0], grid[:, 1])]
    largest = max(shapely.get_parts(mark.shape), key=lambda part: part.area)
    apart = ~shapely.contains_xy(largest, inside[:, 0], inside[:, 1])
    depth = np.atleast_1d(shapely.distance(shapely.points(inside), mark.shape.boundary))
    for index in np.lexsort((-np.round(depth, 1), apart)):
        yield float(inside[index][0]), float(inside[index][1])


def _inside(mark: Mark, room: Room, width: float, size: float) -> tuple[float, float, str] | None:
    for x, y in _spots(mark):
        if room.take((x - width / 2, y - size * 0.7, x + width / 2, y + size * 0.7)):
            return x, y + size * 0.34, "middle"
    return None


def _label(mark: Mark, room: Room, accent: str) -> str:
    lines = _lines(mark)
    if not lines:
        return ""
    size = SIZE[mark.state]
    width = max(width_of(f"{number} {name}" if number else name, size) for number, name in lines) * BOLD
    if mark.shape is not None or mark.radius > 60:
        found = _inside(mark, room, width, size)
    else:
        gap = _half(mark) + 5, mark.radius + 5
        found = beside(room, mark.at, gap, width, size, len(lines))
    if found is None:
        return ""
    x, y, anchor = found
    quiet = mark.state != "current"
    style = {
        "text_anchor": None if anchor == "start" else anchor, "font_weight": None if quiet else 600,
        "font_size": size if quiet else None, "fill_opacity": 0.8 if quiet else None,
    }  # fmt: skip
    drawn = []
    for row, (number, name) in enumerate(lines):
        at = {"x": x, "y": y + row * size * LINE, **style}
        if number:
            drawn.append(f"{element('text', at)[:-2]}>{_numbered(number, name, accent)}</text>")
        else:
            drawn.append(element("text", at, name))
    return "".join(drawn)


def _numbered(number: str, name: str, accent: str) -> str:
    """Return what a text says of one of several sites: its number in the accent, then its name."""
    if not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name):
        return element("tspan", {"fill": accent}, number) + element("tspan", {"dx": 4}, name)
    # Resvg puts a gap before the letter that is written first, which here stands last.
    before = element("tspan", {"fill": accent}, f"{LEFT_TO_RIGHT}{number}{LEFT_TO_RIGHT} ")
    return before + element("tspan", {}, name)


def draw_sites(
    frame: Frame, marks: list[Mark], room: Room, accent: str, theme: Theme
) -> tuple[str, str, str]:
    """Return the sites as SVG: fills of areas, what lies on the ground, and discs with names."""
    exact = [mark for mark in marks if mark.drawn == "exact"]
    ground = [mark for state in STATES for mark in marks if mark.drawn != "exact" and mark.state == state]
    discs = [mark for state in STATES for mark in gather(m for m in exact if m.state == state)]
    for mark in discs:
        half, high = _half(mark) + 2, mark.radius + 2
        room.taken.append((mark.at[0] - half, mark.at[1] - high, mark.at[0] + half, mark.at[1] + high))
    fills = "".join(_fill(mark, accent) for mark in ground)
    soft = "".join(_edge(m, accent, frame) if m.shape is not None else _soft(m, accent) for m in ground)
    named = [m for m in (*discs, *ground) if m.state == "current"]
    named += [
        m for m in (*discs, *ground) if m.state == "visited" and (m.drawn == "exact" or m.radius > 2 * DISC)
    ]
    labels = group(
        {
            "font_size": 13, "fill": theme.ink, "stroke": theme.land, "stroke_width": 3.4,
            "stroke_linejoin": "round", "paint_order": "stroke",
        },
        [_label(mark, room, accent) for mark in named],
    )  # fmt: skip
    return (
        fills,
        soft,
        group({"font_family": FONT}, [*(_disc(mark, accent, theme) for mark in discs), labels]),
    )
