"""Georeference Annotations (IIIF extension 1), as Allmaps makes them: scanned maps tied to the ground."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storymap.problems import StorymapError

_NUMBER = r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?)"
_PAIRS = re.compile(rf"{_NUMBER}[\s,]+{_NUMBER}")
_POINTS = re.compile(r"""<polygon[^>]*?\spoints\s*=\s*["']([^"']+)["']""")
_METHODS = {
    "thinPlateSpline": "spline", "polynomial": "affine", "polynomial1": "affine", "projective": "projective",
    "polynomial2": "polynomial-2", "polynomial3": "polynomial-3", "helmert": "similarity",
}  # fmt: skip
"""What the specification, and Allmaps beyond it, call transformations, by our names."""


class NotGeoreferenced(StorymapError):
    """A file is no Georeference Annotation that can be used; the text says why."""


@dataclass(frozen=True)
class Georeference:
    """One scanned map: its IIIF image service, the box of it that is a map, and points `(x, y, lon, lat)`.

    `mask` holds the corners of the polygon that is the map, none for all of the picture, and `box` is the box
    `(left, top, width, height)` around it, in the picture's pixels. `transformation` is the annotation's own
    word, such as `polynomial 2` or `thinPlateSpline`, and `method` ours for it, "" for one that isn't known.
    `unread` says that there is a mask of another form.
    """

    service: str
    box: tuple[int, int, int, int] | None
    points: tuple[tuple[float, float, float, float], ...]
    transformation: str
    method: str
    label: str
    mask: tuple[tuple[float, float], ...] = ()
    unread: bool = False


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
    if source.get("type") == "Canvas" and not isinstance(source.get("service"), list):
        raise NotGeoreferenced("The annotation is about a canvas of a manifest. Take the annotation of its "
                               "image, such as Allmaps gives.")  # fmt: skip
    if not ids or not ids[0].startswith(("http://", "https://")):
        raise NotGeoreferenced("The annotation names no IIIF image.")
    if len(points) < 2:
        raise NotGeoreferenced("The annotation has fewer than two points that tie pixels to the ground.")
    kind, method = _transformation(_map(body.get("transformation")))
    label = source.get("label") or item.get("label") or ""
    mask = _mask(target.get("selector"))
    return Georeference(ids[0].rstrip("/"), _box(mask), tuple(points), kind, method,
                        label if isinstance(label, str) else "", mask,
                        bool(target.get("selector")) and not mask)  # fmt: skip


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


def _transformation(value: Mapping[str, Any]) -> tuple[str, str]:
    """Return the annotation's word for its transformation, and ours."""
    kind, order = str(value.get("type") or ""), _map(value.get("options")).get("order")
    if kind == "polynomial" and order in (1, 2, 3):
        return f"{kind} {order}", _METHODS[f"{kind}{order}"]
    if kind == "polynomial" and order is not None:
        return f"{kind} {order}"[:40], ""
    return kind[:40], _METHODS.get(kind, "")


def _mask(selector: object) -> tuple[tuple[float, float], ...]:
    """Return the corners of the polygon of an SvgSelector."""
    polygon = _POINTS.search(str(_map(selector).get("value") or ""))
    pairs = tuple((float(x), float(y)) for x, y in _PAIRS.findall(polygon[1])) if polygon else ()
    return pairs if len(pairs) >= 3 and _box(pairs) else ()


def _box(corners: Sequence[tuple[float, float]]) -> tuple[int, int, int, int] | None:
    """Return the box of whole pixels around corners."""
    if not corners:
        return None
    left, top = (max(0, math.floor(min(values))) for values in zip(*corners, strict=True))
    right, bottom = (math.ceil(max(values)) for values in zip(*corners, strict=True))
    return (left, top, right - left, bottom - top) if right > left and bottom > top else None
