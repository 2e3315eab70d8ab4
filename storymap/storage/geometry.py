"""A GeoJSON geometry is checked, and mended only where nothing is lost by it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from storymap.storage.foreign import fault_words, foreign
from storymap.storage.where import Where, listed, near_miss
from storymap.words import Words

_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_MOST_POSITIONS = 500_000


FAMILIES = {
    "Point": "points", "MultiPoint": "points", "LineString": "lines", "MultiLineString": "lines",
    "Polygon": "areas", "MultiPolygon": "areas",
}  # fmt: skip


def tell_mixed(families: Sequence[str], where: Where) -> None:
    """Note that a file has several families of geometries."""
    where.notice(
        Words("the file mixes points, lines and areas"),
        found=", ".join(families),
        hint=Words("They are all shown; for a choropleth only areas count."),
    )


class _Fault(Exception):
    """Coordinates can't be used; the arguments are the message, what was found, and a hint."""


def read_geometry(value: object, where: Where) -> Mapping[str, Any] | None:
    """Return a valid geometry with `[lon, lat]` positions (heights are left out), or None with an error.

    A polygon that crosses itself is mended by shapely's `make_valid` when the result is made of polygons
    only, with a notice.
    """
    if not isinstance(value, dict):
        where.error(
            Words("the feature has no geometry"),
            found="" if value is None else value,
            hint=Words("Draw it, or delete the feature."),
        )
        return None
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in _DEPTH:
        near = near_miss(kind, _DEPTH) if isinstance(kind, str) else None
        where.error(
            Words("this is no geometry that can be drawn"),
            found=kind,
            hint=Words("Write `{near}`.", near=near)
            if near
            else Words("Use one of {known}.", known=listed(_DEPTH)),
        )
        return None
    counter = [0]
    try:
        coordinates = _coordinates(value.get("coordinates"), _DEPTH[kind], counter)
    except _Fault as fault:
        message, found, hint = fault.args
        where.error(message, found=found, hint=hint)
        return None
    geometry = {"type": kind, "coordinates": coordinates}
    return geometry if kind == "Point" else _valid(geometry, where)  # nothing is wrong with a position


def _coordinates(value: object, depth: int, counter: list[int]) -> list[Any]:
    if not isinstance(value, list):
        raise _Fault(
            Words("the coordinates are not a list"), value, Words("Write them as GeoJSON does: [lon, lat].")
        )
    if depth:
        if not value:
            raise _Fault(
                Words("the geometry has an empty part"), "[]", Words("Delete the part, or draw it again.")
            )
        return [_coordinates(part, depth - 1, counter) for part in value]
    counter[0] += 1
    if counter[0] > _MOST_POSITIONS:
        raise _Fault(
            Words("the shape has more than {most:,} points", most=_MOST_POSITIONS),
            "",
            Words("Simplify it first."),
        )
    pair = value[:2]
    if len(pair) < 2 or not all(_is_number(part) for part in pair):
        raise _Fault(
            Words("a position is not a pair of numbers"),
            value,
            Words("Write [lon, lat], without quotation marks."),
        )
    lon, lat = float(pair[0]), float(pair[1])
    if abs(lat) > 90:
        swapped = abs(lon) <= 90 and abs(lat) <= 180
        raise _Fault(
            Words("lat and lon look swapped") if swapped else Words("a latitude is out of range"),
            value,
            Words("GeoJSON writes [lon, lat], in degrees (WGS 84)."),
        )
    if abs(lon) > 180:
        raise _Fault(
            Words("a longitude is out of range"),
            value,
            Words(
                "Write degrees from -180 to 180 (WGS 84); cut a shape that crosses 180° in two (RFC 7946)."
            ),
        )
    return [lon, lat]


def _is_number(value: object) -> bool:
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False


def _valid(geometry: dict[str, Any], where: Where) -> Mapping[str, Any] | None:
    """Return the geometry if shapely finds it valid, or mended; else None with an error."""
    import shapely
    from shapely.geometry import mapping, shape
    from shapely.validation import explain_validity

    try:
        built = shape(geometry)
        reason = foreign(explain_validity(built))
        if built.is_valid:
            return geometry
        mended = shapely.make_valid(built)
    except (ValueError, IndexError, shapely.errors.ShapelyError) as fault:
        where.error(
            Words("the geometry can't be drawn: {fault}", fault=fault_words(fault)),
            hint=Words("Draw this shape again."),
        )
        return None
    if geometry["type"].endswith("Polygon") and mended.geom_type.endswith("Polygon") and not mended.is_empty:
        where.notice(
            Words("the outline crosses itself; it was mended"),
            found=reason,
            hint=Words("Look whether it is still right."),
        )
        fixed = mapping(mended)
        return {"type": fixed["type"], "coordinates": _lists(fixed["coordinates"])}
    where.error(Words("the geometry is not valid"), found=reason, hint=Words("Draw this shape again."))
    return None


def _lists(value: Any) -> Any:
    return [_lists(part) for part in value] if isinstance(value, tuple | list) else value
