"""Raster tiles of another host, as an address with places for a tile's numbers or a WMS's box."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from storymap.storage.mapped import Mapped
from storymap.storage.values import read_url
from storymap.words import Words

BOX = "{bbox-epsg-3857}"
_PLACES = ("{x}", "{y}", "{z}")


def read_tiles(entry: Mapped) -> str:
    """Return the address of a layer's tiles, "" when there is none that a page may load.

    `url` holds `{z}`, `{x}` and `{y}`, or is a WMS's when `wms` names its layers.
    """
    written = entry.string("url")
    where = entry.at("url")
    if not written:
        where.error(
            Words("the layer has no address of tiles"),
            hint=Words("Write `url: https://…/{z}/{x}/{y}.png`, or add `wms`."),
        )
        return ""
    # Braces are no letters of an address, so the places stand in for numbers while it is looked at.
    plain = written
    for place in (*_PLACES, "{s}", "{r}", BOX):
        plain = plain.replace(place, "0" if place != "{r}" else "")
    address = read_url(plain, where)
    if not address:
        return ""
    if urlsplit(address).scheme.lower() != "https":
        where.error(
            Words("tiles are loaded by https only"), found=written, hint=Words("Write an https address.")
        )
        return ""
    if "wms" in entry:
        return wms_address(written, entry.map("wms"))
    if BOX not in written and not all(place in written for place in _PLACES):
        where.error(
            Words("the address has no place for the tile's numbers"),
            found=written,
            hint=Words("Write {z}, {x} and {y} where they stand; for a WMS, add `wms: {layers: …}`."),
        )
        return ""
    return written.replace("{r}", "")


def wms_address(url: str, wms: Mapped) -> str:
    """Return the address of one map of 256 × 256 pixels (OGC WMS 1.3.0, GetMap) with a place for its box."""
    wms.extra(("layers", "styles", "format"))
    names = ",".join(word for word, _ in wms.strings("layers"))
    if not names:
        wms.at("layers").error(
            Words("the WMS's layers are not named"), hint=Words("Write `wms: {layers: name}`.")
        )
        return ""
    parts = urlsplit(url)
    asked = {
        "SERVICE": "WMS",
        "VERSION": "1.3.0",
        "REQUEST": "GetMap",
        "LAYERS": names,
        "STYLES": wms.string("styles"),
        "FORMAT": wms.string("format") or "image/png",
        "TRANSPARENT": "TRUE",
        "CRS": "EPSG:3857",
        "WIDTH": "256",
        "HEIGHT": "256",
    }
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key.upper() not in (*asked, "BBOX")]
    query = urlencode([*kept, *asked.items()]) + f"&BBOX={BOX}"
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
