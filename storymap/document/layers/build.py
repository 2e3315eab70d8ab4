"""The layers of a story as the document holds them, and the full state of each in a chapter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from storymap.document.colours import normal
from storymap.document.dates import dated
from storymap.document.layers.classes import Classes
from storymap.document.layers.columns import Features, count_of, numbers_of, packed
from storymap.document.layers.conditions import both, kept
from storymap.document.layers.flow_lines import flow_features
from storymap.document.layers.graticule import graticule, step_for
from storymap.document.layers.paint import painted
from storymap.document.layers.plain import plain_json
from storymap.document.layers.simple import simplified_once, tolerance
from storymap.document.layers.times import Spell, labels_of, time_document, time_steps, whens_of, within
from storymap.document.layers.warp import warp
from storymap.document.layers.words import Rows, legend_title, names_of, sentence, table, told
from storymap.document.places import Place
from storymap.model import Layer, LayerState, Story, When
from storymap.model.layers import COMPARES, KINDS, collection
from storymap.model.points import PointTable

POINTED = ("circles", "heat", "clusters")
VALUED = ("choropleth", "circles", "flows", "heat")
_FAMILIES = {"Point": "dot", "MultiPoint": "dot", "LineString": "line", "MultiLineString": "line"}


def layer_documents(
    story: Story,
    places: Mapping[str, Place],
    chapters: Sequence[Mapping[str, Any]],
    accent: str,
    language: str,
) -> list[dict[str, Any]]:
    """Return every layer of a story; `chapters` are those of the document, whose views say how fine it is."""
    return [_layer(layer, places, _views(layer, chapters), accent, language) for layer in story.layers]


def chapter_layers(
    states: Sequence[LayerState],
    layers: Mapping[str, Layer],
    places: Mapping[str, Place],
    window: When | None,
    language: str,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the full state of each layer that is on, and the steps of time that a reader goes by.

    Layers that the story doesn't have are left out. `filter` holds the numbers of the features that are
    shown, None for all; of a layer with dates, those of its own time, else of the chapter's `window`.
    """
    found: list[dict[str, Any]] = []
    spells: list[Spell] = []
    for state in states:
        layer = layers.get(state.id)
        if layer is None:
            continue
        wanted = state.filter or layer.when
        features: Features = features_of(layer, places, [], language) if wanted else []
        shown = kept(features, state.filter)
        dates, time = whens_of(layer, features), None
        if dates is not None:
            time = state.when or window
            shown = shown if time is None else both(shown, within(dates, time))
            every = range(len(dates)) if shown is None else shown
            spells += [Spell.of(when, time) for when in {dates[at] for at in every} if when]
        found.append(
            {
                "id": state.id,
                "opacity": layer.opacity if state.opacity is None else state.opacity,
                "filter": shown,
                "compare": state.compare if state.compare in COMPARES else None,
                "window": dated(time, language),
            }
        )
    return found, time_steps(spells, language)


def _views(layer: Layer, chapters: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [
        chapter["view"] for chapter in chapters if layer.id in {state["id"] for state in chapter["layers"]}
    ]


def features_of(
    layer: Layer, places: Mapping[str, Place], views: Sequence[Mapping[str, Any]], language: str
) -> Features:
    """Return the features that a layer draws, before they are simplified."""
    if layer.kind == "graticule":
        boxes = [view["bounds"] for view in views if "bounds" in view] or [(-180.0, -80.0, 180.0, 80.0)]
        box = (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        return graticule(layer.style.step or step_for(box[2] - box[0]), box, language)
    if layer.kind == "flows":
        return flow_features(layer.data["features"], places, language)
    if isinstance(layer.data, PointTable):
        return layer.data
    return [single for feature in layer.data["features"] for single in _singles(feature, layer.kind)]


def _singles(feature: Mapping[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """Yield a feature, several points as one each; where points are asked for, the middle of any shape."""
    geometry = feature.get("geometry")
    if geometry and geometry["type"] == "MultiPoint":
        for position in geometry["coordinates"]:
            yield {**feature, "geometry": {"type": "Point", "coordinates": position}}
    elif geometry and geometry["type"] != "Point" and kind in POINTED:
        from shapely.geometry import shape

        middle = shape(geometry).representative_point()
        yield {**feature, "geometry": {"type": "Point", "coordinates": [middle.x, middle.y]}}
    else:
        yield dict(feature)


def _layer(
    layer: Layer, places: Mapping[str, Place], views: Sequence[Mapping[str, Any]], accent: str, language: str
) -> dict[str, Any]:
    layer = layer if layer.kind in KINDS else replace(layer, kind=KINDS[0])
    colour = normal(layer.colour) or accent
    features = features_of(layer, places, views, language)
    values = numbers_of(features, _value(layer))
    look = painted(layer, values, _families(features), colour, language)
    time = time_document(whens_of(layer, features), language)
    numbers: list[float | None] = values if layer.kind in VALUED else [None] * count_of(features)
    rows = Rows(names_of(layer, features), numbers, labels_of(time))
    return {
        "id": layer.id,
        "kind": layer.kind,
        "title": layer.title.get(language) or layer.id,
        "colour": colour,
        "note": layer.note.get(language) or None,
        "attribution": layer.attribution.get(language) or None,
        "opacity": layer.opacity,
        "alt": layer.alt.get(language) or None,
        **_data(layer, features, views),
        "paint": look.paint(),
        "legend": {"title": legend_title(layer, language) or None, "items": look.items},
        "table": _table(layer, rows, look.found, language),
        "told": told(layer, rows, language),
        "time": time,
        "tiles": _tiles(layer),
        "image": _image(layer),
    }


def _data(layer: Layer, features: Features, views: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the features, or very many points in columns."""
    if isinstance(features, PointTable):
        return {"data": collection([]), "points": packed(features)}
    shapes = str(layer.data.get("shapes") or "")
    drawn = simplified_once(features, tolerance(views), shapes and f"{layer.kind in POINTED} {shapes}")
    if shapes:  # their numbers are as JSON has them
        plain = [{**feature, "properties": plain_json(feature["properties"])} for feature in drawn]
        return {"data": collection(plain), "points": None}
    return {"data": collection(plain_json(drawn)), "points": None}


def _families(features: Features) -> set[str]:
    """Return what kinds of shapes the features have."""
    if isinstance(features, PointTable):
        return {"dot"}
    return {
        _FAMILIES.get(feature["geometry"]["type"], "area") for feature in features if feature.get("geometry")
    }


def _value(layer: Layer) -> str:
    return layer.style.value or ("value" if layer.kind == "flows" else "")


def _table(layer: Layer, rows: Rows, classes: Classes | None, language: str) -> dict[str, Any]:
    return table(layer, rows, sentence(layer, rows, classes, language), language)


def _tiles(layer: Layer) -> dict[str, Any] | None:
    if layer.kind != "tiles" or urlsplit(layer.url).scheme != "https":
        return None
    return {"url": layer.url, "host": urlsplit(layer.url).netloc.replace("{s}.", "")}


def _image(layer: Layer) -> dict[str, Any] | None:
    overlay = layer.overlay
    bent = warp(overlay) if overlay and layer.kind == "image" else None
    if overlay is None or bent is None:
        return None
    inside = bool(overlay.file)
    if not inside and urlsplit(overlay.url).scheme != "https":
        return None
    return {
        "url": f"media/{quote(overlay.file)}" if inside else overlay.url,
        "host": None if inside else urlsplit(overlay.url).netloc,
        "cells": bent.cells,
        "mesh": bent.mesh,
        "method": bent.method,
        "error_km": bent.error_km,
    }
