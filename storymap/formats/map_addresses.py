"""Reads the position in `geo:` URIs and in the addresses of maps on the web; nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, unquote_plus, urlsplit

from storymap.formats.degrees import decimals, float_of, read_degrees
from storymap.formats.position import (
    KM_PER_DEGREE,
    N_,
    VIEW,
    Notation,
    Note,
    PositionFound,
    Read,
    Refused,
    in_degrees,
    on_earth,
    out_of_range,
    rounded,
)

_OBJECT = N_("the address names an object of OpenStreetMap, not a position; open it and copy its coordinates")
_SHORT = N_("a shortened address holds no position, and nothing is fetched; open it and copy the long one")
_NONE = N_("there is no position in this address")
_CRS = N_("only WGS 84 is understood in geo: addresses, not {crs}")

_DEGREE = r"[+-]?\d{1,3}(?:\.\d{1,18})?"
_GEO = re.compile(rf"geo:(?P<lat>{_DEGREE}),(?P<lon>{_DEGREE})(?:,{_DEGREE})?(?P<rest>[;?].*)?", re.I)
_ADDRESS = re.compile(r"(?:https?://|www\.|maps\.|openstreetmap\.org/|osm\.org/|geohack\.)", re.I)
_PAIR = re.compile(rf"\s*({_DEGREE})\s*[,~_]\s*({_DEGREE})\s*(?:[,_(].*)?")
_AT = re.compile(rf"/@({_DEGREE}),({_DEGREE})(?:,|/|$)")
_PIN = re.compile(rf"!3d({_DEGREE})!4d({_DEGREE})")
_EMBEDDED = re.compile(rf"!2d({_DEGREE})!3d({_DEGREE})")
_HASH = re.compile(rf"(?:map=)?\d{{1,2}}(?:\.\d+)?/({_DEGREE})/({_DEGREE})(?:[/&].*)?")
_ITEM = re.compile(r"/(?:node|way|relation|changeset|note)/\d+")
_GEOHACK = re.compile(r"(?P<first>[\d._-]+_[NS])_(?P<second>[\d._-]+_[EW])(?:_.*)?", re.IGNORECASE)
_SHORTENERS = ("goo.gl", "maps.app.goo.gl", "bit.ly", "osm.org", "g.co", "t.co", "tinyurl.com", "maps.apple")
_KINDS = (
    (re.compile(r"(?:^|\.)(?:openstreetmap\.org|osm\.org|openstreetmap\.de)$"), Notation.OPENSTREETMAP),
    (re.compile(r"(?:^|\.)google(?:\.[a-z]{2,3}){1,2}$"), Notation.GOOGLE_MAPS),
    (re.compile(r"(?:^|\.)maps\.apple\.com$"), Notation.APPLE_MAPS),
    (re.compile(r"(?:^|\.)bing\.com$"), Notation.BING_MAPS),
    (re.compile(r"(?:^|\.)(?:geohack\.toolforge\.org|tools\.wmflabs\.org)$"), Notation.GEOHACK),
)
# Parameters that hold a position, the ones that mean a pin first; the last ones are views.
_PINS = ("coordinate", "q", "query", "ll", "daddr", "destination", "loc", "sp")
_VIEWS = ("center", "cp", "sll", "viewpoint")


def read_address(text: str) -> Read:
    """Return the position in a web address or `geo:` URI; a pin wins over the middle of the view."""
    text = text.strip()
    if text[:4].lower() == "geo:":
        return _geo(text)
    if not _ADDRESS.match(text):
        return None
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").lower()
        query = parse_qs(parts.query, max_num_fields=100)
    except ValueError:
        return None
    notation = next((kind for pattern, kind in _KINDS if pattern.search(host)), Notation.MAP_ADDRESS)
    pins = (_found(lat, lon, notation) for lat, lon in _pins(parts.path, query))
    views = (_found(lat, lon, notation, view=True) for lat, lon in _views(parts.path, query, parts.fragment))
    reads = [*pins, _spelt(parts.path, query, notation), *views]
    found = next((read for read in reads if isinstance(read, PositionFound)), None)
    return found or next((read for read in reads if read), None) or _nothing(host, parts.path)


def _pins(path: str, query: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield latitude and longitude of what an address points at."""
    if "mlat" in query and "mlon" in query:
        yield query["mlat"][0], query["mlon"][0]
    whole = "&".join([unquote_plus(path), *(value for values in query.values() for value in values)])
    yield from _PIN.findall(whole)[-1:]
    yield from ((lat, lon) for lon, lat in _EMBEDDED.findall(whole)[-1:])
    for name in _PINS:
        for value in query.get(name, ()):
            if pair := _PAIR.fullmatch(value.removeprefix("point.").removeprefix("loc:")):
                yield pair[1], pair[2]


