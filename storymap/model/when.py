"""A date as the author wrote it (EDTF level 0 and 1, with open intervals), with its first and last day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from storymap.words import Words

from .when_hints import hint_for
from .when_parts import DAYS, Day, WhenError, read_span

__all__ = ["Day", "Extent", "When", "WhenError", "extent_of", "parse_when"]

Extent = tuple[float | None, float | None]
"""Decimal years, from the start of the first day to the end of the last; None is an open or unknown end."""

_HTML_DATE = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:T.*)?")
_DAYS_BEFORE = (0, *accumulate(DAYS))
"""Days of a common year before its months 1 to 12 (index 0 is unused)."""


@dataclass(frozen=True, slots=True)
class When:
    """A date or an interval, kept verbatim.

    Attributes
    ----------
    text
        The EDTF value as written.
    earliest, latest
        First and last day that it can mean, (year, month, day), proleptic Gregorian with astronomical
        years; None when that end is open or unknown. Qualifiers (`~ ? %`) don't widen them.
    open_start, open_end
        Whether that end is open (`..`); an unknown end (`1985/`) is None and not open.
    approximate, uncertain
        Whether any part is marked `~` or `%`, `?` or `%`.
    """

    text: str
    earliest: Day | None
    latest: Day | None
    open_start: bool = False
    open_end: bool = False
    approximate: bool = False
    uncertain: bool = False

    @property
    def extent(self) -> Extent:
        """Decimal years to 4 places: 1995 is (1995.0, 1996.0); None for an open or unknown end."""
        return (
            None if self.earliest is None else _decimal_year(self.earliest, 0),
            None if self.latest is None else _decimal_year(self.latest, 1),
        )

    @property
    def start_iso(self) -> str | None:
        """The first day as YYYY-MM-DD, or None (open, unknown, or outside the years 0 to 9999)."""
        return _iso_day(self.earliest)

    @property
    def end_iso(self) -> str | None:
        """The last day as YYYY-MM-DD, or None (open, unknown, or outside the years 0 to 9999)."""
        return _iso_day(self.latest)

    @property
    def datetime(self) -> str | None:
        """The value for HTML's `<time datetime>`: a certain year, month or day from year 1 on, else None."""
        found = _HTML_DATE.fullmatch(self.text)
        if found is None or self.earliest is None or self.earliest[0] < 1 or "-2" in self.text[4:6]:
            return None
        return found[1]


def parse_when(text: str) -> When:
    """Read an EDTF value of level 0 or 1, or an interval with open (`..`) or unknown (empty) ends.

    Source of the format: ISO 8601-2:2019, annex A (https://www.loc.gov/standards/datetime/).

    Raises
    ------
    WhenError
        The text is empty, isn't such a value, or is no day of the calendar; `hint` says what to write.
    """
    if not text.strip():
        raise WhenError(text, Words("no date; write one such as 1995, 1995-07 or 1995-07-11"))
    try:
        span = read_span(text)
    except WhenError as fault:
        raise WhenError(text, fault.hint) from None
    if span is None:
        raise WhenError(text, hint_for(text))
    sides = [side for side in (span.start, span.end) if side is not None]
    when = When(
        text=text,
        earliest=span.start.earliest if span.start else None,
        latest=span.end.latest if span.end else None,
        open_start=span.open_start,
        open_end=span.open_end,
        approximate=any(side.approximate for side in sides),
        uncertain=any(side.uncertain for side in sides),
    )
    if when.earliest is not None and when.latest is not None and when.earliest > when.latest:
        first, _, second = text.partition("/")
        raise WhenError(
            text,
            Words("the interval ends before it starts; write {second}/{first}", second=second, first=first),
        )
    return when


def extent_of(whens: Iterable[When]) -> Extent | None:
    """Return the extent that holds all the given dates, or None when there are none.

    An end that is open or unknown in any of them stays None.
    """
    extents = [when.extent for when in whens]
    if not extents:
        return None
    starts = [start for start, _ in extents if start is not None]
    ends = [end for _, end in extents if end is not None]
    return (
        min(starts) if len(starts) == len(extents) else None,
        max(ends) if len(ends) == len(extents) else None,
    )


def _decimal_year(date: Day, days_later: int) -> float:
    year, month, day = date
    leap = int(calendar.isleap(year))
    gone = _DAYS_BEFORE[month] + (leap if month > 2 else 0) + day - 1 + days_later
    return round(year + gone / (365 + leap), 4)


def _iso_day(date: Day | None) -> str | None:
    if date is None or not 0 <= date[0] <= 9999:
        return None
    return f"{date[0]:04d}-{date[1]:02d}-{date[2]:02d}"
