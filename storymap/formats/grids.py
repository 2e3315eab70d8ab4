"""Reads and writes grid references: UTM, MGRS, Plus codes."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from storymap.formats.position import (
    KM_PER_DEGREE,
    N_,
    Alternative,
    Notation,
    Note,
    PositionFound,
    Read,
    Refused,
    in_degrees,
    on_earth,
    rounded,
)
from storymap.model import Position

if TYPE_CHECKING:
    from pyproj import Transformer

BANDS = "CDEFGHJKLMNPQRSTUVWX"
SOUTH_OR_BAND = N_("if S means the southern hemisphere")
NEAR_HERE = N_("the short code was completed near {place}")
_SHORT_CODE = N_("a short Plus code needs the town in whose surroundings it lies, or the full code")
_NO_SUCH_SQUARE = N_("there is no such grid square: {found}")
_NO_SUCH_UTM = N_("these numbers do not lie in zone {zone}")

_UTM = re.compile(
    r"(?:UTM\s*)?(?:ZONE\s*)?(?P<zone>\d{1,2})\s?(?P<band>[C-HJ-NP-X]|NORTH|SOUTH)[\s,;:]+"
    r"(?:E(?:ASTING)?\s*[:=]?\s*)?0?(?P<east>\d{6}(?:[.,]\d{1,6})?)\s*(?:M\s?E|ME|E|M)?[\s,;/]+"
    r"(?:N(?:ORTHING)?\s*[:=]?\s*)?0?(?P<north>\d{1,8}(?:[.,]\d{1,6})?)\s*(?:M\s?N|MN|N|M)?",
)
_MGRS = re.compile(
    r"(?:MGRS\s*:?\s*)?(?P<zone>\d{1,2})\s?(?P<band>[C-HJ-NP-X])\s?(?P<square>[A-HJ-NP-Z][A-HJ-NP-V])\s?"
    r"(?P<digits>(?:\d{1,5}\s\d{1,5}|\d{0,10}))"
)
_PLUS = r"[23456789CFGHJMPQRVWX]"
_CODE = re.compile(rf"(?P<code>(?:{_PLUS}{{2}}0{{6}}|{_PLUS}{{4}}0{{4}}|{_PLUS}{{6}}0{{2}})\+"
                   rf"|{_PLUS}{{8}}\+(?:{_PLUS}{{2,7}})?|{_PLUS}{{2,6}}\+{_PLUS}{{2,7}})"
                   r"(?P<town>(?:[\s,].{0,200})?)", re.IGNORECASE)  # fmt: skip


def read_utm(text: str) -> Read:
    """Return the position of UTM coordinates on WGS 84, such as `48Q 777000 1821000`.

    The letter is the latitude band; N and S are taken as the hemisphere where the band does not fit.
    """
    found = _UTM.fullmatch(" ".join(text.upper().split()))
    if found is None:
        return None
    zone, letter = int(found["zone"]), found["band"]
    east, north = (float(found[name].replace(",", ".")) for name in ("east", "north"))
    label = f"{zone}{letter[0]} {found['east']} {found['north']}"
    readings = [
        place
        for south in _hemispheres(letter)
        if (place := _from_utm(zone, south, east, north)) and _fits(place[1], letter, south)
    ]
    if not readings:
        return Refused(Note(_NO_SUCH_UTM, {"zone": f"{zone}{letter}"}))
    lon, lat = readings[0]
    digits = max(len(re.split("[.,]", found[name] + ".")[1]) for name in ("east", "north"))
    other = Alternative(*readings[1], Note(SOUTH_OR_BAND)) if len(readings) > 1 else None
    shown = f"{label} ({in_degrees(lon, lat)})"
    return PositionFound(lon, lat, Notation.UTM, shown, rounded(0.001 * 10.0**-digits), other)


def write_utm(lon: float, lat: float) -> str:
    """Return UTM coordinates in whole metres, latitudes -80 to 84 only."""
    grid = _mgrs_of(lon, lat, 5)
    zone = int(grid[:-13] if grid[-13].isalpha() else grid[:-12])
    easting, northing = _transformer(zone, lat < 0).transform(lon, lat, direction="INVERSE")
    return f"{zone}{_band(lat)} {easting:.0f} {northing:.0f}"


def read_mgrs(text: str) -> Read:
    """Return the middle of an MGRS square, such as `48QYD7721` (1 km wide)."""
    found = _MGRS.fullmatch(" ".join(text.upper().split()))
    if found is None:
        return None
    digits = found["digits"].replace(" ", "")
    both = found["digits"].split(" ")
    if len(digits) % 2 or len({len(part) for part in both}) > 1:
        return Refused(Note(_NO_SUCH_SQUARE, {"found": text.strip()[:40]}))
    half = len(digits) // 2
    east, north = digits[:half], digits[half:]
    square = f"{found['zone']}{found['band']}{found['square']}"
    middle = f"{square}{east}5{north}5" if half < 5 else square + digits
    import mgrs

    try:
        lat, lon = mgrs.MGRS().toLatLon(middle.zfill(len(middle) + (len(found["zone"]) == 1)))
    except mgrs.core.MGRSError:
        return Refused(Note(_NO_SUCH_SQUARE, {"found": text.strip()[:40]}))
    if not on_earth(lon, lat):
        return Refused(Note(_NO_SUCH_SQUARE, {"found": text.strip()[:40]}))
    shown = " ".join(part for part in (square, east, north) if part) + f" ({in_degrees(lon, lat)})"
    return PositionFound(lon, lat, Notation.MGRS, shown, rounded(10.0 ** (2 - half)))


def write_mgrs(lon: float, lat: float) -> str:
    """Return the MGRS square of 1 m in which a position lies, latitudes -80 to 84 only."""
    return _mgrs_of(lon, lat, 5)


def read_plus_code(text: str, near: Position | None = None) -> Read:
    """Return the middle of a Plus code; a short one (`FH7V+GJ Huế`) is completed near `near`."""
    found = _CODE.fullmatch(text.strip())
    if found is None:
        return None
    from openlocationcode import openlocationcode

    code = found["code"].upper()
    notes: tuple[Note, ...] = ()
    if not openlocationcode.isValid(code):
        return None
    if openlocationcode.isShort(code):
        if near is None:
            return Refused(Note(_SHORT_CODE))
        notes = (Note(NEAR_HERE, {"place": in_degrees(*near, digits=2)}),)
        code = openlocationcode.recoverNearest(code, near[1], near[0])
    if not openlocationcode.isFull(code):
        return Refused(Note(_NO_SUCH_SQUARE, {"found": code}))
    area = openlocationcode.decode(code)
    lat, lon = area.latitudeCenter, area.longitudeCenter
    km = rounded((area.latitudeHi - area.latitudeLo) * KM_PER_DEGREE)
    return PositionFound(lon, lat, Notation.PLUS_CODE, f"{code} ({in_degrees(lon, lat)})", km, None, notes)


def town_of_short_code(text: str) -> str:
    """Return the town that stands behind a short Plus code (`FH7V+GJ Huế`: `Huế`), '' when there is none."""
    found = _CODE.fullmatch(text.strip())
    short = found is not None and found["code"].find("+") < 8
    return found["town"].strip(" ,") if found is not None and short else ""


def write_plus_code(lon: float, lat: float) -> str:
    """Return the Plus code with 11 digits, a square of about 3 m."""
    from openlocationcode import openlocationcode

    code: str = openlocationcode.encode(lat, lon, 11)
    return code


def _mgrs_of(lon: float, lat: float, digits: int) -> str:
    import mgrs

    if not (-80 <= lat < 84):
        raise ValueError("UTM and MGRS go from 80° S to 84° N.")
    code: str = mgrs.MGRS().toMGRS(lat, lon, MGRSPrecision=digits)
    return code


def _hemispheres(letter: str) -> tuple[bool, ...]:
    """Return the readings of a letter, whether south, likeliest first: S is the band of 32° to 40° N too."""
    if letter == "S":
        return False, True
    if letter in ("NORTH", "SOUTH"):
        return (letter == "SOUTH",)
    return (letter < "N",)


def _from_utm(zone: int, south: bool, east: float, north: float) -> Position | None:
    if not (1 <= zone <= 60 and 100_000 <= east < 1_000_000 and 0 <= north <= 10_000_000):
        return None
    lon, lat = _transformer(zone, south).transform(east, north)
    return (lon, lat) if math.isfinite(lon) and math.isfinite(lat) and on_earth(lon, lat) else None


def _fits(lat: float, letter: str, south: bool) -> bool:
    """Whether a latitude lies in its band, or on its side of the equator where the letter is N or S."""
    if letter in ("NORTH", "SOUTH") or (letter == "N" and not south) or (letter == "S" and south):
        return -80.5 <= lat <= 0.1 if south else -0.1 <= lat <= 84.5
    first = -80 + 8 * BANDS.index(letter)
    return first - 0.5 <= lat <= first + (12 if letter == "X" else 8) + 0.5


def _band(lat: float) -> str:
    north = min(int((lat + 80) // 8), len(BANDS) - 1)
    return BANDS[min(north, BANDS.index("M")) if lat < 0 else north]


@lru_cache(maxsize=120)
def _transformer(zone: int, south: bool) -> Transformer:
    from pyproj import Transformer

    return Transformer.from_crs(32700 + zone if south else 32600 + zone, 4326, always_xy=True)
