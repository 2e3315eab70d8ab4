"""GeoJSON files become checked features: lines and areas of sites, and layers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storymap.model.layers import no_features
from storymap.problems import Problems
from storymap.storage.encoding import clean, decode
from storymap.storage.foreign import fault_words, foreign
from storymap.storage.geometry import FAMILIES, read_geometry, tell_mixed
from storymap.storage.inside import FileRefused, read_bytes
from storymap.storage.kept import name_of
from storymap.storage.kept_features import read_once
from storymap.storage.where import Where
from storymap.words import Words, words_of

_DEEPEST = 12
MOST_TOLD = 20
LARGE = 500_000
"""Bytes of a file from which on what was read of it is kept."""


@dataclass(frozen=True)
class Shape:
    """A feature of sites.geojson: the site's id, a name if it has one, and the geometry."""

    id: str
    name: str
    geometry: Mapping[str, Any] | None
    where: Where


def read_shapes(folder: Path, file: str, where: Where) -> Iterator[Shape]:
    """Yield the features of a story's sites.geojson; a geometry that can't be used is an error and None."""
    for number, feature in enumerate(_features(lambda: read_bytes(folder, file), where), 1):
        properties = feature.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        ident = id_of(feature)
        name = next((_word(value) for key, value in properties.items() if key.casefold() == "name"), "")
        here = where.at(column=f"feature {number}" + (f", {ident}" if ident else ""))
        if not ident:
            here.error(
                Words("the feature has no `id` among its properties"),
                found=name,
                hint=Words('Write the id of its row in sites.csv: `"properties": {"id": "…"}`.'),
            )
        yield Shape(ident, name, read_geometry(feature.get("geometry"), here), here)


def read_layer(folder: Path, file: str, where: Where) -> tuple[Mapping[str, Any], str]:
    """Return a layer's FeatureCollection, and a name for its shapes, "" when the file is a small one.

    What was read of the same bytes of a large file before is taken from the cache, problems and all.
    """
    try:
        data = read_bytes(folder, file)
    except FileRefused as fault:
        where.error(words_of(fault), hint=fault.hint)
        return no_features(), ""
    if len(data) < LARGE:
        return _layer(data, where), ""
    name = name_of(data, "geojson")
    return read_once(name, lambda here: _layer(data, here), where), name


def _layer(data: bytes, where: Where) -> dict[str, Any]:
    """Return the features that can be drawn; the others are errors.

    At most `MOST_TOLD` of them are told one by one.
    """
    drawn: list[dict[str, Any]] = []
    told, untold = 0, Problems()
    for number, feature in enumerate(_features(lambda: data, where, _constant), 1):
        problems = where.problems if told < MOST_TOLD else untold
        here = Where(problems, where.file, column=f"feature {number}")
        geometry = read_geometry(feature.get("geometry"), here)
        told += geometry is None
        if geometry is not None:
            properties = feature.get("properties")
            drawn.append(
                {
                    "type": "Feature",
                    "geometry": geometry,
                    "properties": properties if isinstance(properties, dict) else {},
                }
            )
    if told > MOST_TOLD:
        where.error(
            Words("{count} more features can't be drawn", count=told - MOST_TOLD),
            hint=Words("Export the file again as GeoJSON in WGS 84 (EPSG:4326)."),
        )
    families = sorted({FAMILIES[feature["geometry"]["type"]] for feature in drawn})
    if len(families) > 1:
        tell_mixed(families, where)
    return {"type": "FeatureCollection", "features": drawn}


def _features(
    read: Callable[[], bytes], where: Where, constant: Callable[[str], Any] | None = None
) -> list[dict[str, Any]]:
    data = _read_json(read, where, constant or refuse_constant)
    if data is None:
        return []
    if isinstance(data, dict) and data.get("type") == "Feature":
        data = {"type": "FeatureCollection", "features": [data]}
    elif isinstance(data, dict) and "coordinates" in data:
        data = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": data}]}
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        where.error(
            Words("this is not a GeoJSON FeatureCollection"),
            hint=(
                Words(
                    'Export it as GeoJSON; the file starts with {"type": "FeatureCollection", "features": [ .'
                )
            ),
        )
        return []
    if isinstance(data.get("crs"), dict) and not any(name in str(data["crs"]) for name in ("CRS84", "4326")):
        where.error(
            Words("the coordinates are in another system than WGS 84"),
            found=data["crs"],
            hint=Words("Export the file again as GeoJSON in WGS 84 (EPSG:4326)."),
        )
        return []
    good = []
    for number, feature in enumerate(features, 1):
        if isinstance(feature, dict) and feature.get("type") == "Feature":
            good.append(feature)
        else:
            where.at(column=f"feature {number}").error(Words("this is not a GeoJSON Feature"), found=feature)
    return good


def _read_json(read: Callable[[], bytes], where: Where, constant: Callable[[str], Any]) -> Any:
    """Return the parsed file, or None when it can't be read, which is an error.

    `constant` gets NaN and Infinity, which some programs write.
    """
    try:
        text = decode(read(), where)
        found = cleaned(json.loads(text, parse_constant=constant), 0)
        return {} if found is None else found
    except FileRefused as fault:
        where.error(words_of(fault), hint=fault.hint)
    except json.JSONDecodeError as fault:
        where.at(row=fault.lineno).error(
            Words("this is not JSON: {msg}", msg=foreign(fault.msg)),
            found=fault.doc[fault.pos : fault.pos + 20],
            hint=Words("Export the file again as GeoJSON."),
        )
    except (ValueError, RecursionError) as fault:
        where.error(
            Words("the JSON can't be read: {fault}", fault=fault_words(fault)),
            hint=Words("Export the file again as GeoJSON."),
        )
    return None


def _constant(name: str) -> float | None:
    """Take what JSON doesn't have: NaN is no value, and an infinity is told of its feature."""
    return None if name == "NaN" else float(name)


def refuse_constant(name: str) -> None:
    """Refuse NaN and Infinity, which JSON doesn't have."""
    raise ValueError(Words("{name} is not a number of JSON", name=name))


def cleaned(value: Any, depth: int) -> Any:
    """Return the value with every text cleaned, or raise ValueError when it is nested too deep."""
    if depth > _DEEPEST:
        raise ValueError(Words("it is nested too deep"))
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        # Coordinates are by far the most of a file, and pairs of numbers need no cleaning.
        return (
            value
            if value
            and isinstance(value[0], int | float)
            and len(value) < 5
            and all(isinstance(part, int | float) for part in value)
            else [cleaned(part, depth + 1) for part in value]
        )
    if isinstance(value, dict):
        return {clean(key): cleaned(part, depth + 1) for key, part in value.items()}
    return value


def id_of(feature: Mapping[str, Any]) -> str:
    """Return the id that a feature gives among its properties or of its own, '' when there is none."""
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    return _word(properties.get("id")) or _word(feature.get("id"))


def _word(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
