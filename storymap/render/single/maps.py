"""The drawn maps of a story that is one file: small ones, alike where their views nearly are."""

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

from storymap.render.picture import draw_map

SIZE = (480, 320)
_STEPS = 60


def overview(document: Mapping[str, Any]) -> str:
    """Return the map of the whole story."""
    return draw_map({**document, "bounds": _snapped(document["bounds"])}, size=SIZE)


def chapter_maps(
    documents: Mapping[str, Mapping[str, Any]], drawn: Callable[[], None]
) -> dict[str, dict[str, str]]:
    """Return each chapter's map by language; `drawn` is called after each.

    Chapters with the same view stand beside each other, and so do the languages: what is alike then packs to
    almost nothing.
    """
    first = next(iter(documents.values()))
    order = sorted(first["chapters"], key=lambda chapter: json.dumps(_near(chapter["view"])))
    maps: dict[str, dict[str, str]] = {chapter["id"]: {} for chapter in order}
    for ident, found in maps.items():
        for tag, document in documents.items():
            found[tag] = _map(document, ident)
            drawn()
    return maps


def _map(document: Mapping[str, Any], ident: str) -> str:
    chapter = next(item for item in document["chapters"] if item["id"] == ident)
    return draw_map(dict(document), {**chapter, "view": _near(chapter["view"])}, size=SIZE)


def _near(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return a view whose bounds lie on a grid, so that nearly the same views become the same."""
    return {**view, "bounds": _snapped(view["bounds"])} if "bounds" in view else dict(view)


def _snapped(bounds: list[float]) -> list[float]:
    west, south, east, north = bounds
    step = 2.0 ** math.floor(math.log2(max(east - west, north - south, 1e-6) / _STEPS))
    low = [math.floor(value / step) * step for value in (west, south)]
    return low + [math.ceil(value / step) * step for value in (east, north)]
