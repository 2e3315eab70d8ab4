"""Reads a position in any notation that people paste, and writes one in the common notations."""

from __future__ import annotations

from storymap.formats.degrees import read_degrees, sexagesimal
from storymap.formats.grids import read_mgrs, read_plus_code, read_utm, write_mgrs, write_plus_code, write_utm
from storymap.formats.map_addresses import read_address
from storymap.formats.position import Notation, PositionFound, Read, Refused
from storymap.model import Position

LONGEST = 4_000
_LONGEST_PLAIN = 120


def read_position(text: str, near: Position | None = None) -> PositionFound | None:
    """Return the position that a text gives, None when it gives none; it never raises.

    Understood are degrees (decimal, with minutes, with seconds; N S E W, Vietnamese B N Đ T), UTM, MGRS, Plus
    codes, `geo:` URIs, and addresses of OpenStreetMap, Google, Apple and Bing maps and of GeoHack, which are
    never fetched. `near`, as `(lon, lat)`, completes short Plus codes.
    """
    read = _read(text, near)
    return read if isinstance(read, PositionFound) else None


def why_no_position(text: str) -> str:
    """Return why a text that looks like a position gives none, '' when it looks like none at all."""
    read = _read(text, None)
    return read.note.words if isinstance(read, Refused) else ""


def format_position(lon: float, lat: float, notation: Notation = Notation.DECIMAL) -> str:
    """Return a position in a notation, exact to a few metres; `read_position` reads it back.

    Raises
    ------
    ValueError
        The notation is an address of a map, or does not reach there (UTM and MGRS: 80° S to 84° N).
    """
    if notation is Notation.DECIMAL:
        return f"{lat:.6f}, {lon:.6f}"
    if notation is Notation.MINUTES:
        return sexagesimal(lon, lat, 2, 4)
    if notation is Notation.SECONDS:
        return sexagesimal(lon, lat, 3, 2)
    if notation is Notation.GEO_URI:
        return f"geo:{lat:.6f},{lon:.6f}"
    writers = {Notation.UTM: write_utm, Notation.MGRS: write_mgrs, Notation.PLUS_CODE: write_plus_code}
    if notation not in writers:
        raise ValueError(f"Positions are not written as {notation}.")
    return writers[notation](lon, lat)


def _read(text: str, near: Position | None) -> Read:
    text = text.strip()
    if not text or len(text) > LONGEST or not any(sign.isalnum() for sign in text):
        return None
    address = read_address(text)
    if address is not None or len(text) > _LONGEST_PLAIN or not any(sign.isdecimal() for sign in text):
        code = read_plus_code(text, near) if address is None and "+" in text else None
        return address if address is not None else code
    for read in (read_plus_code(text, near) if "+" in text else None, read_mgrs(text), read_utm(text)):
        if read is not None:
            return read
    return read_degrees(text)
