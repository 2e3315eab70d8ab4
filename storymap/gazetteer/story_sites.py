"""A story's own sites as the first layer of the gazetteer, and what they say about its other places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from storymap.gazetteer.candidate import Context
from storymap.gazetteer.own_places import Named, OwnPlaces
from storymap.gazetteer.place import Place
from storymap.model import Event, Position, Site, Story

SOURCE = "the story's own sites"


def story_sites(story: Story) -> OwnPlaces:
    """Return the sites that have a position or a shape as places `site:<id>`, under all their names."""
    return OwnPlaces(_named(story), "one of the story's own sites")


def story_context(story: Story) -> Context:
    """Return what the story knows around a name: its sites, their countries, its years, its names."""
    positions = tuple(position for site in story.sites if (position := _position(site)))
    countries = dict.fromkeys(site.country.upper() for site in story.sites if len(site.country) == 2)
    names = dict.fromkeys(
        [name for site in story.sites for _, name in site.name.values]
        + [event.place for event in story.events if event.place]
    )
    return Context(
        near=positions, countries=tuple(countries), when=years_of(story.events), names=tuple(names)
    )


def _named(story: Story) -> Iterator[Named]:
    for site in story.sites:
        position = _position(site)
        if position is None:
            continue
        names = tuple(name for _, name in site.name.values)
        shown = site.name.get(story.languages[0])
        country = site.country.upper() if len(site.country) == 2 else ""
        place = Place(
            id=f"site:{site.id}", name=shown, lon=position[0], lat=position[1], kind=site.kind,
            country=country, parent="", population=None, since="", until="", source=SOURCE,
        )  # fmt: skip
        yield Named(place, (shown, *names, site.id.replace("-", " ")))


def _position(site: Site) -> Position | None:
    return site.position or (middle_of(site.geometry) if site.geometry else None)


def middle_of(geometry: Mapping[str, Any]) -> Position:
    """Return a point that lies on a GeoJSON geometry, `(lon, lat)`, rounded to about a metre."""
    from shapely.geometry import shape

    point = shape(dict(geometry)).representative_point()
    return (round(point.x, 5), round(point.y, 5))


def years_of(events: tuple[Event, ...]) -> str:
    """Return the years from the first to the last event as EDTF, '' when none has a date."""
    days = [day for event in events if event.when for day in (event.when.earliest, event.when.latest) if day]
    years = sorted(day[0] for day in days if 0 <= day[0] <= 9999)
    if not years:
        return ""
    return f"{years[0]:04}" if years[0] == years[-1] else f"{years[0]:04}/{years[-1]:04}"
