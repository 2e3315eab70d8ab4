"""JSON inside a page: the data island that the player reads, and what may stand inside a script."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026",
                          "\u2028": "\\u2028", "\u2029": "\\u2029"})


_IN_THE_PAGE = frozenset({"sources", "summary", "authors", "cite", "licence", "generator", "tiles",
                          "accent", "accent_dark", "published", "reading_minutes"})
_CHAPTER = frozenset({"id", "title", "view", "window", "sites", "events", "layers", "steps", "legs",
                      "map_text", "event_sets"})
_EVENT = frozenset({"id", "site", "extent", "also", "certainty"})
_SET_STATE = frozenset({"id", "text", "from", "to", "categories"})
_EVENT_SET = frozenset({"id", "title", "note", "archive", "summary", "places", "bytes"})
_LAYER = frozenset({"id", "kind", "title", "colour", "paint", "told", "time", "tiles"})
_DECIMALS = 5
_POINTS = frozenset({"decimals", "lon", "lat"})
_SITE = frozenset({"name", "drawn", "precision_km", "certainty", "centre", "number"})


class ScriptText(str):
    """Text that stands inside `<script>` or `<style>` as it is; only this package makes it."""

    __slots__ = ()

    def __html__(self) -> "ScriptText":
        """Tell the template that the text is already fit for its place."""
        return self


def json_island(value: Any) -> ScriptText:
    r"""Return `value` as JSON that no HTML parser can leave: `<`, `>`, `&`, U+2028 and U+2029 are escaped.

    The escapes (`\u003c` …) are JSON's own, so `JSON.parse` gives back the same value. Keys are sorted: the
    same value gives the same text.

    Raises
    ------
    ValueError
        When the value holds NaN or an infinity, which JSON has no word for.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return ScriptText(text.translate(_ESCAPES))


def player_island(document: Mapping[str, Any], *, strings: Mapping[str, Any],
                  urls: Mapping[str, Any]) -> ScriptText:
    """Return the island of a story page: the document without what the page itself shows.

    The player finds a chapter's and an event's `html`, notes and media, and the sources, in the page, by id;
    what it needs besides is here, with `strings` (the interface's words by English text) and `urls`.
    """
    slim = {key: value for key, value in document.items() if key not in _IN_THE_PAGE}
    slim["chapters"] = [
        _only(chapter, _CHAPTER)
        | {
            "event_sets": [_only(one, _SET_STATE) for one in chapter["event_sets"]],
            "map_text": _in_words(chapter),
        }
        for chapter in document["chapters"]
    ]
    slim["events"] = [_only(event, _EVENT) for event in document["events"]]
    slim["event_sets"] = [_only(one, _EVENT_SET) for one in document["event_sets"]]
    slim["layers"] = [_layer(layer) for layer in document["layers"]]
    sites = document["sites"]["features"]
    slim["sites"] = {"features": [site | {"properties": _only(site["properties"], _SITE)} for site in sites]}
    return json_island(slim | {"strings": strings, "urls": urls})


def _in_words(chapter: Mapping[str, Any]) -> str:
    """Return what is seen beside a chapter's text: the map, or the picture in its place."""
    pictures = [item["alt"] for item in chapter["media"] if item["where"] == "map"]
    return str(pictures[0] if any(pictures) else chapter["map_text"])


def _layer(layer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the player paints of a layer: words and values stand in the page, points in one list."""
    features = layer["data"]["features"]
    shapes = [feature["geometry"] for feature in features]
    points = bool(shapes) and all(shape and shape["type"] == "Point" for shape in shapes)
    found = layer["points"] or (_points(shapes) if points else None)
    names = [feature["properties"]["name"] for feature in features] if layer["kind"] == "graticule" else []
    image = layer["image"] and _only(layer["image"], frozenset({"host", "cells", "mesh"}))
    return {
        **_only(layer, _LAYER),
        "points": found and _only(found, _POINTS),
        "shapes": [] if points else shapes,
        "names": names,
        "image": image,
    }


def _points(shapes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return points as whole numbers, as the document has very many of them."""
    lon, lat = (
        [round(shape["coordinates"][axis] * 10**_DECIMALS) for shape in shapes] for axis in (0, 1)
    )
    return {"decimals": _DECIMALS, "lon": lon, "lat": lat}


def _only(record: Mapping[str, Any], keys: frozenset[str]) -> dict[str, Any]:
    """Return what the player needs of a record."""
    return {key: value for key, value in record.items() if key in keys}
