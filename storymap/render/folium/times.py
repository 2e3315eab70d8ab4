"""The dates of a TimestampedGeoJson in words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from storymap.document.layers.times import when_of
from storymap.model import WhenError, parse_when
from storymap.model.when_words import label

_START = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def span_in_words(features: Sequence[Mapping[str, Any]], language: str) -> str:
    """Return from when to when some features are, in words, "" without dates that can be read.

    `times` are those of TimestampedGeoJson: texts as ISO 8601, or milliseconds since 1970.
    """
    times = [time for one in features for time in (one.get("properties") or {}).get("times") or ()]
    days = sorted(day for time in times if (day := _day(time)))
    if not days:
        return ""
    try:
        return label(parse_when(days[0] if days[0] == days[-1] else f"{days[0]}/{days[-1]}"), language)
    except WhenError:
        return ""


def _day(time: Any) -> str:
    """Return a moment's date as EDTF, "" when it is none."""
    if isinstance(time, int | float) and not isinstance(time, bool):
        try:
            return (_START + datetime.timedelta(milliseconds=time)).date().isoformat()
        except (OverflowError, ValueError):
            return ""
    when = when_of(time)
    return when.start_iso or "" if when else ""
