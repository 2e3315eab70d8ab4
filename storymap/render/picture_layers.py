"""Draws the layers that a chapter turns on: areas by class, circles, flows, glowing points, pictures."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from storymap.document.layers.columns import positions
from storymap.render.picture_frame import Frame
from storymap.render.picture_svg import FONT, element, group, ink_on, path
from storymap.render.picture_theme import Theme

HATCH = 7.0
MOST_POINTS = 3000
"""More points than these are drawn as an even sample: they would be larger than the rest of the picture."""

Indexed = tuple[int, BaseGeometry]


def draw_layers(
    frame: Frame, document: Mapping[str, Any], chapter: Mapping[str, Any] | None, theme: Theme
) -> str:
    """Return the layers that are on in a chapter as SVG, in the document's order."""
    states = {state["id"]: state for state in (chapter or {}).get("layers") or []}
    return "".join(
        group(
            {"stroke_linejoin": "round", "opacity": _short(states[layer["id"]]["opacity"])},
            _layer(frame, layer, states[layer["id"]], theme),
        )
        for layer in document.get("layers") or []
        if layer["id"] in states and states[layer["id"]]["opacity"] > 0
    )


def _short(opacity: float) -> str | None:
    return None if opacity == 1 else f"{opacity:g}"


def _layer(frame: Frame, layer: dict[str, Any], state: Mapping[str, Any], theme: Theme) -> Iterator[str]:
    shapes = [(at, flat) for at, flat in _shapes(frame, layer, state) if layer["points"] or not flat.is_empty]
    kind = layer["kind"]
    if kind == "choropleth":
        yield from _choropleth(layer, shapes, theme)
    elif kind == "circles":
        yield from _circles(layer, shapes, theme)
    elif kind == "flows":
        yield from _flows(layer, shapes)
    elif kind == "heat":
        yield from _heat(layer, shapes)
    elif kind == "clusters":
        yield from _clusters(layer, shapes, theme)
    elif kind == "image" and layer["image"]:
        yield from _picture(frame, layer, theme)
    else:
        yield from _plain(layer, shapes)


def _shapes(frame: Frame, layer: dict[str, Any], state: Mapping[str, Any]) -> Iterator[Indexed]:
    if layer["points"]:
        yield from _many(frame, layer["points"], state["filter"])
        return
    features = layer["data"]["features"]
    shown = range(len(features)) if state["filter"] is None else state["filter"]
    for at in shown:
        if features[at].get("geometry"):
            yield at, frame.project(shapely.geometry.shape(features[at]["geometry"]))


def _many(frame: Frame, points: Mapping[str, Any], kept: Sequence[int] | None) -> Iterator[Indexed]:
    """Yield an even sample of very many points, those that the frame shows."""
    shown = np.arange(points["count"]) if kept is None else np.asarray(kept, int)
    if len(shown) > MOST_POINTS:
        shown = shown[np.rint(np.linspace(0, len(shown) - 1, MOST_POINTS)).astype(int)]
    x, y = frame.pixels(positions(points)[shown]).T
    x -= frame.world * np.floor((x - frame.width / 2) / frame.world + 0.5)
    seen = (x > -12) & (x < frame.width + 12) & (y > -12) & (y < frame.height + 12)
    yield from zip(shown[seen].tolist(), shapely.points(x[seen], y[seen]), strict=True)


def _points(shapes: Sequence[Indexed]) -> Iterator[tuple[int, float, float]]:
    """Yield every point, and the middle of every line and area, in pixels."""
    for at, flat in shapes:
        parts = shapely.get_parts(flat)
        if all(part.geom_type == "Point" for part in parts):
            yield from ((at, part.x, part.y) for part in parts)
        else:
            middle = flat.representative_point()
            yield at, middle.x, middle.y


def _plain(layer: dict[str, Any], shapes: Sequence[Indexed]) -> Iterator[str]:
    colour, paint = layer["colour"], layer["paint"]
    if layer["points"]:
        yield from _dots(layer, shapes)
        return
    for _, flat in shapes:
        points = [part for part in shapely.get_parts(flat) if part.geom_type == "Point"]
        for point in points:
            yield element(
                "circle", {"cx": point.x, "cy": point.y, "r": paint["radius"] * 0.8, "fill": colour}
            )
        fill = colour if flat.area > 0 else "none"
        yield path(
            flat,
            fill=fill,
            fill_opacity=0.12,
            fill_rule="evenodd",
            stroke=colour,
            stroke_width=paint["width"],
        )


def _dots(layer: dict[str, Any], shapes: Sequence[Indexed]) -> Iterator[str]:
    """Yield very many points as one path of round line ends."""
    width = 2 * layer["paint"]["radius"] * 0.8
    tenths = np.rint(shapely.get_coordinates([flat for _, flat in shapes]) * 10) / 10
    data = "".join(f"M{x:g} {y:g}h0" for x, y in tenths.tolist())
    yield element("path", {"d": data, "fill": "none", "stroke": layer["colour"], "stroke_width": width,
                           "stroke_linecap": "round"})  # fmt: skip


