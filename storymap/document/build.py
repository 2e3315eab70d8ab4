"""The player document, version 1: from a story in one language to plain values, always the same ones."""

import json
import math
from collections.abc import Container, Mapping
from typing import Any

import storymap
from storymap.document.basemap import UnknownBasemap, basemap, plain
from storymap.document.colours import accents
from storymap.document.dates import dated, event_dates, order, span_of, story_span
from storymap.document.event_sets import set_boxes, set_documents, shown_sets, with_sets
from storymap.document.layers import chapter_layers, extent, layer_documents
from storymap.document.legs import boxes, story_legs
from storymap.document.map_text import map_text
from storymap.document.media import chapter_media, web_address
from storymap.document.places import Place, feature, read_place
from storymap.document.safe import inline_html, render_markdown
from storymap.document.selection import Selection, numbers, select
from storymap.document.spans import Box, rounded
from storymap.document.views import chapter_view, story_box
from storymap.model import Chapter, Event, Source, Story, direction
from storymap.model.when_words import label
from storymap.tables import place_events

VERSION = 1
WORDS_PER_MINUTE = 200


def build_document(story: Story, language: str | None = None) -> dict[str, Any]:
    """Return the document that the player reads, in one language (default: the story's first).

    A text that is missing in the language is given in the nearest one that there is. The fields are those of
    `schema.json`; coordinates are [lon, lat]. The same story and language give the same document.
    Values named `html` and `note_html` are `Html`, which templates print as it is.
    """
    language = language or story.languages[0]
    places = {site.id: read_place(site) for site in reversed(story.sites)}
    placements = {placement.event.id: placement for placement in place_events(story)[0]}
    site_of = {event: placement.site for event, placement in placements.items()}
    selections = select(story, site_of)
    number_of = numbers(selections)
    known = {source.id for source in story.sources}
    extents = {layer.id: found for layer in story.layers if (found := extent(layer))}
    sets = shown_sets(story)
    box = story_box(places.values(), [*extents.values()] or set_boxes(story.chapters, sets))
    legs = story_legs(story.chapters, places)
    chapters = [
        _chapter(story, chapter, chosen, places, box, extents, way, language)
        for chapter, chosen, way in zip(story.chapters, selections, legs, strict=True)
    ]
    chapters = [
        with_sets(record, chapter, sets, places, language)
        for record, chapter in zip(chapters, story.chapters, strict=True)
    ]
    in_order = sorted(places.values(), key=_site_order(story, number_of))
    frame = _frame(story, language)
    return frame | {
        "bounds": rounded(box),
        "sites": {
            "type": "FeatureCollection",
            "features": [feature(place, number_of.get(place.site.id), known, language) for place in in_order],
        },
        "events": [
            _event(event, site_of[event.id], placements[event.id].how, known, language)
            for event in sorted({event.id: event for event in story.events}.values(), key=order)
        ],
        "layers": layer_documents(story, places, chapters, frame["accent"], language),
        "event_sets": set_documents(sets, places, rounded(box), language),
        "chapters": chapters,
    }


def dumps(document: Mapping[str, Any]) -> str:
    r"""Return the document as compact JSON with sorted keys.

    `<`, U+2028 and U+2029 are written as `\u003c` …, so that the text is safe inside a page's `<script>` too.

    Raises
    ------
    ValueError
        The document holds NaN or an infinity.
    """
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _frame(story: Story, language: str) -> dict[str, Any]:
    """Return the fields that are about the story as a whole."""
    accent, accent_dark = accents(story.accent, story.accent_dark)
    try:
        ground = basemap(story.basemap)
    except UnknownBasemap:
        ground = plain(story.basemap)
    published = story.published
    whens = [event.when for event in story.events if event.when]
    return {
        "version": VERSION,
        "id": story.id,
        "language": language,
        "languages": list(story.languages),
        "direction": direction(language),
        "title": story.title.get(language) or story.id,
        "summary": story.summary.get(language),
        "licence": story.licence,
        "authors": [{"name": author.name, "url": web_address(author.url)} for author in story.authors],
        "published": published
        and {"when": published.text, "label": label(published, language), "datetime": published.datetime},
        "cite": story.cite.get(language) or _cite(story, language),
        "accent": accent,
        "accent_dark": accent_dark,
        "dwell": story.dwell,
        "basemap": ground,
        "text": "serif" if story.text_face == "serif" else "sans",
        "mode": "scroll" if story.mode == "scroll" else "step",
        "reading_minutes": _reading_minutes(story, language),
        "span": story_span(whens, language),
        "sources": [_source(source, language) for source in story.sources],
        "tiles": None,
        "generator": f"geostorymap {storymap.__version__}",
    }


