"""How each feature of a layer is painted: its class, its size, its colour; and what the legend says of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from storymap.document.layers.classes import Classes, classify
from storymap.document.layers.palettes import ramp
from storymap.document.layers.words import class_labels, figure
from storymap.languages import translation
from storymap.model import Layer

LARGEST_CIRCLE = 26.0
WIDEST_FLOW = 10.0
HEAT_RADIUS = 24.0
CLUSTER_RADIUS = 44.0
DOT_RADIUS = 4.0
LINE_WIDTH = 1.6
_HEAT_COLOURS = 6


@dataclass(frozen=True)
class Painted:
    """`classes` and `sizes` go with the features, in order; empty when the kind has none."""

    classes: list[int | None] = field(default_factory=list)
    sizes: list[float | None] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    width: float = LINE_WIDTH
    radius: float = DOT_RADIUS
    items: list[dict[str, Any]] = field(default_factory=list)
    found: Classes | None = None

    def paint(self) -> dict[str, Any]:
        """Return what the player paints with."""
        return {
            "classes": self.classes,
            "sizes": self.sizes,
            "colours": self.colours,
            "width": self.width,
            "radius": self.radius,
        }


def painted(
    layer: Layer, values: Sequence[float | None], families: set[str], colour: str, language: str
) -> Painted:
    """Return how a layer is painted; `values` are the features' numbers, `families` what shapes they are."""
    style = layer.style
    if layer.kind == "choropleth":
        return _choropleth(layer, values, language)
    if layer.kind == "circles":
        return _circles(layer, values, colour, language)
    if layer.kind == "flows":
        return _flows(layer, values, colour, language)
    title = layer.title.get(language) or layer.id
    if layer.kind == "heat":
        top = max((value for value in values if value), default=1.0)
        weights = [None if value is None else round(min(max(value / top, 0.0), 1.0), 4) for value in values]
        colours = ramp(style.palette or "YlOrRd", _HEAT_COLOURS)
        return Painted(
            sizes=weights if any(values) else [],
            colours=colours,
            radius=style.radius or HEAT_RADIUS,
            items=_heat_items(colours, language),
        )
    if layer.kind == "clusters":
        text = translation(language).gettext("{title}; a number counts several points").format(title=title)
        return Painted(radius=style.radius or CLUSTER_RADIUS, items=[_item(text, "circle", colour, 10.0)])
    sign = {"graticule": "line", "tiles": "picture", "image": "picture"}.get(layer.kind)
    signs = [sign] if sign else [name for name in ("area", "line", "dot") if name in families] or ["area"]
    width = style.width or (0.8 if layer.kind == "graticule" else LINE_WIDTH)
    radius = style.radius or DOT_RADIUS
    size = radius if signs[0] == "dot" else width
    return Painted(width=width, radius=radius, items=[_item(title, signs[0], colour, size)])


def _item(label: str, sign: str, colour: str | None, size: float | None = None) -> dict[str, Any]:
    return {"label": label, "sign": sign, "colour": colour, "size": size}


def _choropleth(layer: Layer, values: Sequence[float | None], language: str) -> Painted:
    style = layer.style
    found = classify(values, style.scheme, style.classes, style.breaks)
    bare = any(value is None for value in values)
    none = [_item(translation(language).gettext("no data"), "hatched", None)] if bare or found is None else []
    if found is None:
        return Painted(classes=[None] * len(values), items=none)
    colours = ramp(style.palette, len(found.breaks))
    items = [
        _item(label, "area", colour)
        for label, colour in zip(class_labels(found, language), colours, strict=True)
    ]
    return Painted(
        classes=[found.of(value) for value in values],
        colours=colours,
        width=style.width or 0.8,
        items=items + none,
        found=found,
    )


def _circles(layer: Layer, values: Sequence[float | None], colour: str, language: str) -> Painted:
    top = max((value for value in values if value is not None), default=0.0)
    largest = layer.style.radius or LARGEST_CIRCLE

    def size(value: float | None) -> float | None:
        """The area goes with the value; what is nothing, or less, has no circle."""
        return (
            round(max(largest * math.sqrt(value / top), 1.0), 2)
            if value is not None and value > 0 < top
            else None
        )

    items = [_item(figure(step, language), "circle", colour, size(step)) for step in _steps(top)]
    return Painted(sizes=[size(value) for value in values], items=items, radius=largest)


def _flows(layer: Layer, values: Sequence[float | None], colour: str, language: str) -> Painted:
    top = max((value for value in values if value is not None), default=0.0)
    widest = layer.style.width or WIDEST_FLOW

    def size(value: float | None) -> float | None:
        if value is None or not top:
            return LINE_WIDTH if value is None else None
        return round(max(widest * value / top, 0.8), 2) if value > 0 else None

    items = [_item(figure(step, language), "line", colour, size(step)) for step in _steps(top)]
    title = layer.title.get(language) or layer.id
    return Painted(
        sizes=[size(value) for value in values],
        width=widest,
        items=items or [_item(title, "line", colour, LINE_WIDTH)],
    )


def _steps(top: float) -> list[float]:
    """Return three round values for a legend, the largest first; none when there is nothing above 0."""
    if top <= 0:
        return []
    unit = 10.0 ** math.floor(math.log10(top))
    round_top = next(unit * step for step in (5, 2, 1) if unit * step <= top)
    return [top if top < 1.2 * round_top else round_top, round_top / 2.5, round_top / 10]


def _heat_items(colours: Sequence[str], language: str) -> list[dict[str, Any]]:
    _ = translation(language).gettext
    middle = colours[len(colours) // 2]
    return [
        _item(_("few"), "area", colours[0]),
        _item(_("more"), "area", middle),
        _item(_("most"), "area", colours[-1]),
    ]
