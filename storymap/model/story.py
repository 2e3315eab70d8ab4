"""The story model: frozen records that hold what an author wrote, and nothing else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from storymap.model.basemap import Basemap
from storymap.model.event_sets import EventSet, EventSetState
from storymap.model.layers import Layer, LayerState
from storymap.model.text import Text
from storymap.model.when import When

ID_PATTERN = re.compile(r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$")

Position = tuple[float, float]
"""`(lon, lat)` in degrees, WGS 84."""


class Certainty(StrEnum):
    """How sure an author is (the words of Linked Places Format)."""

    CERTAIN = "certain"
    LESS_CERTAIN = "less-certain"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Source:
    """A citation."""

    id: str
    citation: Text
    url: str = ""
    accessed: str = ""
    licence: str = ""
    note: Text = Text()


@dataclass(frozen=True)
class Site:
    """The story's own record of a place, where events happen.

    `geometry` is a GeoJSON geometry (`[lon, lat]`) from sites.geojson or None; `position` is the point of
    sites.csv or None. `precision_km` is the radius within which the place lies; None means exact.
    """

    id: str
    name: Text
    position: Position | None = None
    geometry: Mapping[str, Any] | None = field(default=None, hash=False)
    kind: str = ""
    country: str = ""
    precision_km: float | None = None
    certainty: Certainty = Certainty.CERTAIN
    gazetteer_id: str = ""
    sources: tuple[str, ...] = ()
    note: Text = Text()
    row: int | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Event:
    """Something that happened at a site at a time.

    `site` is a site's id, `place` a name to look up among the sites, `position` the event's own coordinates;
    all may be empty. `when` is None when the author gave no date; `when_text` is verbatim.
    """

    id: str
    title: Text
    text: Text = Text()
    site: str = ""
    place: str = ""
    position: Position | None = None
    when: When | None = None
    when_text: str = ""
    when_alternative: tuple[When, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: Text = Text()
    row: int | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class View:
    """What the map shows: `center` and `zoom`, or `bounds` `(west, south, east, north)`, or a fit of sites.

    With none of the three the view fits all the sites that the chapter shows.
    """

    center: Position | None = None
    zoom: float | None = None
    bounds: tuple[float, float, float, float] | None = None
    fit: tuple[str, ...] = ()


@dataclass(frozen=True)
class Media:
    """A picture, sound, film or outside page of a chapter; `file` (in media/) or `url` is set.

    `where` is "text", or "map" for the one picture that stands where the map is; such a picture has its
    `size` in pixels, and may have a `large` file, which readers load when they look closely.
    """

    kind: str
    file: str = ""
    url: str = ""
    alt: Text = Text()
    caption: Text = Text()
    credit: Text = Text()
    where: str = "text"
    size: tuple[int, int] | None = None
    large: str = ""
    large_size: tuple[int, int] | None = None


@dataclass(frozen=True)
class Show:
    """What a chapter shows: ids of sites and events, and tags whose events are shown."""

    sites: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """One step of a story; `text` is Markdown by language, `layers` are those that are on.

    Readers don't see a `draft`.
    """

    id: str
    title: Text
    text: Text
    view: View = View()
    when: When | None = None
    place: str = ""
    show: Show = Show()
    route: tuple[str, ...] = ()
    layers: tuple[LayerState, ...] = ()
    event_sets: tuple[EventSetState, ...] = ()
    media: tuple[Media, ...] = ()
    map_text: Text = Text()
    draft: bool = False
    extra: tuple[tuple[str, Any], ...] = field(default=(), hash=False)


@dataclass(frozen=True)
class Author:
    """Who wrote the story."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Story:
    """A whole story as its author wrote it; chapters are in reading order; a `draft` is not for readers."""

    id: str
    title: Text
    summary: Text = Text()
    languages: tuple[str, ...] = ("en",)
    authors: tuple[Author, ...] = ()
    licence: str = ""
    published: When | None = None
    cite: Text = Text()
    accent: str = ""
    accent_dark: str = ""
    text_face: str = "sans"
    mode: str = "step"
    dwell: float = 12.0
    basemap: Basemap = field(default_factory=Basemap)
    layers: tuple[Layer, ...] = ()
    event_sets: tuple[EventSet, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    sites: tuple[Site, ...] = ()
    events: tuple[Event, ...] = ()
    sources: tuple[Source, ...] = ()
    draft: bool = False
    extra: tuple[tuple[str, Any], ...] = field(default=(), hash=False)