def _chapter(
    story: Story,
    chapter: Chapter,
    chosen: Selection,
    places: Mapping[str, Place],
    box: Box,
    extents: Mapping[str, Box],
    legs: list[dict[str, Any]],
    language: str,
) -> dict[str, Any]:
    events = {event.id: event for event in story.events}
    whens = [when for event in chosen.events if (when := events[event].when)]
    route = [places[site] for site in chapter.route if site in places and places[site].centre]
    layers = {layer.id: layer for layer in story.layers}
    titles = [layers[one.id].title.get(language) for one in chapter.layers if one.id in layers]
    states, steps = chapter_layers(chapter.layers, layers, places, chapter.when, language)
    around = [extents[state.id] for state in chapter.layers if state.id in extents]
    sets = shown_sets(story) if chapter.event_sets else {}
    around = around or set_boxes([chapter], sets)
    titles += [sets[one.id].title.get(language) for one in chapter.event_sets if one.id in sets]
    return {
        "id": chapter.id,
        "title": chapter.title.get(language) or chapter.id,
        "html": render_markdown(chapter.text.get(language)),
        "view": chapter_view(chapter.view, chosen.sites, places, box, boxes(legs), around),
        "window": dated(chapter.when, language) or span_of(whens, language),
        "sites": list(chosen.sites),
        "events": list(chosen.events),
        "layers": states,
        "steps": steps,
        "legs": legs,
        "place": chapter.place if chapter.place in places else None,
        "media": chapter_media(chapter.media, language),
        "map_text": chapter.map_text.get(language)
        or map_text([places[site] for site in chosen.sites], route, language, titles),
    }


def _event(event: Event, site: str | None, how: str, known: Container[str], language: str) -> dict[str, Any]:
    return event_dates(event, language) | {
        "id": event.id,
        "site": site,
        "placed": "none" if how == "problem" else how,
        "title": event.title.get(language) or event.id,
        "html": render_markdown(event.text.get(language)),
        "note_html": render_markdown(event.note.get(language)) or None,
        "certainty": str(event.certainty),
        "sources": [source for source in event.sources if source in known],
        "tags": list(event.tags),
    }


def _source(source: Source, language: str) -> dict[str, Any]:
    return {
        "id": source.id,
        "html": inline_html(source.citation.get(language) or source.id),
        "url": web_address(source.url),
        "accessed": source.accessed or None,
        "licence": source.licence or None,
        "note": source.note.get(language) or None,
    }


def _site_order(story: Story, number_of: Mapping[str, int]) -> Any:
    """Return the key that sorts places by number, and those without one as the author listed them."""
    listed = {site.id: index for index, site in reversed(list(enumerate(story.sites)))}
    return lambda place: (number_of.get(place.site.id, math.inf), listed[place.site.id])


def _cite(story: Story, language: str) -> str:
    """Return a citation of authors, year and title, with what there is of them."""
    authors = ", ".join(author.name for author in story.authors)
    earliest = story.published.earliest if story.published else None
    year = f"({earliest[0]})" if earliest else ""
    lead = " ".join(part for part in (authors, year) if part)
    title = story.title.get(language) or story.id
    return f"{lead}. {title}." if lead else f"{title}."


def _reading_minutes(story: Story, language: str) -> int:
    words = sum(len(chapter.text.get(language).split()) for chapter in story.chapters)
    return max(1, math.ceil(words / WORDS_PER_MINUTE))
