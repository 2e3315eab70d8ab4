"""A position read from a text: where, how it was read, how exact it can be, what else it may mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from storymap.model import Position
from storymap.words import Words, joined

KM_PER_DEGREE = 111.2
"""Kilometres in one degree of latitude (mean radius of the IUGG)."""

Translate = Callable[[str], str]


def N_(message: str) -> str:
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


class Notation(StrEnum):
    """How a position can be written."""

    DECIMAL = "decimal"
    MINUTES = "degrees-minutes"
    SECONDS = "degrees-minutes-seconds"
    UTM = "utm"
    MGRS = "mgrs"
    PLUS_CODE = "plus-code"
    GEO_URI = "geo-uri"
    OPENSTREETMAP = "openstreetmap"
    GOOGLE_MAPS = "google-maps"
    APPLE_MAPS = "apple-maps"
    BING_MAPS = "bing-maps"
    GEOHACK = "geohack"
    MAP_ADDRESS = "map-address"


_READ_AS = {
    Notation.DECIMAL: N_("read as decimal degrees: {shown}"),
    Notation.MINUTES: N_("read as degrees and minutes: {shown}"),
    Notation.SECONDS: N_("read as degrees, minutes, seconds: {shown}"),
    Notation.UTM: N_("read as UTM on WGS 84: {shown}"),
    Notation.MGRS: N_("read as a military grid reference (MGRS): {shown}"),
    Notation.PLUS_CODE: N_("read as a Plus code: {shown}"),
    Notation.GEO_URI: N_("read from a geo: address: {shown}"),
    Notation.OPENSTREETMAP: N_("read from an address of OpenStreetMap: {shown}"),
    Notation.GOOGLE_MAPS: N_("read from an address of Google Maps: {shown}"),
    Notation.APPLE_MAPS: N_("read from an address of Apple Maps: {shown}"),
    Notation.BING_MAPS: N_("read from an address of Bing Maps: {shown}"),
    Notation.GEOHACK: N_("read from an address of GeoHack: {shown}"),
    Notation.MAP_ADDRESS: N_("read from the address of a map: {shown}"),
}


@dataclass(frozen=True)
class Note:
    """A message with fields, in English until it is said in another language."""

    message: str
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """The message with its fields, which can be said in another language."""
        return Words(self.message, **self.fields)

    def say(self, translate: Translate = str) -> str:
        """Return the message in words; `translate` is a catalogue's `gettext`."""
        return self.words.said(translate)


@dataclass(frozen=True)
class Alternative:
    """Another position that the same text may mean, and why."""

    lon: float
    lat: float
    note: Note


@dataclass(frozen=True)
class PositionFound:
    """A position in degrees on WGS 84.

    `shown` is the text in its usual form, `precision_km` the size of the last digit or of the grid square
    (of a `geo:` address its uncertainty), None when the notation says nothing.
    """

    lon: float
    lat: float
    notation: Notation
    shown: str
    precision_km: float | None = None
    alternative: Alternative | None = None
    notes: tuple[Note, ...] = ()

    @property
    def position(self) -> Position:
        """The position as `(lon, lat)`."""
        return self.lon, self.lat

    @property
    def words(self) -> Words:
        """How it was read, in English; it can be said in another language."""
        read = Words(_READ_AS[self.notation], shown=self.shown)
        return joined([read, *(note.words for note in self.notes)], "; ")

    def say(self, translate: Translate = str) -> str:
        """Return how it was read; `translate` is a catalogue's `gettext`."""
        return self.words.said(translate)


@dataclass(frozen=True)
class Refused:
    """A text that is meant as a position, but holds none that can be used; the note says why."""

    note: Note


Read = PositionFound | Refused | None
"""What a reader says of a text; None: the text is not in its notation."""

SWAPPED = N_("latitude and longitude may be the other way round")
LON_FIRST = N_("the longitude stands first, since {number} can't be a latitude")
VIEW = N_("it is the middle of the map's view")
OUT_OF_RANGE = N_("latitude goes from -90 to 90 and longitude from -180 to 180; found {found}")


def on_earth(lon: float, lat: float) -> bool:
    """Whether a position is one; not-a-number is none."""
    return abs(lat) <= 90 and abs(lon) <= 180


def out_of_range(lon: float, lat: float) -> Refused:
    """Return why numbers beyond the globe are no position."""
    return Refused(Note(OUT_OF_RANGE, {"found": f"{lat:g}, {lon:g}"}))


def rounded(km: float) -> float:
    """Return a precision with two significant digits."""
    return float(f"{km:.2g}")


def in_degrees(lon: float, lat: float, digits: int = 5) -> str:
    """Return a position as people read it: `16.4637° N, 107.5909° E`."""
    north, east = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
    return f"{_short(abs(lat), digits)}° {north}, {_short(abs(lon), digits)}° {east}"


def _short(number: float, digits: int) -> str:
    text = f"{number:.{digits}f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text
