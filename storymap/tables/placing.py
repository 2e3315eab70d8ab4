"""Find the site of every event: by id, by name, by area, by distance; nothing is lost on the way."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from shapely.geometry.base import BaseGeometry

from storymap.model import Event, Site, Story
from storymap.problems import Problem, Severity
from storymap.tables.names import NameIndex
from storymap.tables.nearness import Shapes
from storymap.tables.shapes import BadGeometry, on_earth, site_shape
from storymap.words import Words, cut, either

By = Literal["id", "name", "area", "distance"]
How = Literal["id", "name", "area", "near", "none", "problem"]
OnAmbiguous = Literal["problem", "first", "nearest"]


@dataclass(frozen=True)
class Policies:
    """How events find their sites.

    Attributes
    ----------
    by
        The ways that are tried, in this order; the first that answers wins. An event that names a site's id
        is never placed by anything else.
    within_km
        How far from a site an event's own coordinates may lie, in geodesic km.
    on_ambiguous
        What to do when several sites bear the name. Coordinates that lie within one of them, or within
        `within_km` of one, always decide. Else: `problem`; `first`, the first in the story's order;
        `nearest`, the nearest to the event's coordinates at any distance (a problem without coordinates).
    far_km
        From which distance between an event's own coordinates and its site, found by id or name, a warning
        is given; None for never.
    """

    by: tuple[By, ...] = ("id", "name", "area", "distance")
    within_km: float = 1.0
    on_ambiguous: OnAmbiguous = "problem"
    far_km: float | None = 50.0

    def __post_init__(self) -> None:
        """Refuse values that no policy has.

        Raises
        ------
        ValueError
            The text names the parameter, the value and what may be written.
        """
        if unknown := [way for way in self.by if way not in get_args(By)]:
            raise ValueError(f"by={unknown[0]!r} is none of {', '.join(get_args(By))}")
        if self.on_ambiguous not in get_args(OnAmbiguous):
            raise ValueError(
                f"on_ambiguous={self.on_ambiguous!r} is none of {', '.join(get_args(OnAmbiguous))}"
            )
        if not self.within_km >= 0:
            raise ValueError(f"within_km={self.within_km!r} must be 0 or more")


@dataclass(frozen=True)
class Placement:
    """Where one event went: `site` is None when `how` is `none` or `problem`."""

    event: Event
    site: str | None
    how: How
    distance_km: float | None = None
    problems: tuple[Problem, ...] = ()


class Placer:
    """The sites of a story, ready to be asked for the place of any event."""

    def __init__(self, sites: tuple[Site, ...], policies: Policies) -> None:
        """Index the sites; a site whose geometry can't be drawn is found by id and name only."""
        self.policies = policies
        self.sites: dict[str, Site] = {}
        for site in sites:
            self.sites.setdefault(site.id, site)
        self.names = NameIndex(self.sites.values())
        self.site_problems: list[Problem] = []
        self.shapes = Shapes(dict(self._shapes()))

    def _shapes(self) -> Iterator[tuple[str, BaseGeometry]]:
        for site in self.sites.values():
            try:
                found = site_shape(site)
            except BadGeometry as fault:
                self.site_problems.append(
                    Problem(
                        Severity.ERROR,
                        Words("site {id} can't be drawn: {fault}", id=site.id, fault=fault),
                        "sites.geojson",
                        hint=Words("Draw it again, for example in QGIS, and save it as GeoJSON in WGS 84."),
                    )
                )
                continue
            if found is not None:
                yield site.id, found

    def place(self, event: Event) -> Placement:
        """Return where the event went."""
        candidates: list[str] | None = None
        position = on_earth(event.position)
        for way in self.policies.by:
            if way == "id" and event.site:
                return (
                    self._checked(event, event.site, "id")
                    if event.site in self.sites
                    else self._unknown_id(event)
                )
            if way == "name" and event.place:
                found = self.names.find(event.place)
                if len(found) == 1:
                    return self._checked(event, found[0], "name")
                candidates = found or None
            if way == "area" and position and (site := self.shapes.smallest_area(position, candidates)):
                return Placement(event, site, "area", 0.0)
            if (
                way == "distance"
                and position
                and (near := self.shapes.nearest(position, self.policies.within_km, candidates))
            ):
                return Placement(event, near[0], "near", round(near[1], 3))
        return self._ambiguous(event, candidates) if candidates else self._nowhere(event)

    def _checked(self, event: Event, site: str, how: How) -> Placement:
        """Place the event, and warn when its own coordinates lie far from the site."""
        position = on_earth(event.position)
        if position is None or site not in self.shapes.by_id:
            return Placement(event, site, how)
        km = self.shapes.distance(site, position)
        reach = (self.policies.far_km or 0) + (self.sites[site].precision_km or 0)
        if self.policies.far_km is None or km <= reach:
            return Placement(event, site, how, round(km, 3))
        warning = _problem(
            event,
            Severity.WARNING,
            Words("the coordinates lie {km:,.0f} km from the site {site}", km=km, site=site),
            "lat",
            f"{event.position[1]}, {event.position[0]}" if event.position else "",
            Words("Check the site, and that lat and lon aren't swapped."),
        )
        return Placement(event, site, how, round(km, 3), (warning,))

    def _unknown_id(self, event: Event) -> Placement:
        near = difflib.get_close_matches(event.site, self.sites, n=3)
        hint = (
            Words("Did you mean {names}?", names=either(near))
            if near
            else Words("Add the site to sites.csv, or write another id.")
        )
        return _unplaced(
            event,
            Severity.ERROR,
            Words("there is no {kind} with this id", kind=Words("site")),
            "site",
            event.site,
            Words("{hint} Until then the event stays in the timeline and the list.", hint=hint),
        )

    def _ambiguous(self, event: Event, candidates: list[str]) -> Placement:
        position = on_earth(event.position)
        if self.policies.on_ambiguous == "first":
            return self._checked(event, candidates[0], "name")
        if self.policies.on_ambiguous == "nearest" and position:
            near = self.shapes.nearest(position, 25_000, candidates)
            if near:
                return Placement(event, near[0], "name", round(near[1], 3))
        names = ", ".join(sorted(candidates))
        return _unplaced(
            event,
            Severity.ERROR,
            Words("{n} sites have this name: {names}", n=len(candidates), names=names),
            "place",
            event.place,
            Words("Write the id of the right one in the column site."),
        )

    def _nowhere(self, event: Event) -> Placement:
        """Say why an event has no site: it names none, or what it names isn't there."""
        if event.place and "name" in self.policies.by:
            near = sorted(self.names.near(event.place))
            return _unplaced(
                event,
                Severity.WARNING,
                Words("no site has this name"),
                "place",
                event.place,
                Words("Did you mean the site {names}?", names=either(near))
                if near
                else Words("Add the place to sites.csv."),
            )
        if event.position and on_earth(event.position) is None:
            return _unplaced(
                event,
                Severity.ERROR,
                Words("these coordinates are no place on Earth"),
                "lat",
                f"{event.position[1]}, {event.position[0]}",
                Words("lat is -90 to 90, lon is -180 to 180."),
            )
        if event.position and {"area", "distance"} & set(self.policies.by):
            return _unplaced(
                event,
                Severity.WARNING,
                Words(
                    "no site holds these coordinates or lies within {km:g} km", km=self.policies.within_km
                ),
                "lat",
                f"{event.position[1]}, {event.position[0]}",
                Words("Add a site there to sites.csv, or write a site's id in the column site."),
            )
        return Placement(event, None, "none")


def place_events(
    story: Story, policies: Policies | None = None
) -> tuple[tuple[Placement, ...], tuple[Problem, ...]]:
    """Return a placement for each event, in the story's order, and the problems of the sites themselves."""
    placer = Placer(story.sites, policies or Policies())
    return tuple(placer.place(event) for event in story.events), tuple(placer.site_problems)


def _unplaced(
    event: Event, severity: Severity, message: str, column: str, found: str, hint: str
) -> Placement:
    return Placement(event, None, "problem", None, (_problem(event, severity, message, column, found, hint),))


def _problem(event: Event, severity: Severity, message: str, column: str, found: str, hint: str) -> Problem:
    named = message if event.row else Words("event {id}: {message}", id=event.id, message=message)
    return Problem(severity, named, "events.csv", event.row, column, cut(found), hint)

