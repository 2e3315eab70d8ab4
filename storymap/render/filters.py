"""Template filters: records by id, and a place's or an event's qualities in words."""

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from babel.numbers import format_decimal

from storymap.languages import PSEUDO, translation

_TAG = re.compile(r"<[^>]*>")
_SHORT = 60
WORDS = ("certainty", "known", "coordinates")
"""The filters that speak the interface's language."""
PAGE_IDS = frozenset({
    "announcer", "chapters", "cover", "end", "end-title", "hint", "main", "map", "panel", "panel-body",
    "panel-title", "places", "places-title", "share", "share-article-title", "share-chapter", "share-click",
    "share-extent", "share-kind", "share-language", "share-link", "share-link-label", "share-preview-title",
    "share-size", "share-snippet", "share-style", "share-theme", "share-title", "storymap-document",
    "storymap-outline", "storymap-pack", "storymap-parts", "tiles-credit",
})  # fmt: skip
"""The ids of a page's own parts; all others that it makes have a `_`, which no id of a story has."""


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """Return the filters of our templates, speaking a language of the interface."""
    _ = translation(language).gettext
    locale = "en" if language == PSEUDO else language.replace("-", "_")

    def certainty(value: str) -> str:
        """Return how sure the author is, in words; "" when sure."""
        return {"less-certain": _("less certain"), "uncertain": _("uncertain")}.get(value, "")

    def known(properties: Mapping[str, Any]) -> str:
        """Return how well a place is known, in words."""
        words = {"exact": _("Exact point"), "area": _("Area"), "line": _("Line"), "none": _("Not on the map")}
        drawn = properties["drawn"]
        if drawn == "approximate":
            radius = format_decimal(properties["precision_km"], locale=locale)
            text = _("Within about {n} km").format(n=radius)
        else:
            text = words.get(drawn, drawn)
        doubt = certainty(properties["certainty"])
        return f"{text}, {doubt}" if doubt else text

    def coordinates(position: tuple[float, float]) -> str:
        """Return `[lon, lat]` as people read it: latitude first, with the hemisphere's letter."""
        lon, lat = position
        lon = (lon + 180) % 360 - 180
        north, east = _("N") if lat >= 0 else _("S"), _("E") if lon >= 0 else _("W")
        latitude, longitude = (format_decimal(abs(value), "0.00", locale) for value in (lat, lon))
        return f"{latitude}° {north}, {longitude}° {east}"

    return {
        "by_id": by_id,
        "by_site": by_site,
        "sort_sites": sort_sites,
        "certainty": certainty,
        "known": known,
        "coordinates": coordinates,
        "anchor": anchor,
        "cited": cited,
        "outside_hosts": outside_hosts,
        "compared": compared,
    }


def anchor(chapter: str) -> str:
    """Return where a chapter stands in its page: its id, or, where a part of the page has that one, `id_`."""
    return f"{chapter}_" if chapter in PAGE_IDS else chapter


def by_id(records: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the records by id; each also has `short`, the beginning of its `html` as plain text."""
    return {record["id"]: dict(record) | {"short": shorten(record.get("html") or "")} for record in records}


def by_site(events: Iterable[Mapping[str, Any]]) -> Mapping[str | None, list[Mapping[str, Any]]]:
    """Return the events of each site by its id, those without a site under None; [] where there are none."""
    found: dict[str | None, list[Mapping[str, Any]]] = defaultdict(list)
    for event in events:
        found[event["site"]].append(event)
    return found


def outside_hosts(layers: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the hosts that layers load pictures or tiles from, each once."""
    places = [place for layer in layers for place in (layer["tiles"], layer["image"]) if place]
    return list(dict.fromkeys(place["host"] for place in places if place["host"]))


def compared(
    states: Iterable[Mapping[str, Any]], how: str, layers: Mapping[str, Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return the layers that a chapter compares by `how`; with a divider the first is on its left."""
    return [layers[state["id"]] for state in states if state["compare"] == how]


def cited(ids: Iterable[str], events: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the ids of the sources that the events with these ids cite, each once, in order."""
    return list(dict.fromkeys(source for id_ in ids if id_ in events for source in events[id_]["sources"]))


def sort_sites(features: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the sites in the order in which the story tells of them; those it never names come last."""
    return sorted(
        features,
        key=lambda site: (
            site["properties"]["number"] is None,
            site["properties"]["number"] or 0,
            site["properties"]["name"],
        ),
    )


def plain(markup: str) -> str:
    """Return sanitised HTML as plain text on one line."""
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())


def shorten(markup: str, length: int = _SHORT) -> str:
    """Return the beginning of sanitised HTML as plain text, cut between words."""
    text = plain(markup)
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"
