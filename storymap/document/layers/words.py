"""A layer in words: numbers as readers write them, the legend, a sentence of what is shown, a table of it."""

from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal

from storymap.document.layers.classes import Classes
from storymap.document.layers.columns import Features
from storymap.document.map_text import locale_of
from storymap.languages import translation
from storymap.model import Layer
from storymap.model.points import PointTable

MOST_ROWS = 300
MOST_TOLD = 20_000
TOLD = ("geojson", "choropleth", "circles", "clusters", "flows")
_NAMES = ("name", "title", "label", "nom", "tên", "ten")


@dataclass(frozen=True)
class Rows:
    """A layer's features as rows: the name of each ("" for none), its number (None without data), its date.

    `dates` is empty for a layer without dates.
    """

    names: list[str]
    values: list[float | None]
    dates: list[str]


def figure(value: float, language: str) -> str:
    """Return a number in a language, with as many decimals as its size calls for."""
    decimals = 0 if abs(value) >= 1000 or float(value).is_integer() else 1 if abs(value) >= 100 else 3
    return str(format_decimal(round(value, decimals), locale=locale_of(language)))


def with_unit(text: str, layer: Layer, language: str) -> str:
    """Return a number's text with the layer's unit behind it."""
    unit = layer.style.unit.get(language)
    return f"{text} {unit}" if unit else text


def names_of(layer: Layer, features: Features) -> list[str]:
    """Return the features' names: the property that the author chose, else one that is called so."""
    chosen = layer.style.label
    if isinstance(features, PointTable):
        key = chosen or next((key for key in features.columns if str(key).casefold() in _NAMES), "")
        return ["" if value is None else str(value) for value in features.column(key)]
    found = []
    for feature in features:
        properties = feature.get("properties") or {}
        key = chosen or next((key for key in properties if str(key).casefold() in _NAMES), "")
        value = properties.get(key)
        found.append("" if value is None else str(value))
    return found


def class_labels(classes: Classes, language: str) -> list[str]:
    """Return each class's span in words; the unit stands once, in the legend's title."""
    return [
        figure(low, language) if low == high else f"{figure(low, language)} – {figure(high, language)}"
        for low, high in classes.spans()
    ]


def legend_title(layer: Layer, language: str) -> str:
    """Return what the legend is headed with: the author's words, else what is counted, with its unit."""
    unit = layer.style.unit.get(language)
    title = layer.legend.get(language) or (
        layer.style.value if layer.kind in ("choropleth", "circles", "flows") else ""
    )
    return f"{title} ({unit})" if title and unit else title or unit


def table(layer: Layer, rows: Rows, text: str, language: str) -> dict[str, Any]:
    """Return the layer's text alternative: a sentence, and a table of its names, numbers and dates.

    `features` holds the number of the feature that each row is about.
    """
    _ = translation(language).gettext
    valued = any(value is not None for value in rows.values)
    if not valued and not rows.dates and not any(rows.names):
        return {"text": text, "columns": [], "rows": [], "features": [], "more": 0}
    shown = sorted(
        range(len(rows.names)), key=lambda at: (rows.values[at] is None, -(rows.values[at] or 0.0), at)
    )
    if not valued and not rows.dates:
        first = {rows.names[at]: at for at in reversed(shown)}
        shown = [at for at in shown if rows.names[at] and first[rows.names[at]] == at]
    columns = [_("Name") if any(rows.names) else _("No.")]
    columns += [legend_title(layer, language) or _("Value")] if valued else []
    columns += [_("Date")] if rows.dates else []
    cells = [
        [rows.names[at] or f"{at + 1}"]
        + ([_number(rows.values[at], language)] if valued else [])
        + ([rows.dates[at] or _("no date")] if rows.dates else [])
        for at in shown[:MOST_ROWS]
    ]
    return {
        "text": text,
        "columns": columns,
        "rows": cells,
        "features": shown[:MOST_ROWS],
        "more": max(len(shown) - MOST_ROWS, 0),
    }


def told(layer: Layer, rows: Rows, language: str) -> dict[str, Any]:
    """Return what a reader is told of each feature: its name and its number with its unit.

    Both lists are empty when no feature has any, and in layers of very many features, which the page would
    have to carry.
    """
    few = layer.kind in TOLD and len(rows.names) <= MOST_TOLD
    valued = few and any(value is not None for value in rows.values)
    unit = layer.style.unit.get(language)
    values = [None if value is None else figure(value, language) for value in rows.values]
    return {
        "names": rows.names if few and any(rows.names) else [],
        "values": values if valued else [],
        "unit": unit or None,
    }


def _number(value: float | None, language: str) -> str:
    return translation(language).gettext("no data") if value is None else figure(value, language)


def sentence(layer: Layer, rows: Rows, classes: Classes | None, language: str) -> str:
    """Return what the layer shows, in one or a few sentences."""
    t, count = translation(language), len(rows.names)
    _ = t.gettext
    if layer.alt:
        return layer.alt.get(language)
    plain = {
        "geojson": t.ngettext("{n} point is drawn.", "{n} points are drawn.", count)
        if isinstance(layer.data, PointTable)
        else t.ngettext("{n} shape is drawn.", "{n} shapes are drawn.", count),
        "heat": t.ngettext(
            "The map glows at {n} point.", "The map glows where the {n} points are close together.", count
        ),
        "clusters": t.ngettext(
            "{n} point is drawn by itself.",
            "{n} points are drawn; where they are close together, one disc counts them.",
            count,
        ),
        "graticule": _("Lines of longitude and latitude are drawn."),
        "tiles": _("A map of another source is laid over the ground."),
        "image": _("A picture is laid over the map."),
    }
    if layer.kind in plain:
        return plain[layer.kind].format(n=figure(count, language))
    return " ".join(_valued(layer, rows, classes, language))


def _valued(layer: Layer, rows: Rows, classes: Classes | None, language: str) -> list[str]:
    t = translation(language)
    _ = t.gettext
    there = [at for at, value in enumerate(rows.values) if value is not None]
    title = layer.legend.get(language) or layer.style.value or layer.title.get(language)
    if not there:
        return [_("There are no data for {value}.").format(value=title)]
    there.sort(key=lambda at: rows.values[at] or 0.0)
    low, high = (figure(rows.values[at] or 0.0, language) for at in (there[0], there[-1]))
    high = with_unit(high, layer, language)
    count = len(there)
    first = {
        "choropleth": t.ngettext(
            "{n} area is coloured by {value}: {high}.",
            "{n} areas are coloured by {value}, in {classes} classes from {low} to {high}.", count,
        ),
        "circles": t.ngettext(
            "{n} circle shows {value}: {high}.",
            "{n} circles show {value}, from {low} to {high}.", count,
        ),
        "flows": t.ngettext(
            "{n} flow shows {value}: {high}.",
            "{n} flows show {value}, from {low} to {high}; the wider a line, the more.", count,
        ),
    }[layer.kind].format(
        n=count, value=title, classes=len(classes.breaks) if classes else 1, low=low, high=high
    )  # fmt: skip
    found = [first]
    if rows.names[there[-1]] and low != high:
        found.append(
            _("Highest is {highest}, lowest {lowest}.").format(
                highest=rows.names[there[-1]], lowest=rows.names[there[0]] or low
            )
        )
    if bare := len(rows.values) - count:
        found.append(t.ngettext("{n} is without data.", "{n} are without data.", bare).format(n=bare))
    return found
