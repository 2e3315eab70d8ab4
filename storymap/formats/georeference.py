"""Georeference Annotations (IIIF extension 1), as Allmaps makes them: scanned maps tied to the ground."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storymap.problems import StorymapError

_PAIRS = re.compile(r"(-?[\d.]+)[\s,]+(-?[\d.]+)")
_POINTS = re.compile(r"""points\s*=\s*["']([^"']+)["']""")


class NotGeoreferenced(StorymapError):
    """A file is no Georeference Annotation that can be used; the text says why."""


@dataclass(frozen=True)
class Georeference:
    """One scanned map: its IIIF image service, the box of it that is a map, and points `(x, y, lon, lat)`.

    `box` is `(left, top, width, height)` in the picture's pixels, None for all of it. `transformation` is the
    annotation's own word, such as `polynomial` or `thinPlateSpline`.
    """

    service: str
    box: tuple[int, int, int, int] | None
    points: tuple[tuple[float, float, float, float], ...]
    transformation: str
    label: str


def read_georeferences(data: bytes) -> list[Georeference]:
    """Return the scanned maps of an Annotation, or of an AnnotationPage.

    Raises
    ------
    NotGeoreferenced
        It isn't JSON, or holds no such annotation.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise NotGeoreferenced("This is no Georeference Annotation: it isn't JSON.") from None
    value = value if isinstance(value, dict) else {}
    items = value.get("items") if value.get("type") == "AnnotationPage" else [value]
    found = [_one(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    if not found:
        raise NotGeoreferenced("This JSON holds no Georeference Annotation.")
    return found


def _one(item: Mapping[str, Any]) -> Georeference:
    target, body = _map(item.get("target")), _map(item.get("body"))
    source = _map(target.get("source"))
    services = source.get("service") if isinstance(source.get("service"), list) else [source]
    ids = [str(_map(one).get("@id") or _map(one).get("id") or "") for one in services or []]
    features = body.get("features")
    points = [point for one in features if (point := _point(_map(one)))] if isinstance(features, list) else []
    if not ids or not ids[0].startswith(("http://", "https://")):
        raise NotGeoreferenced("The annotation names no IIIF image.")
    if len(points) < 2:
        raise NotGeoreferenced("The annotation has fewer than two points that tie pixels to the ground.")
    kind = str(_map(body.get("transformation")).get("type") or "")
    label = source.get("label") or item.get("label") or ""
    return Georeference(ids[0].rstrip("/"), _box(target.get("selector")), tuple(points), kind,
                        label if isinstance(label, str) else "")  # fmt: skip


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _point(feature: Mapping[str, Any]) -> tuple[float, float, float, float] | None:
    properties = _map(feature.get("properties"))
    pixel = properties.get("resourceCoords") or properties.get("pixelCoords")
    ground = _map(feature.get("geometry")).get("coordinates")
    if not isinstance(pixel, list) or not isinstance(ground, list):
        return None
    numbers = [*pixel[:2], *ground[:2]]
    if len(numbers) < 4 or not all(isinstance(one, int | float) and math.isfinite(one) for one in numbers):
        return None
    x, y, lon, lat = (float(one) for one in numbers)
    return (x, y, lon, lat) if abs(lat) <= 90 and abs(lon) <= 360 else None


def _box(selector: object) -> tuple[int, int, int, int] | None:
    """Return the box around the polygon of an SvgSelector."""
    polygon = _POINTS.search(str(_map(selector).get("value") or ""))
    pairs = [(float(x), float(y)) for x, y in _PAIRS.findall(polygon[1])] if polygon else []
    if len(pairs) < 3:
        return None
    left, top = (max(0, math.floor(min(values))) for values in zip(*pairs, strict=True))
    right, bottom = (math.ceil(max(values)) for values in zip(*pairs, strict=True))
    return (left, top, right - left, bottom - top) if right > left and bottom > top else None
