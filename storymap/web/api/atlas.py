"""The gazetteer as the editor asks it: opened once for each process, with a story around the name."""

from dataclasses import replace
from functools import cached_property

from storymap.gazetteer import Candidate, Gazetteer, Surroundings, open_gazetteer
from storymap.gazetteer.candidate import Context
from storymap.gazetteer.distance import distance_km
from storymap.gazetteer.layers import Layers
from storymap.gazetteer.story_sites import middle_of, story_context, story_sites
from storymap.model import Position, Story

Near = tuple[float, str]
"""Distance in km, and the id of the site that is so far."""


class Atlas:
    """The shipped gazetteer; it asks nothing of any other machine."""

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The open gazetteer, shared by all threads.

        Raises
        ------
        GazetteerError
            When its file is missing or damaged.
        """
        return open_gazetteer()

    def find(self, query: str, story: Story | None, *, near: Position | None = None, kind: str = "",
             when: str = "", limit: int = 10) -> list[Candidate]:
        """Return the candidates for a name, best first, the story's own sites among them.

        `near`, where it is given, stands in place of the story's sites, and `when` in place of its years.
        """
        context = story_context(story) if story else Context()
        context = replace(context, near=(near,) if near else context.near, when=when or context.when)
        layers = Layers(self.gazetteer, own=[story_sites(story)] if story else [])
        return layers.find(query, context=context, kind=kind, limit=limit)

    def around(self, lon: float, lat: float) -> Surroundings:
        """Return the place nearest to a point, with the unit and the country around it."""
        return self.gazetteer.nearest(lon, lat)


class SitesAround:
    """How far a place is from the sites that a story has already."""

    def __init__(self, story: Story | None) -> None:
        """Take the sites that have a position or a shape."""
        sites = story.sites if story else ()
        placed = ((site.id, site.position or (middle_of(site.geometry) if site.geometry else None))
                  for site in sites)
        self._placed = [(ident, position) for ident, position in placed if position]

    @property
    def first(self) -> Position | None:
        """The position of the first placed site: what is short, such as a Plus code, is read near it."""
        return self._placed[0][1] if self._placed else None

    def nearest(self, lon: float, lat: float, apart_from: str = "") -> Near | None:
        """Return the nearest site other than `apart_from`, None when there is none."""
        found = ((distance_km(lon, lat, *position), ident)
                 for ident, position in self._placed if ident != apart_from)
        return min(found, default=None)
