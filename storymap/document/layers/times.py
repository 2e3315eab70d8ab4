"""The dates of a layer's features, which of them a window shows, and the steps that a reader goes by."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from storymap.document.layers.columns import Features, column_of
from storymap.model import Layer, When, WhenError, parse_when
from storymap.model.when import Day, Extent
from storymap.model.when_words import label

DATED = ("geojson", "choropleth", "circles", "heat", "clusters", "flows")
MOST_STEPS = 60
_CLOCK = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+(?:Z|[+-][0-9:]+)?")
_YEARS = (1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
_LITTLE = 1.1  # a year has 365 or 366 days, a month 28 to 31

Whens = Sequence[When | None]


def whens_of(layer: Layer, features: Features) -> list[When | None] | None:
    """Return the date of each feature, None without one; None altogether for a layer without dates."""
    if not layer.when or layer.kind not in DATED:
        return None
    return [when_of(value) for value in column_of(features, layer.when)]


def when_of(value: Any) -> When | None:
    """Return the date that a property holds: EDTF, a year as a number, or a moment's day."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _parsed(_written(value) if isinstance(value, int) else str(value).strip())


@lru_cache(maxsize=4096)
def _parsed(text: str) -> When | None:
    moment = _CLOCK.fullmatch(text)
    try:
        return parse_when(moment[1] if moment else text)
    except WhenError:
        return None


def within(whens: Whens, window: When) -> list[int]:
    """Return the numbers of those that have a time in common with a window; undated ones have none."""
    return [at for at, when in enumerate(whens) if when and meet(when.extent, window.extent)]


def meet(one: Extent, other: Extent) -> bool:
    """Whether two extents share more than a moment; an open or unknown end reaches for ever."""
    (start, end), (other_start, other_end) = one, other
    before = end is not None and other_start is not None and end <= other_start
    after = start is not None and other_end is not None and start >= other_end
    return not before and not after


def time_document(whens: Whens | None, language: str) -> dict[str, Any] | None:
    """Return the different dates of a layer, in words, and which of them each feature has; None for none."""
    if whens is None or not any(whens):
        return None
    numbers: dict[str, int] = {}
    of = [None if when is None else numbers.setdefault(when.text, len(numbers)) for when in whens]
    first = {when.text: when for when in reversed(whens) if when}
    dates = [{"label": label(first[text], language), "extent": list(first[text].extent)} for text in numbers]
    return {"dates": dates, "of": of, "undated": of.count(None)}


def labels_of(time: Mapping[str, Any] | None) -> list[str]:
    """Return the date of each feature in words, "" without one; no list for a layer without dates."""
    if time is None:
        return []
    words = [date["label"] for date in time["dates"]]
    return ["" if at is None else words[at] for at in time["of"]]


@dataclass(frozen=True)
class Spell:
    """The first and last day of a date inside a window, as far as known, and how long the date is."""

    first: Day | None
    last: Day | None
    years: float | None

    @classmethod
    def of(cls, when: When, window: When | None) -> "Spell":
        """Cut a date off at a window."""
        start, end = when.extent
        edges = (window.earliest, window.latest) if window else (None, None)
        return cls(
            max(filter(None, (when.earliest, edges[0])), default=None),
            min(filter(None, (when.latest, edges[1])), default=None),
            None if start is None or end is None else end - start,
        )


def time_steps(spells: Sequence[Spell], language: str) -> list[dict[str, Any]]:
    """Return the days, months, years or longer spans, one after the other, that hold all the dates.

    They are as fine as the most exact date, and at most 60; none when all would be one.
    """
    days = [day for spell in spells for day in (spell.first, spell.last) if day is not None]
    if not days:
        return []
    widths = [spell.years for spell in spells if spell.years is not None]
    found = _texts(min(days), max(days), min(widths, default=1.0))
    dates = [parse_when(text) for text in found]
    if len(dates) < 2:
        return []
    return [{"label": label(date, language), "extent": list(date.extent)} for date in dates]


def _texts(first: Day, last: Day, narrowest: float) -> list[str]:
    """Return spans as EDTF writes them, in the finest unit that is fine enough and makes few enough."""
    ordinary = first[0] >= 1 and last[0] <= 9999
    months = 12 * (last[0] - first[0]) + last[1] - first[1]
    if ordinary and narrowest <= _LITTLE / 365:
        start, end = datetime.date(*first), datetime.date(*last)
        if (end - start).days < MOST_STEPS:
            return [str(start + datetime.timedelta(days=at)) for at in range((end - start).days + 1)]
    if ordinary and narrowest <= _LITTLE / 12 and months < MOST_STEPS:
        whole = [divmod(12 * first[0] + first[1] - 1 + at, 12) for at in range(months + 1)]
        return [f"{year:04d}-{month + 1:02d}" for year, month in whole]
    size = next(
        (size for size in _YEARS
         if narrowest <= _LITTLE * size
         and _number(last[0], size) - _number(first[0], size) < MOST_STEPS),
        _YEARS[-1],
    )  # fmt: skip
    return list(_spans(_number(first[0], size), _number(last[0], size), size))[:MOST_STEPS]


def _number(year: int, size: int) -> int:
    """Return which decade, century … a year is in: 200 BC, which is -199, begins a decade as 190 does."""
    return (year if size == 1 or year > 0 else year - 1) // size


def _spans(first: int, last: int, size: int) -> Iterator[str]:
    for start, end in pairwise(range(first * size, (last + 2) * size, size)):
        if size == 1:
            yield _written(start)
        elif size in (10, 100) and start >= size and end <= 10_000:
            yield f"{start:04d}"[:3] + "X" if size == 10 else f"{start:04d}"[:2] + "XX"
        else:
            yield f"{_written(start + (start <= 0))}/{_written(end - (end > 0))}"


def _written(year: int) -> str:
    """Write a year as EDTF does."""
    return f"Y{year}" if abs(year) > 9999 else f"{'-' if year < 0 else ''}{abs(year):04d}"
