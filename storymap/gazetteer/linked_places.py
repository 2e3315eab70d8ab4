"""Linked Places Format (LPF 1.2, a GeoJSON profile for historical places) becomes named places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from storymap.gazetteer.own_places import Named
from storymap.gazetteer.place import Place
from storymap.storage.encoding import clean
from storymap.storage.foreign import fault_words
from storymap.storage.geometry import read_geometry
from storymap.storage.where import Where
from storymap.words import Words

_EXAMPLE = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "@id": "…", "properties": '
    '{"title": "…", "ccodes": ["VN"]}, "names": [{"toponym": "…"}], "geometry": {"type": "Point", …}}]}'
)
# GeoNames feature classes, as LPF's `fclasses`.
_CLASSES = {"A": "region", "H": "water", "L": "area", "P": "town", "R": "road", "S": "poi", "T": "mountains",
            "V": "area"}  # fmt: skip


def places_of_json(text: str, source: str, where: Where) -> Iterator[Named]:
    """Yield the features that have a name and a position; the others are reported."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as fault:
        where.error(
            Words("this is not JSON: {fault}", fault=fault_words(fault)),
            hint=Words("Linked Places Format looks like this: {example}", example=_EXAMPLE),
        )
        return
    features = content.get("features") if isinstance(content, dict) else None
    if isinstance(content, dict) and content.get("type") == "Feature":
        features = [content]
    if not isinstance(features, list):
        where.error(
            Words("there are no `features`"),
            hint=Words("Linked Places Format looks like this: {example}", example=_EXAMPLE),
        )
        return
    for number, feature in enumerate(features, 1):
        here = where.at(column=f"feature {number}")
        if not isinstance(feature, dict):
            here.error(Words("this is not a feature"), found=feature)
        elif named := _named(feature, number, source, here):
            yield named


def _named(feature: dict[str, Any], number: int, source: str, where: Where) -> Named | None:
    properties = _object(feature.get("properties"))
    toponyms = [_word(_object(name).get("toponym")) for name in _list(feature.get("names"))]
    title = _word(properties.get("title")) or _word(properties.get("name"))
    names = tuple(dict.fromkeys(name for name in [title, *toponyms] if name))
    if not names:
        where.error(
            Words("the feature has no name"), hint=Words("Write `title` among its properties, or `names`.")
        )
        return None
    geometry = _object(feature.get("geometry"))
    if geometry.get("type") == "GeometryCollection":
        geometry = _object(next(iter(_list(geometry.get("geometries"))), None))
    checked = read_geometry(geometry or None, where)
    if checked is None:
        return None
    from storymap.gazetteer.story_sites import middle_of

    lon, lat = middle_of(checked)
    since, until = _span(feature)
    codes = [_word(code).upper() for code in _list(properties.get("ccodes"))]
    ident = (
        _word(feature.get("@id")) or _word(feature.get("id")) or _word(properties.get("id")) or str(number)
    )
    place = Place(
        id=f"lpf:{ident}", name=names[0], lon=lon, lat=lat, kind=_kind(feature, properties),
        country=next((code for code in codes if len(code) == 2), ""), parent=_parent(feature),
        population=None, since=since, until=until, source=source,
    )  # fmt: skip
    return Named(place, names)


def _kind(feature: dict[str, Any], properties: dict[str, Any]) -> str:
    for kind in map(_object, _list(feature.get("types"))):
        labels = [_word(_object(label).get("label")) for label in _list(kind.get("sourceLabels"))]
        if word := next(
            filter(None, [*labels, _word(kind.get("label")), _word(kind.get("sourceLabel"))]), ""
        ):
            return word.casefold()
    classes = _list(properties.get("fclasses"))
    return _CLASSES.get(_word(classes[0]).upper(), "") if classes else ""


def _parent(feature: dict[str, Any]) -> str:
    relations = map(_object, _list(feature.get("relations")))
    return next(
        (
            _word(one.get("label"))
            for one in relations
            if "partof" in _word(one.get("relationType")).casefold()
        ),
        "",
    )


def _span(feature: dict[str, Any]) -> tuple[str, str]:
    """Return the first year of the first timespan and the last year of the last one."""
    spans = [_object(span) for span in _list(_object(feature.get("when")).get("timespans"))]
    if not spans:
        return "", ""
    start, end = _object(spans[0].get("start")), _object(spans[-1].get("end"))
    return (
        _word(start.get("in") or start.get("earliest")),
        _word(end.get("in") or end.get("latest")),
    )


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _word(value: object) -> str:
    return clean(str(value)).strip() if isinstance(value, str | int | float) else ""
