"""What a layer of folium holds: its features, whichever way it keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import folium
from branca.element import Element
from folium.plugins import Timeline

Feature = Mapping[str, Any]


def features_of(one: Element) -> list[Feature]:
    """Return the features of a layer of GeoJSON or TopoJSON; those of a timeline have `times`."""
    data = getattr(one, "data", None)
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except ValueError:
            return []
    if not isinstance(data, Mapping):
        return []
    found = list(_geometries(data, one.object_path) if isinstance(one, folium.TopoJson) else _plain(data))
    return [_timed(feature) for feature in found] if isinstance(one, Timeline) else found


def _plain(data: Mapping[str, Any]) -> Iterator[Feature]:
    yield from (feature for feature in data.get("features") or [] if isinstance(feature, Mapping))


def _geometries(data: Any, path: str) -> Iterator[Feature]:
    """Yield the shapes at a path such as `objects.provinces`; their properties are as those of features."""
    for name in path.split("."):
        data = data.get(name) if isinstance(data, Mapping) else None
    if isinstance(data, Mapping):
        yield from (one for one in data.get("geometries", [data]) if isinstance(one, Mapping))


def _timed(feature: Feature) -> Feature:
    properties = feature.get("properties") or {}
    times = [properties[name] for name in ("start", "end") if name in properties]
    return {**feature, "properties": {**properties, "times": times}}
