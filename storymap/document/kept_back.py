"""What only drafts name stays with its author: their events, sites and layers, and the sources of these."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from storymap.model import Chapter, Event, Site, Source, Story
from storymap.tables.placing import Placer, Policies


def without_theirs(story: Story, drafts: Sequence[Chapter]) -> Story:
    """Return a story, which has only chapters that are shown, without what these drafts alone name.

    An event is named by its id or a tag, a site also by an event that a draft names. A site stays as long as
    an event that is left stands there. What no chapter names at all stays as well.
    """
    tags = {event.id: set(event.tags) for event in story.events}
    events = _named(drafts, lambda chapter: _events(chapter, tags))
    going = events - _named(story.chapters, lambda chapter: _events(chapter, tags))
    off = _named(drafts, _layers) - _named(story.chapters, _layers)
    left = replace(
        story,
        events=tuple(event for event in story.events if event.id not in going),
        layers=tuple(layer for layer in story.layers if layer.id not in off),
    )
    left = replace(left, sites=_sites(left, drafts, [event for event in story.events if event.id in events]))
    return replace(left, sources=_sources(left, story))


def _named(chapters: Iterable[Chapter], ids: Callable[[Chapter], Iterable[str]]) -> set[str]:
    return {ident for chapter in chapters for ident in ids(chapter)}


def _events(chapter: Chapter, tags: Mapping[str, set[str]]) -> Iterator[str]:
    yield from chapter.show.events
    for tag in chapter.show.tags:
        yield from (event for event, its in tags.items() if tag in its)


def _layers(chapter: Chapter) -> Iterator[str]:
    yield from (state.id for state in chapter.layers)


def _places(chapter: Chapter) -> Iterator[str]:
    yield from (chapter.place, *chapter.show.sites, *chapter.route, *chapter.view.fit)


def _sites(story: Story, drafts: Sequence[Chapter], theirs: Iterable[Event]) -> tuple[Site, ...]:
    """Return the sites that stay; `theirs` are the events that drafts name, of which some are left."""
    placer = Placer(story.sites, Policies())
    drawn = {site for event in theirs if (site := placer.place(event).site)}
    going = (_named(drafts, _places) | drawn) - _named(story.chapters, _places)
    going.difference_update(_in_layers_and_sets(story))
    for event in story.events if going else ():
        going.discard(placer.place(event).site or "")
    return tuple(site for site in story.sites if site.id not in going)


def _in_layers_and_sets(story: Story) -> Iterator[str]:
    """Yield the sites between which flows go, and those where rows of the shown event sets are counted."""
    for layer in story.layers:
        if layer.kind == "flows":
            for feature in layer.data["features"]:
                yield from (str(feature["properties"].get(end)) for end in ("from", "to"))
    shown = {state.id for chapter in story.chapters for state in chapter.event_sets}
    for one in story.event_sets:
        if one.cut and one.id in shown:
            yield from (place for place, _ in one.cut.tally.places)


def _sources(left: Story, story: Story) -> tuple[Source, ...]:
    """Return the sources that stay: all but those that only what went cites."""
    going = _cited(story) - _cited(left)
    return tuple(source for source in story.sources if source.id not in going)


def _cited(story: Story) -> set[str]:
    records: tuple[Site | Event, ...] = (*story.sites, *story.events)
    return {source for record in records for source in record.sources}
