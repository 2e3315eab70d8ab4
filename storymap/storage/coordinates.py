"""Latitude and longitude as people write them become `(lon, lat)`; swapped ones are named, not mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from storymap.model import Position
from storymap.storage.values import plain_number
from storymap.storage.where import Where
from storymap.words import Words, joined

_DEGREES = re.compile(
    r"(?P<sign>[+-]?)(?P<degrees>\d+(?:[.,]\d+)?)\s*°\s*(?:(?P<minutes>\d+(?:[.,]\d+)?)\s*['′’]\s*)?"
    r"(?:(?P<seconds>\d+(?:[.,]\d+)?)\s*(?:[\"″”]|''|’’))?"
)
_SIDES = {"lat": ("N", "S"), "lon": ("E", "W")}
_LIMIT = {"lat": 90.0, "lon": 180.0}
_NEAR, _FAR = 6.0, 15.0


def read_position(lat_text: str, lon_text: str, where: Where) -> Position | None:
    """Return `(lon, lat)` in degrees of a row's two cells, or None; zero is a value, empty is none.

    A decimal comma, a degree sign, minutes and seconds, and N, S, E, W are understood.
    """
    texts = {"lat": lat_text.strip(), "lon": lon_text.strip()}
    if not texts["lat"] and not texts["lon"]:
        return None
    for name, other in (("lat", "lon"), ("lon", "lat")):
        if not texts[name]:
            where.at(column=name).error(
                Words("`{name}` is missing, but `{other}` is there", name=name, other=other),
                found="",
                hint=Words("Write `{name}` too, or leave both empty.", name=name),
            )
            return None
    values = {name: _degrees(text, name, where.at(column=name)) for name, text in texts.items()}
    lat, lon = values["lat"], values["lon"]
    if lat is None or lon is None:
        return None
    if abs(lat) <= _LIMIT["lat"] and abs(lon) <= _LIMIT["lon"]:
        return (lon + 0.0, lat + 0.0)
    found = f"lat {texts['lat']}, lon {texts['lon']}"
    if abs(lon) <= _LIMIT["lat"] and abs(lat) <= _LIMIT["lon"]:
        where.at(column="lat").error(
            Words("lat and lon look swapped"),
            found=found,
            hint=Words("Write lat {lat} and lon {lon}.", lat=texts["lon"], lon=texts["lat"]),
        )
        return None
    name = "lat" if abs(lat) > _LIMIT["lat"] else "lon"
    where.at(column=name).error(
        Words("`{name}` is out of range", name=name),
        found=texts[name],
        hint=Words("Write degrees from -{limit:g} to {limit:g}.", limit=_LIMIT[name]),
    )
    return None


def warn_of_swapped(sites: Iterable[tuple[Position, Where]]) -> None:
    """Warn of a position far from all the others whose swapped pair lies among them."""
    places = list(sites)
    if len(places) < 3:
        return
    crowd = Counter(_square(position) for position, _ in places)
    for index, ((lon, lat), where) in enumerate(places):
        if abs(lon) > 90 or crowd[_square((lon, lat))] > 1:
            continue
        others = [position for number, (position, _) in enumerate(places) if number != index]
        if _nearest((lon, lat), others) < _FAR or _nearest((lat, lon), others) > _NEAR:
            continue
        where.at(column="lat").warning(
            Words("lat and lon may be swapped: the place is far from all others"),
            found=f"lat {lat:g}, lon {lon:g}",
            hint=Words("If so, write lat {lon:g} and lon {lat:g}.", lon=lon, lat=lat),
        )


def _square(position: Position) -> tuple[float, float]:
    """Return the square of the map in which a position lies: two in one square are not far apart."""
    return (position[0] // _FAR, position[1] // _FAR)


def notice_commas(rows: Sequence[tuple[str, Where]], where: Where) -> None:
    """Note once for a file that coordinates with a decimal comma were understood; `rows` hold both cells."""
    found = [Words("row {row}", row=here.row) for cells, here in rows if "," in cells]
    if found:
        where.at(column="lat").notice(
            Words("a decimal comma was read as a point in {n} rows", n=len(found))
            if len(found) > 1
            else Words("a decimal comma was read as a point in 1 row"),
            found=joined(found[:20], ", "),
            hint=Words("Other programs expect a point, such as 16.75."),
        )


def _nearest(position: Position, others: list[Position]) -> float:
    """Return the distance in degrees to the nearest of the others, across ±180 too."""

    def apart(other: Position) -> float:
        east = abs(position[0] - other[0])
        return max(min(east, 360 - east), abs(position[1] - other[1]))

    return min(map(apart, others))


def _degrees(text: str, name: str, where: Where) -> float | None:
    bare = text.replace("−", "-").replace("º", "°").strip()
    side = bare[-1:].upper()
    turn = 1
    if side and side in "NSEW":
        if side not in _SIDES[name]:
            where.error(
                Words("`{name}` can't end in {side}", name=name, side=side),
                found=text,
                hint=Words("lat ends in N or S, lon in E or W; they may be swapped."),
            )
            return None
        bare, turn = bare[:-1].strip(), -1 if side == _SIDES[name][1] else 1
    number = plain_number(bare)
    if number is None and (found := _DEGREES.fullmatch(bare)):
        number = _sum(found)
    if number is None:
        where.error(
            Words("`{name}` is not a number", name=name),
            found=text,
            hint=Words("Write degrees with a decimal point, such as 16.75."),
        )
        return None
    return number * turn


def _sum(found: re.Match[str]) -> float | None:
    parts = [plain_number(found[name] or "0") for name in ("degrees", "minutes", "seconds")]
    if any(part is None for part in parts) or any(part is not None and part >= 60 for part in parts[1:]):
        return None
    total = sum((part or 0.0) / scale for part, scale in zip(parts, (1, 60, 3600), strict=True))
    return round(-total if found["sign"] == "-" else total, 7)
