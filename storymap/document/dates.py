"""Dates for the document: extents in decimal years, and labels in words."""

import math
from collections.abc import Sequence
from typing import Any

from storymap.model import Event, When, WhenError, parse_when
from storymap.model.when import Extent, extent_of
from storymap.model.when_words import label

UNKNOWN: Extent = (None, None)


def dated(when: When | None, language: str) -> dict[str, Any] | None:
    """Return `{extent, label}` of a date, or None."""
    return None if when is None else {"extent": list(when.extent), "label": label(when, language)}


def event_dates(event: Event, language: str) -> dict[str, Any]:
    """Return the fields of an event that hold its date; a text that isn't a date is its own label."""
    when = event.when
    also = [
        {"when": other.text, "extent": list(other.extent), "label": label(other, language)}
        for other in event.when_alternative
    ]
    return {
        "when": when.text if when else event.when_text,
        "extent": list(when.extent if when else UNKNOWN),
        "start": when.start_iso if when else None,
        "end": when.end_iso if when else None,
        "label": label(when, language) if when else event.when_text,
        "datetime": when.datetime if when else None,
        "also": also,
    }


def span_of(whens: Sequence[When], language: str) -> dict[str, Any] | None:
    """Return `{extent, label}` that holds all the dates, in years (one date: in its own words), or None."""
    found = extent_of(whens)
    if found is None or found == UNKNOWN:
        return None
    if len({when.text for when in whens}) == 1:
        return dated(whens[0], language)
    return {"extent": list(found), "label": _years_label(found, language)}


def story_span(whens: Sequence[When], language: str) -> dict[str, Any] | None:
    """Return `{extent, label}` from the first to the last known end of all the dates, or None.

    Open ends say nothing here: a story with an event "since 1988" does not last for ever.
    """
    ends = [end for when in whens for end in when.extent if end is not None]
    if not ends:
        return None
    extent = (min(ends), max(ends))
    return {"extent": list(extent), "label": _years_label(extent, language)}


def _years_label(found: Extent, language: str) -> str:
    """Return an extent in whole years, in words."""
    first = "" if found[0] is None else _year(math.floor(found[0]))
    last = "" if found[1] is None else _year(math.ceil(found[1]) - 1)
    text = first if first == last else f"{first or '..'}/{last or '..'}"
    try:
        return label(parse_when(text), language)
    except WhenError:
        return text


def order(event: Event) -> tuple[float, str]:
    """Return the key by which events are sorted: start, else end, undated ones last; then id."""
    start, end = event.when.extent if event.when else UNKNOWN
    return (next((year for year in (start, end) if year is not None), math.inf), event.id)


def _year(year: int) -> str:
    """Write a year as EDTF does."""
    return f"Y{year}" if abs(year) > 9999 else f"{'-' if year < 0 else ''}{abs(year):04d}"
