"""What each chapter shows: the full lists of its events and sites, in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storymap.document.dates import order
from storymap.model import Chapter, Event, Story


@dataclass(frozen=True)
class Selection:
    """Ids of the sites and events of one chapter, each once."""

    sites: tuple[str, ...]
    events: tuple[str, ...]


def select(story: Story, site_of: Mapping[str, str | None]) -> list[Selection]:
    """Return the selection of every chapter; ids that the story doesn't have are left out.

    Sites come as: the chapter's place, the sites it names, its route, the sites of its events. Events come as
    the chapter names them, then those of its tags in order of time.
    """
    events = {event.id: event for event in story.events}
    in_time = sorted(events.values(), key=order)
    known = {site.id for site in story.sites}
    return [_chapter(chapter, events, in_time, known, site_of) for chapter in story.chapters]


def numbers(selections: Iterable[Selection]) -> dict[str, int]:
    """Return each site's number: the order in which the chapters first show it, from 1."""
    order_of_sites = dict.fromkeys(site for selection in selections for site in selection.sites)
    return {site: number for number, site in enumerate(order_of_sites, start=1)}


def _chapter(
    chapter: Chapter,
    events: Mapping[str, Event],
    in_time: list[Event],
    known: set[str],
    site_of: Mapping[str, str | None],
) -> Selection:
    tags = set(chapter.show.tags)
    tagged = (event.id for event in in_time if tags.intersection(event.tags))
    shown = tuple(dict.fromkeys([*(event for event in chapter.show.events if event in events), *tagged]))
    wanted = [chapter.place, *chapter.show.sites, *chapter.route, *(site_of.get(event) for event in shown)]
    return Selection(tuple(dict.fromkeys(site for site in wanted if site in known and site)), shown)