def _views(path: str, query: dict[str, list[str]], fragment: str) -> Iterator[tuple[str, str]]:
    """Yield latitude and longitude of the middle of the map that an address shows."""
    if {"lat", "lon"} <= query.keys():
        yield query["lat"][0], query["lon"][0]
    for name in _VIEWS:
        for value in query.get(name, ()):
            if pair := _PAIR.fullmatch(value):
                yield pair[1], pair[2]
    if at := _AT.search(unquote_plus(path)):
        yield at[1], at[2]
    if view := _HASH.fullmatch(fragment):
        yield view[1], view[2]


def _found(lat_text: str, lon_text: str, notation: Notation, *, view: bool = False) -> Read:
    lat, lon = float_of(lat_text), float_of(lon_text)
    if lat != lat or lon != lon:
        return None
    if not on_earth(lon, lat):
        return out_of_range(lon, lat)
    km = rounded(KM_PER_DEGREE * 10.0 ** -min(decimals(lat_text, lon_text), 18))
    notes = (Note(VIEW),) if view else ()
    return PositionFound(lon, lat, notation, in_degrees(lon, lat), km, None, notes)


def _spelt(path: str, query: dict[str, list[str]], notation: Notation) -> Read:
    """Return a position that stands in the address as a person writes it, as in `/place/16°27'49"N+…`."""
    texts = [value for name in (*_PINS, "params") for value in query.get(name, ())]
    texts += [part for part in unquote_plus(path).split("/") if any(sign.isdigit() for sign in part)]
    for text in texts:
        if hack := _GEOHACK.fullmatch(text):
            text = ", ".join(hack[name].replace("_", " ") for name in ("first", "second"))
        read = read_degrees(text) if len(text) <= 200 else None
        if isinstance(read, PositionFound):
            return replace(read, notation=notation)
    return None


def _nothing(host: str, path: str) -> Refused:
    if _ITEM.search(path):
        return Refused(Note(_OBJECT))
    short = host in _SHORTENERS and not path.startswith(("/maps/@", "/maps/place"))
    return Refused(Note(_SHORT if short else _NONE))


def _geo(text: str) -> Read:
    """Read RFC 5870, and the `?q=` that telephones add to it."""
    found = _GEO.fullmatch(text)
    if found is None:
        return Refused(Note(_NONE))
    rest = found["rest"] or ""
    fields = dict(part.partition("=")[::2] for part in re.split("[;?&]", rest.lower()) if "=" in part)
    if fields.get("crs", "wgs84") != "wgs84":
        return Refused(Note(_CRS, {"crs": fields["crs"][:40]}))
    pin = _PAIR.fullmatch(unquote_plus(fields.get("q", "")))
    lat, lon = (pin[1], pin[2]) if pin else (found["lat"], found["lon"])
    read = _found(lat, lon, Notation.GEO_URI)
    uncertainty = float_of(fields.get("u", ""))
    if isinstance(read, PositionFound) and 0 <= uncertainty < 2e7:
        return replace(read, precision_km=uncertainty / 1000)
    return read
