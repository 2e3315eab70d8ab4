"""What a saved story carries of folium's plugins, and which hosts a layer would ask for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from branca.colormap import ColorMap
from branca.element import CssLink, Element, Figure, Html, JavascriptLink
from folium.map import Tooltip

from storymap.render.folium.framed import framed_html, frames_of

CARRIED = (
    "leaflet_heat", "leaflet-ant-path", "leaflet-polylineoffset", "leaflet-textpath",
    "leaflet.markercluster/", "leaflet.featuregroup.subgroup", "leaflet-timedimension",
    "iso8601-js-period", "moment.js/",
)  # fmt: skip
"""Parts of the addresses of code that the player of a saved story has."""

PARTS = {
    "leaflet-beautify-marker-icon": "badges", "leaflet.boatmarker": "boats", "polyline-encoded": "encoded",
    "Leaflet.pattern": "patterns", "leaflet-dvf": "polygons", "leaflet-semicircle": "semicircles",
    "OverlappingMarkerSpiderfier-Leaflet": "spiders", "tag-filter-button": "tags",
    "leaflet.terminator": "terminator", "leaflet.timeline@": "timeline", "/topojson/": "topojson",
    "leaflet.control.layers.tree": "tree", "leaflet.groupedlayercontrol": "tree",
}  # fmt: skip
"""Parts of the addresses of code that a saved story has when a layer needs it, and what we call it."""

NOT_NEEDED = {
    "TimestampedGeoJson": ("/jquery/", "/jqueryui/", "/highlight.js/"),
    "TagFilterButton": ("/easy-button.", "/ripple."),
    "HeatMapWithTime": ("/pa7_hm.", "/pa7_leaflet_hm."), "TimeSliderChoropleth": ("/d3.v4.",),
}  # fmt: skip
"""What a plugin names and never uses, or we tell in another way."""

_ADDRESSES = ("iconurl", "iconretinaurl", "shadowurl")
_PICTURE = re.compile(r"""<img\b[^>]*?\bsrc\s*=\s*["']?([^\s"'>]+)""", re.IGNORECASE)
_INSIDE = ("data:", "blob:", "#")


def hosts_of(element: Element) -> set[str]:
    """Return the hosts, or the files beside the page, that a layer would load code, tiles or data from."""
    return {place for one in tree(element) for url in _asked(one) if (place := _elsewhere(url))}


def hosts_in(figure: Figure, element: Element) -> set[str]:
    """Return the hosts that a layer, rendered into a figure, would load code from."""
    known = [part for one in tree(element) for part in (*PARTS, *_known(one))]
    links = [one.url for one in figure.header._children.values() if isinstance(one, JavascriptLink | CssLink)]
    return {host for url in links if not _carried(url, (*CARRIED, *known)) and (host := _host(url))}


def parts_of(element: Element) -> set[str]:
    """Return what of `PARTS` a layer needs."""
    addresses = [url for one in tree(element) for _, url in getattr(one, "default_js", ())]
    return {part for url in addresses for name, part in PARTS.items() if name in url}


def picture_hosts(element: Element) -> set[str]:
    """Return the hosts, or the files, that a layer's icons, popups and tooltips would load pictures from."""
    texts = [text for one in tree(element) for text in _html(one)]
    options = [getattr(one, "options", None) for one in tree(element)]
    addresses = [
        value for found in options if isinstance(found, dict) for key, value in found.items()
        if isinstance(value, str) and key.casefold().replace("_", "") in _ADDRESSES
    ]  # fmt: skip
    addresses += [address for text in texts for address in _PICTURE.findall(text)]
    return {place for address in addresses if (place := _elsewhere(address))}


def tree(element: Element) -> Iterator[Element]:
    """Yield an element and all that it is made of."""
    yield element
    more = getattr(element, "data", None)
    parts = [*element._children.values(), *(more if isinstance(more, list) else ())]
    icon = getattr(element, "icon", None)
    for child in [*parts, icon]:
        if isinstance(child, Element):
            yield from tree(child)


def _asked(one: Element) -> Iterator[str]:
    if isinstance(one, ColorMap):
        return
    known = (*CARRIED, *PARTS, *_known(one))
    for kind in ("default_js", "default_css"):
        yield from (url for _, url in getattr(one, kind, ()) if not _carried(url, known))
    for name in ("tiles", "url", "embed_link", "data_url", "video_url"):
        if isinstance(value := getattr(one, name, None), str):
            yield value


def _known(one: Element) -> tuple[str, ...]:
    return NOT_NEEDED.get(type(one).__name__, ())


def _carried(url: str, known: tuple[str, ...]) -> bool:
    return any(part in url for part in known)


def _html(one: Element) -> Iterator[str]:
    """Yield what an element hands to the page as HTML."""
    content = getattr(one, "html", None)
    options = getattr(one, "options", None)
    parts = getattr(content, "_children", {}).values()
    for text in (
        one.text if isinstance(one, Tooltip) else None,
        options.get("html") if isinstance(options, dict) else None,
        *(part.data for part in parts if isinstance(part, Html) and part.script),
        *(framed_html(frame) for _, frame in frames_of(one)),
    ):
        if isinstance(text, str):
            yield text


def _elsewhere(url: str) -> str:
    """Return the host of an address, or the address of a file beside the page; "" for what is in the page."""
    return "" if url.lower().startswith(_INSIDE) else _host(url) or url


def _host(url: str) -> str:
    return urlsplit(url).netloc if url.startswith(("http://", "https://", "//")) else ""
