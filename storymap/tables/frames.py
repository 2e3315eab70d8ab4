"""Sites, events and their join as GeoDataFrames (WGS 84), for notebooks and for the report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from storymap.model import Site, Story
from storymap.tables.placing import By, OnAmbiguous, Placement, Placer, Policies
from storymap.tables.report import Report
from storymap.tables.shapes import BadGeometry, centre_of, on_earth, site_shape

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class Joined:
    """Events with their sites.

    Attributes
    ----------
    events
        One row per event, in the story's order; index `event`; columns `site` (id or None), `placed` (bool),
        `how` (a key of `CLASSES`), `distance_km`, `title`, `when` (verbatim), `start` and `end` (decimal
        years or NaN), `certainty`, `tags`, `row`, `geometry` (its own point, else a point of its site).
    sites
        `sites_table(story)` with the column `events`: how many are there.
    report
        Counts and problems.
    """

    events: GeoDataFrame
    sites: GeoDataFrame
    report: Report


def join_events(
    story: Story,
    *,
    by: tuple[By, ...] = ("id", "name", "area", "distance"),
    within_km: float = 1.0,
    on_ambiguous: OnAmbiguous = "problem",
    far_km: float | None = 50.0,
) -> Joined:
    """Join a story's events to its sites; every event ends in exactly one class of `CLASSES`.

    The parameters are those of `Policies`. Shapes are cut at the antimeridian; distances are geodesic.

    Raises
    ------
    ValueError
        A policy has a value that it doesn't know.
    """
    placer = Placer(story.sites, Policies(tuple(by), within_km, on_ambiguous, far_km))
    placements = [placer.place(event) for event in story.events]
    sites = sites_table(story)
    found = Counter(placement.site for placement in placements)
    sites["events"] = [found[site] for site in sites.index]
    problems = [
        *placer.site_problems,
        *(problem for placement in placements for problem in placement.problems),
    ]
    rows = [_event_row(placement, placer, story.languages[0]) for placement in placements]
    return Joined(
        _frame(rows, "event", _EVENT_COLUMNS),
        sites,
        Report.of((placement.how for placement in placements), problems),
    )


def sites_table(story: Story, language: str | None = None) -> GeoDataFrame:
    """Return the sites, index `site`; columns `name`, `kind`, `country`, `precision_km`, `certainty`,
    `gazetteer_id`, `geometry` (None where the place is unknown).
    """
    language = language or story.languages[0]
    return _frame([_site_row(site, language) for site in story.sites], "site", _SITE_COLUMNS)


def events_table(story: Story, language: str | None = None) -> GeoDataFrame:
    """Return the events, not joined, index `event`; the geometry is their own point or None."""
    language = language or story.languages[0]
    placer = Placer((), Policies(by=()))
    rows = [_event_row(Placement(event, None, "none"), placer, language) for event in story.events]
    return _frame(rows, "event", _EVENT_COLUMNS).drop(columns=["site", "placed", "how", "distance_km"])


_SITE_COLUMNS = ("name", "kind", "country", "precision_km", "certainty", "gazetteer_id", "geometry")
_EVENT_COLUMNS = (
    "site",
    "placed",
    "how",
    "distance_km",
    "title",
    "when",
    "start",
    "end",
    "certainty",
    "tags",
    "row",
    "geometry",
)


def _frame(rows: list[dict[str, Any]], index: str, columns: tuple[str, ...]) -> GeoDataFrame:
    import geopandas
    import pandas

    frame = geopandas.GeoDataFrame(rows, columns=[index, *columns], geometry="geometry", crs=_WGS84)
    numbers = [name for name in ("precision_km", "distance_km", "start", "end") if name in columns]
    frame = frame.astype(dict.fromkeys(numbers, float)).set_index(index)
    if "site" in columns:
        # pandas would turn None into NaN, which is neither a site nor false.
        frame["site"] = pandas.Series([row["site"] for row in rows], index=frame.index, dtype=object)
    return frame


def _site_row(site: Site, language: str) -> dict[str, Any]:
    try:
        geometry = site_shape(site)
    except BadGeometry:
        geometry = None
    return {
        "site": site.id,
        "name": site.name.get(language),
        "kind": site.kind,
        "country": site.country,
        "precision_km": site.precision_km,
        "certainty": str(site.certainty),
        "gazetteer_id": site.gazetteer_id,
        "geometry": geometry,
    }


def _event_row(placement: Placement, placer: Placer, language: str) -> dict[str, Any]:
    event = placement.event
    start, end = event.when.extent if event.when else (None, None)
    return {
        "event": event.id,
        "site": placement.site,
        "placed": placement.site is not None,
        "how": placement.how,
        "distance_km": placement.distance_km,
        "title": event.title.get(language),
        "when": event.when_text,
        "start": start,
        "end": end,
        "certainty": str(event.certainty),
        "tags": list(event.tags),
        "row": event.row,
        "geometry": _event_point(placement, placer),
    }


def _event_point(placement: Placement, placer: Placer) -> BaseGeometry | None:
    own = on_earth(placement.event.position)
    if own:
        return Point(own)
    found = placer.shapes.by_id.get(placement.site or "")
    return None if found is None else Point(centre_of(found))
