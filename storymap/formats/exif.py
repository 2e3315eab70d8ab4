"""Where and when a photo says it was taken."""

from __future__ import annotations

import math
import re
import struct
from typing import TYPE_CHECKING, Any

from storymap.model import Position, WhenError, parse_when

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

_EXIF_PART, _GPS_PART = 0x8769, 0x8825
_TAKEN = 0x9003  # DateTimeOriginal; the other dates are those of a scan or of an edit
_LAT_SIDE, _LAT, _LON_SIDE, _LON, _STATUS = 1, 2, 3, 4, 9
_DATE = re.compile(r"(\d{4})[:/-](\d{2})[:/-](\d{2})(?:\D.*)?", re.DOTALL)
# What Pillow raises on damaged EXIF data, depending on where the damage is.
_DAMAGED = (ValueError, TypeError, LookupError, ArithmeticError, OSError, SyntaxError, struct.error,
            AttributeError)  # fmt: skip


def read_exif(image: Image) -> tuple[Position | None, str]:
    """Return the position `(lon, lat)`, or None, and the day of the photo as EDTF, or ''; it never raises."""
    try:
        exif = image.getexif()
    except _DAMAGED:
        return None, ""
    return _position(_part(exif, _GPS_PART)), _taken(_part(exif, _EXIF_PART))


def _part(exif: Exif, tag: int) -> dict[int, Any]:
    try:
        return dict(exif.get_ifd(tag))
    except _DAMAGED:
        return {}


def _position(gps: dict[int, Any]) -> Position | None:
    """Return the position; cameras without a fix write zeros or the status V (void)."""
    if _text(gps.get(_STATUS)) == "V":
        return None
    lat = _angle(gps.get(_LAT), _text(gps.get(_LAT_SIDE)), "NS")
    lon = _angle(gps.get(_LON), _text(gps.get(_LON_SIDE)), "EW")
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or lat == lon == 0:
        return None
    return lon, lat


def _angle(value: Any, side: str, sides: str) -> float | None:
    if side not in sides or not side:
        return None
    try:
        parts = [float(part) for part in value]
    except _DAMAGED:
        return None
    if not 1 <= len(parts) <= 3 or not all(math.isfinite(part) and part >= 0 for part in parts):
        return None
    total = sum(part / scale for part, scale in zip(parts, (1, 60, 3600), strict=False))
    return round(-total if side == sides[1] else total, 6)


def _taken(exif: dict[int, Any]) -> str:
    """Return the day as EDTF: a month or day of 00 is not known, and neither is a year of 0000."""
    found = _DATE.fullmatch(_text(exif.get(_TAKEN)))
    if found is None or found[1] == "0000":
        return ""
    text = found[1]
    for part in found.groups()[1:]:
        if part == "00":
            break
        text += f"-{part}"
    try:
        return parse_when(text).text
    except WhenError:
        return ""


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return value.strip("\x00 ") if isinstance(value, str) else ""