def _choropleth(layer: dict[str, Any], shapes: Sequence[Indexed], theme: Theme) -> Iterator[str]:
    paint = layer["paint"]
    for at, flat in shapes:
        number = paint["classes"][at]
        edge = {"stroke": theme.ink, "stroke_width": paint["width"], "stroke_opacity": 0.45}
        if number is None:
            yield path(flat, fill=theme.land, fill_rule="evenodd", **edge)
            yield path(_hatching(flat), fill="none", stroke=theme.label, stroke_width=0.9)
        else:
            yield path(flat, fill=paint["colours"][number], fill_opacity=0.88, fill_rule="evenodd", **edge)


def _hatching(flat: BaseGeometry) -> BaseGeometry:
    """Return slanted lines inside an area: a pattern would need an id, which another picture might have."""
    west, south, east, north = flat.bounds
    reach = north - south
    first = math.floor((west - reach) / HATCH)
    last = math.ceil(east / HATCH)
    lines = [
        shapely.LineString([(step * HATCH, north), (step * HATCH + reach, south)])
        for step in range(first, last + 1)
    ]
    areas = shapely.union_all([part for part in shapely.get_parts(flat) if part.area > 0])
    return shapely.intersection(shapely.MultiLineString(lines), areas)


def _circles(layer: dict[str, Any], shapes: Sequence[Indexed], theme: Theme) -> Iterator[str]:
    sizes = layer["paint"]["sizes"]
    found = [(sizes[at], x, y) for at, x, y in _points(shapes) if sizes[at]]
    for radius, x, y in sorted(found, reverse=True):
        yield element(
            "circle",
            {"cx": x, "cy": y, "r": radius, "fill": layer["colour"], "fill_opacity": 0.55,
             "stroke": theme.land, "stroke_width": 1.2},
        )  # fmt: skip


def _flows(layer: dict[str, Any], shapes: Sequence[Indexed]) -> Iterator[str]:
    sizes, colour = layer["paint"]["sizes"], layer["colour"]
    for at, flat in shapes:
        if not sizes[at]:
            continue
        for part in shapely.get_parts(flat):
            if part.geom_type == "LineString" and part.length > 6:
                yield path(part, fill="none", stroke=colour, stroke_width=sizes[at], stroke_opacity=0.65)
                yield path(_head(part, sizes[at]), fill=colour, stroke="none")


def _head(line: shapely.LineString, width: float) -> BaseGeometry:
    tip, size = shapely.line_interpolate_point(line, line.length), 5 + width
    back = shapely.line_interpolate_point(line, max(line.length - size, 0))
    dx, dy = (tip.x - back.x) * 0.5, (tip.y - back.y) * 0.5
    return shapely.Polygon([(tip.x, tip.y), (back.x - dy, back.y + dx), (back.x + dy, back.y - dx)])


def _heat(layer: dict[str, Any], shapes: Sequence[Indexed]) -> Iterator[str]:
    paint = layer["paint"]
    colours = paint["colours"][1::2]
    for at, x, y in _points(shapes):
        weight = paint["sizes"][at] if paint["sizes"] else 1.0
        for share, colour in zip((1.0, 0.7, 0.45), colours, strict=True):
            yield element(
                "circle",
                {"cx": x, "cy": y, "r": paint["radius"] * share, "fill": colour,
                 "fill_opacity": f"{0.12 * (weight or 0):.2f}"},
            )  # fmt: skip


def _clusters(layer: dict[str, Any], shapes: Sequence[Indexed], theme: Theme) -> Iterator[str]:
    colour = layer["colour"]
    for x, y, count in gathered([(x, y) for _, x, y in _points(shapes)], layer["paint"]["radius"]):
        radius = 4.0 if count == 1 else min(9 + 3 * math.log10(count) * 2, 22)
        yield element(
            "circle",
            {"cx": x, "cy": y, "r": radius, "fill": colour, "stroke": theme.land, "stroke_width": 1.5},
        )
        if count > 1:
            words = {"x": x, "y": y + 4, "text_anchor": "middle", "font_family": FONT, "font_size": 11,
                     "font_weight": 600, "fill": ink_on(colour)}  # fmt: skip
            yield element("text", words, str(count))


def gathered(points: Sequence[tuple[float, float]], size: float) -> list[tuple[float, float, int]]:
    """Return the middle and the count of the points in each square of a grid."""
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for x, y in points:
        cells.setdefault((math.floor(x / size), math.floor(y / size)), []).append((x, y))
    return [
        (sum(x for x, _ in cell) / len(cell), sum(y for _, y in cell) / len(cell), len(cell))
        for cell in cells.values()
    ]


def _picture(frame: Frame, layer: dict[str, Any], theme: Theme) -> Iterator[str]:
    """The picture itself stays a file of its own; its frame says where it lies."""
    mesh, cells = layer["image"]["mesh"], layer["image"]["cells"]
    row = cells + 1
    top, bottom = mesh[:row], mesh[-row:][::-1]
    right, left = mesh[row - 1 :: row], mesh[::row][::-1]
    outline = frame.project(shapely.make_valid(shapely.Polygon([*top, *right[1:-1], *bottom, *left[1:-1]])))
    yield path(outline, fill=theme.label, fill_opacity=0.1, fill_rule="evenodd", stroke=theme.ink,
               stroke_width=1, stroke_dasharray="2 3")  # fmt: skip
