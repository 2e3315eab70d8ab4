"""What a chapter does with the map: its view, what it shows, its route."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storymap.model import Event, Position, Show, View
from storymap.storage.ids import Ids
from storymap.storage.mapped import Mapped
from storymap.storage.values import plain_number
from storymap.storage.where import Where, listed, near_miss
from storymap.words import Words

_FIT = ("fit", "all", "auto")
_DEEPEST_ZOOM = 22


@dataclass(frozen=True)
class References:
    """The ids and tags that a chapter may name."""

    sites: Ids
    events: Ids
    layers: Ids
    event_sets: Ids
    tags: frozenset[str]

    @classmethod
    def of(
        cls, sites: Ids, events: Ids, layers: Ids, event_sets: Ids, records: Iterable[Event]
    ) -> References:
        """Return the references, with the tags of the events."""
        tags = frozenset(tag for event in records for tag in event.tags)
        return cls(sites, events, layers, event_sets, tags)


def read_view(head: Mapped, known: References) -> View:
    """Return the chapter's view; whatever can't be read is an error and leaves a fit of all shown sites."""
    value = head.get("view")
    if value is None or (isinstance(value, str) and value.strip().lower() in _FIT):
        return View()
    if not isinstance(value, dict):
        head.at("view").error(
            Words("this view can't be read"),
            found=value,
            hint=Words(
                "Write `fit`, `{center: [lon, lat], zoom: 6}`, `{bounds: [w, s, e, n]}` or `{fit: [ids]}`."
            ),
        )
        return View()
    view = head.map("view")
    view.extra(("center", "zoom", "bounds", "fit"))
    if "bounds" in view:
        return View(bounds=_bounds(view))
    if "center" in view:
        zoom = _number(view.string("zoom"), view.at("zoom"), 0, _DEEPEST_ZOOM) if "zoom" in view else None
        return View(center=_center(view), zoom=zoom)
    if view.get("fit") is None:
        view.at("fit").warning(
            Words("the view says neither center, bounds nor fit"),
            found=", ".join(view.values),
            hint=Words("Write `fit`, or delete `view`: all shown sites then fit."),
        )
    return View(fit=_references(view, "fit", known.sites))


def _references(head: Mapped, key: str, ids: Ids) -> tuple[str, ...]:
    found = [ids.require(word, where) for word, where in head.strings(key)]
    return tuple(dict.fromkeys(ident for ident in found if ident))


def _number(text: str, where: Where, least: float, most: float) -> float | None:
    number = plain_number(text)
    if number is None or not least <= number <= most:
        where.error(
            Words("this is not a number that can be used here"),
            found=text,
            hint=Words("Write a number from {least:g} to {most:g}.", least=least, most=most),
        )
        return None
    return number


def _numbers(view: Mapped, key: str, limits: tuple[tuple[float, float], ...]) -> tuple[float, ...] | None:
    """Return as many numbers as there are limits, or None with an error."""
    words = view.strings(key)
    if len(words) != len(limits):
        shape = "[lon, lat]" if len(limits) == 2 else "[west, south, east, north]"
        view.at(key).error(
            Words("{count} numbers are expected here", count=len(limits)),
            found=view.get(key),
            hint=Words("Write `{key}: {shape}`.", key=key, shape=shape),
        )
        return None
    numbers = [_number(word, where, *limit) for (word, where), limit in zip(words, limits, strict=True)]
    return tuple(number for number in numbers if number is not None) if None not in numbers else None


def _center(view: Mapped) -> Position | None:
    words = [plain_number(word) for word, _ in view.strings("center")]
    if len(words) == 2 and None not in words and abs(words[1] or 0) > 90 >= abs(words[0] or 0):
        view.at("center").error(
            Words("lat and lon look swapped"),
            found=view.get("center"),
            hint=Words("Write `center: [lon, lat]`."),
        )
        return None
    numbers = _numbers(view, "center", ((-360, 360), (-90, 90)))
    return (numbers[0], numbers[1]) if numbers else None


def _bounds(view: Mapped) -> tuple[float, float, float, float] | None:
    """Return `(west, south, east, north)`; west may be greater than east: the view then crosses 180°."""
    numbers = _numbers(view, "bounds", ((-360, 360), (-90, 90), (-360, 360), (-90, 90)))
    if numbers is None:
        return None
    west, south, east, north = numbers
    if south > north:
        view.at("bounds").error(
            Words("the south of the bounds lies north of their north"),
            found=view.get("bounds"),
            hint=Words("Write `bounds: [west, south, east, north]`."),
        )
        return None
    return (west, south, east, north)


def read_place(head: Mapped, known: References) -> str:
    """Return the id of the chapter's main site, '' when there is none."""
    word = head.string("place")
    return (known.sites.require(word, head.at("place")) or "") if word else ""


def read_show(head: Mapped, known: References) -> Show:
    """Return what the chapter shows, without unknown ids and tags, which are reported."""
    show = head.map("show")
    show.extra(("sites", "events", "tags"))
    tags = []
    for tag, where in show.strings("tags"):
        if tag in known.tags:
            tags.append(tag)
            continue
        near = near_miss(tag, known.tags)
        where.error(
            Words("no event has this tag"),
            found=tag,
            hint=(
                Words("Did you mean `{near}`?", near=near)
                if near
                else Words("Known are {known}.", known=listed(sorted(known.tags)))
                if known.tags
                else Words("Write tags into the column `tags` of events.csv.")
            ),
        )
    return Show(
        sites=_references(show, "sites", known.sites),
        events=_references(show, "events", known.events),
        tags=tuple(dict.fromkeys(tags)),
    )


def read_route(head: Mapped, known: References) -> tuple[str, ...]:
    """Return the sites that are joined in this order; a site may come again."""
    found = [known.sites.require(word, where) for word, where in head.strings("route")]
    route = tuple(ident for ident in found if ident)
    if len(found) == 1:
        head.at("route").warning(Words("a route needs two sites or more"), found=head.get("route"))
    return route
