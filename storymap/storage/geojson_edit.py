"""Change, add and remove shapes of an author's GeoJSON file, without touching any other byte."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storymap.problems import Problems
from storymap.storage.encoding import decode
from storymap.storage.exact_text import EditRefused, exact
from storymap.storage.geojson_file import cleaned, id_of, refuse_constant
from storymap.storage.json_spans import elements, members, skip_space
from storymap.storage.where import Where
from storymap.words import Words


@dataclass(frozen=True)
class RawShape:
    """A feature as it stands: its site's id, a name if it has one, its geometry (None when it has none)."""

    id: str
    name: str
    geometry: Mapping[str, Any] | None


@dataclass(frozen=True)
class _Feature:
    """Where a feature and its geometry stand, and what is in it besides an id and a name."""

    id: str
    start: int
    end: int
    geometry: tuple[int, int] | None
    bare: bool


def geometries(data: bytes | None, languages: Sequence[str] = ()) -> list[RawShape]:
    """Return the features of a file's bytes in their order; none when it can't be read."""
    if not data:
        return []
    text = decode(data, Where(Problems(), ""), languages)
    try:
        found = cleaned(json.loads(text, parse_constant=refuse_constant), 0)
    except (ValueError, RecursionError):
        return []
    if isinstance(found, dict) and found.get("type") == "Feature":
        found = {"type": "FeatureCollection", "features": [found]}
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        return []
    features = found.get("features")
    return [
        _shape(feature)
        for feature in (features if isinstance(features, list) else [])
        if isinstance(feature, dict) and feature.get("type") == "Feature"
    ]


def _shape(feature: Mapping[str, Any]) -> RawShape:
    geometry, properties = feature.get("geometry"), feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    names = (value for key, value in properties.items() if key.casefold() == "name")
    name = next((value for value in names if isinstance(value, str)), "")
    return RawShape(id_of(feature), name.strip(), geometry if isinstance(geometry, dict) else None)


def edit_shapes(
    data: bytes | None,
    changes: Mapping[str, Mapping[str, Any] | None],
    languages: Sequence[str] = (),
    removed: Sequence[str] = (),
) -> bytes:
    """Return the bytes of a GeoJSON file with other geometries for some sites.

    Parameters
    ----------
    changes
        New geometries by the id that the feature gives; None takes the geometry away, and with it the
        feature, unless that holds more than an id and a name.
    removed
        Ids whose features go as a whole.

    Raises
    ------
    EditRefused
        The file is not GeoJSON, or can't be changed without changing something else.
    """
    file = exact(data or b"", languages)
    text = file.text
    if not text.strip():
        text = f'{{"type": "FeatureCollection", "features": [{file.newline}]}}{file.newline}'
    try:
        for ident in removed:
            text = _without(text, ident, wholly=True)
        there = {shape.id: shape.geometry for shape in reversed(geometries(data, languages))}
        for ident, geometry in changes.items():
            if geometry and ident not in removed and cleaned(geometry, 0) == there.get(ident):
                continue
            text = _with(text, ident, geometry) if geometry else _without(text, ident, wholly=False)
    except (ValueError, RecursionError):
        raise EditRefused(
            Words("sites.geojson is not GeoJSON. `storymap check` says more; correct it first.")
        ) from None
    result = file.encode(text)
    _compare(data, result, {**dict.fromkeys(removed), **changes}, languages)
    return result


def _compare(
    old: bytes | None, new: bytes, changes: Mapping[str, Mapping[str, Any] | None], languages: Sequence[str]
) -> None:
    """Refuse a result in which another shape differs, or a changed one is not as it should be."""
    before, after = geometries(old, languages), geometries(new, languages)
    others = [[shape for shape in shapes if shape.id not in changes] for shapes in (before, after)]
    found: dict[str, Any] = {}
    for shape in after:
        if shape.geometry is not None:
            found.setdefault(shape.id, shape.geometry)
    wanted = {ident: cleaned(geometry, 0) for ident, geometry in changes.items() if geometry}
    if others[0] != others[1] or {ident: found[ident] for ident in changes if ident in found} != wanted:
        raise EditRefused(
            Words("sites.geojson can't be changed without changing another shape. Edit it by hand.")
        )


def _features(text: str) -> tuple[int, list[_Feature], bool]:
    """Return where the array of features ends (before its bracket), the features, and if it is an array."""
    start = skip_space(text, 0)
    parts = {span.key: span for span in members(text, start)}
    if "features" in parts:
        array = parts["features"]
        spans = [(span.start, span.end) for span in elements(text, array.start)]
        return array.end - 1, [_feature(text, *span) for span in spans], True
    end = start + len(text[start:].rstrip())
    return end, [_feature(text, start, end)], False


def _feature(text: str, start: int, end: int) -> _Feature:
    value = json.loads(text[start:end])
    if not isinstance(value, dict) or value.get("type") != "Feature":
        return _Feature("", start, end, None, False)
    found = {span.key: (span.start, span.end) for span in members(text, start)}
    properties = value.get("properties") or {}
    bare = isinstance(properties, dict) and {key.casefold() for key in properties} <= {"id", "name"}
    bare = bare and set(value) <= {"type", "id", "properties", "geometry", "bbox"}
    return _Feature(id_of(value), start, end, found.get("geometry"), bare)


def _with(text: str, ident: str, geometry: Mapping[str, Any]) -> str:
    """Return the text with a geometry for a site: in its feature, or in a new one at the end."""
    written = json.dumps(geometry, ensure_ascii=False, allow_nan=False)
    end, features, is_array = _features(text)
    for feature in features:
        if feature.id == ident:
            if feature.geometry is not None:
                start, after = feature.geometry
                return text[:start] + written + text[after:]
            inner = feature.end - 1
            return f'{text[:inner].rstrip()}, "geometry": {written}{text[inner:]}'
    name = json.dumps(ident, ensure_ascii=False)
    made = f'{{"type": "Feature", "properties": {{"id": {name}}}, "geometry": {written}}}'
    newline = "\r\n" if "\r\n" in text else "\n"
    if not is_array:
        start = features[0].start
        head = f'{text[:start]}{{"type": "FeatureCollection", "features": [{newline}'
        return f"{head}{text[start:end]},{newline}{made}{newline}]}}{text[end:]}"
    if not features:
        return f"{text[:end].rstrip()}{newline}{made}{newline}{text[end:]}"
    last = features[-1].end
    gap = text[features[-2].end : features[-1].start] if len(features) > 1 else f",{newline}"
    return f"{text[:last]}{gap}{made}{text[last:]}"


def _without(text: str, ident: str, *, wholly: bool) -> str:
    """Return the text without the shapes of a site."""
    _, features, is_array = _features(text)
    for index in range(len(features) - 1, -1, -1):
        feature = features[index]
        if feature.id != ident or not ident:
            continue
        if is_array and (wholly or feature.bare):
            if index + 1 < len(features):
                start, end = feature.start, features[index + 1].start
            else:
                start, end = (features[index - 1].end if index else feature.start), feature.end
            return _without(text[:start] + text[end:], ident, wholly=wholly)
        if wholly:
            return (
                f'{text[: feature.start]}{{"type": "FeatureCollection", "features": []}}{text[feature.end :]}'
            )
        if feature.geometry is not None:
            start, end = feature.geometry
            text = f"{text[:start]}null{text[end:]}"
    return text
