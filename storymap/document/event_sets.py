"""Large event sets in the document: where their tiles are, and what they show in words and tables."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from babel.lists import format_list

from storymap.document.layers.words import figure
from storymap.document.map_text import locale_of
from storymap.document.places import Place
from storymap.document.spans import Box
from storymap.languages import translation
from storymap.model import Chapter, CutSet, EventSet, EventSetState, Story, Tally, parse_when
from storymap.model.when_words import label
from storymap.storage.cut_sets import set_files
from storymap.tiles.events.grid import MERCATOR
from storymap.tiles.events.overview import Part, Window, overview
from storymap.words import Words

_NAMED = 3
_FRAME = 1200  # pixels: an author's zoom is meant for a map of this width
_ASPECT = 1.5
_NEAREST = 12  # a zoom
_MARGIN = 1.3
_REASONS = {
    "missing coordinates": Words("without coordinates: {n}"),
    "unreadable coordinates": Words("with coordinates that can't be read: {n}"),
    "coordinates out of range": Words("with coordinates that are nowhere on Earth: {n}"),
    "beyond the map": Words("too near to a pole for the map: {n}"),
    "unreadable date": Words("with a date that can't be read: {n}"),
}
_OTHER = Words("for another reason: {n}")


def shown_sets(story: Story) -> dict[str, EventSet]:
    """Return the sets that the document lists: those that a chapter names and whose tiles are there."""
    named = {state.id for chapter in story.chapters for state in chapter.event_sets}
    return {one.id: one for one in story.event_sets if one.cut and one.id in named}


def set_documents(
    sets: Mapping[str, EventSet], places: Mapping[str, Place], bounds: Sequence[float], language: str
) -> list[dict[str, Any]]:
    """Return every set with the addresses of its files, relative to the story, and its text alternative.

    `drawn` is what the cover's drawn map shows of it within the story's bounds: all of its rows.
    """
    return [
        {
            "id": one.id,
            "title": one.title.get(language) or one.id,
            "note": one.note.get(language) or None,
            **set_files(one.id),
            "bytes": one.cut.bytes,
            "text": _about(one.cut, language),
            "tables": _tables(one.cut.tally, places, language),
            "drawn": _drawn(one.cut, EventSetState(one.id), {"bounds": bounds}),
        }
        for one in sets.values()
        if one.cut
    ]


def with_sets(
    record: Mapping[str, Any],
    chapter: Chapter,
    sets: Mapping[str, EventSet],
    places: Mapping[str, Place],
    language: str,
) -> dict[str, Any]:
    """Return the record of a chapter with the full state of each set that it shows.

    `from` and `to` are months; `drawn` is what the drawn map shows in the chapter's view.
    """
    found = []
    for state in chapter.event_sets:
        if (one := sets.get(state.id)) is None or one.cut is None:
            continue
        entry: dict[str, Any] = {
            "id": state.id,
            "text": _shown(one.cut, state, places, language),
            "drawn": _drawn(one.cut, state, record["view"]),
        }
        if state.first_month:
            entry["from"] = state.first_month
        if state.last_month:
            entry["to"] = state.last_month
        if state.categories:
            entry["categories"] = list(state.categories)
        found.append(entry)
    return {**record, "event_sets": found}


def set_boxes(chapters: Iterable[Chapter], sets: Mapping[str, EventSet]) -> list[Box]:
    """Return the boxes of the sets that some chapters show."""
    named = {state.id for chapter in chapters for state in chapter.event_sets}
    return [one.cut.bounds for one in sets.values() if one.id in named and one.cut and one.cut.bounds]


def _drawn(cut: CutSet, state: EventSetState, view: Mapping[str, Any]) -> dict[str, Any]:
    """Return the counts that a drawn map of a view shows."""
    part = Part(state.first_month, state.last_month, state.categories)
    found = overview(Path(cut.archive), _window(view), part)
    return {"depth": found.depth, "spots": [[*spot] for spot in found.spots]}


def _window(view: Mapping[str, Any]) -> Window:
    """Return what a picture of a view shows at most, on the Mercator square."""
    if "center" in view:
        (x, y), half = _unit(*view["center"]), _FRAME / 2 / (256 * 2 ** view["zoom"])
    else:
        west, south, east, north = view["bounds"]
        (left, bottom), (right, top) = _unit(west, south), _unit(east, north)
        x, y = (left + right) / 2, (top + bottom) / 2
        half = max((right - left) / 2, (bottom - top) / 2 * _ASPECT) * _MARGIN
        half = max(half, _FRAME / 2 / (256 * 2 ** view.get("max_zoom", _NEAREST)))
    half = min(half, 0.5)
    return (x - half, y - half / _ASPECT, x + half, y + half / _ASPECT)


def _unit(lon: float, lat: float) -> tuple[float, float]:
    """Return a position on the Mercator square (EPSG:3857), 0 to 1 from the north-west."""
    sine = math.sin(math.radians(min(max(lat, -MERCATOR), MERCATOR)))
    return (lon + 180) / 360, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def _about(cut: CutSet, language: str) -> str:
    """Return how many rows there are and what became of those that are not on the map or have no date."""
    t = translation(language)
    _ = t.gettext
    shown = cut.tally.rows
    found = [
        t.ngettext("{n} event is shown.", "{n} events are shown.", shown).format(
            n=figure(shown, language)
        )
    ]
    if cut.first_month:
        start, end = (_month(month, language) for month in (cut.first_month, cut.last_month))
        found.append(_("They are from {start} to {end}.").format(start=start, end=end))
    if cut.undated:
        words = t.ngettext("{n} has no date.", "{n} have no date.", cut.undated)
        found.append(words.format(n=figure(cut.undated, language)))
    if cut.year_only:
        words = t.ngettext("Of {n} only the year is known.", "Of {n} only the year is known.", cut.year_only)
        found.append(words.format(n=figure(cut.year_only, language)))
    bad = sum(count for _reason, count in cut.bad)
    if bad:
        reasons = [
            _(_REASONS.get(reason, _OTHER).message).format(n=figure(count, language))
            for reason, count in cut.bad
        ]
        words = t.ngettext(
            "{n} of {rows} rows of the table is left out ({reasons}).",
            "{n} of {rows} rows of the table are left out ({reasons}).",
            bad,
        )
        found.append(
            words.format(
                n=figure(bad, language), rows=figure(cut.rows, language), reasons="; ".join(reasons)
            )
        )
    return " ".join(found)


def _shown(
    cut: CutSet, state: EventSetState, places: Mapping[str, Place], language: str
) -> str:
    """Return what a chapter shows of a set: how many, of when, of which categories, and mostly where."""
    _ = translation(language).gettext
    tally, every = state.tally, figure(cut.tally.rows, language)
    if tally is None:
        found = [_("This chapter shows a part of {all} events.").format(all=every)]
    elif tally.rows == cut.tally.rows:
        found = [_("This chapter shows all {all} events.").format(all=every)]
    else:
        n = figure(tally.rows, language)
        found = [_("This chapter shows {n} of {all} events.").format(n=n, all=every)]
    start, end = (_month(month, language) for month in (state.first_month, state.last_month))
    if start and end:
        found.append(_("They are from {start} to {end}.").format(start=start, end=end))
    elif start:
        found.append(_("They are from {start} or later.").format(start=start))
    elif end:
        found.append(_("They are from {end} or earlier.").format(end=end))
    if state.categories:
        words = _("Only these categories are shown: {categories}.")
        found.append(words.format(categories=_listed(state.categories, language)))
    if tally and tally.places:
        most = [
            f"{_name(place, places, language)} ({figure(count, language)})"
            for place, count in tally.places[:_NAMED]
        ]
        found.append(_("The places with the most are {places}.").format(places=_listed(most, language)))
    return " ".join(found)


def _tables(tally: Tally, places: Mapping[str, Place], language: str) -> list[dict[str, Any]]:
    """Return the tables of the largest places, of categories and of years; an empty one is left out."""
    _ = translation(language).gettext
    named = [(_name(place, places, language), count) for place, count in tally.places]
    if named and tally.no_place:
        named.append((_("elsewhere"), tally.no_place))
    kinds = [(word or _("without a category"), count) for word, count in tally.categories]
    years = [(str(int(year)), count) for year, count in tally.years]
    found = [
        (_("Place"), named, tally.more_places),
        (_("Category"), kinds if len(kinds) > 1 or tally.categories[:1] != (("", tally.rows),) else [], 0),
        (_("Year"), years, 0),
    ]
    return [
        {"columns": [title, _("Events")], "rows": [_row(one, language) for one in rows], "more": more}
        for title, rows, more in found
        if rows
    ]


def _row(one: tuple[str, int], language: str) -> list[str]:
    return [one[0], figure(one[1], language)]


def _name(place: str, places: Mapping[str, Place], language: str) -> str:
    """Return a site's name where the place is a site of the story, else the id, which is an area's name."""
    found = places.get(place)
    return (found.site.name.get(language) if found else "") or place


def _month(month: str, language: str) -> str:
    return label(parse_when(month), language) if month else ""


def _listed(words: Sequence[str], language: str) -> str:
    return str(format_list(list(words), locale=locale_of(language)))

