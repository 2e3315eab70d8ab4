"""Read one EDTF value into its sides: what each side says, and the first and last day it can mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from storymap.words import Words

Day = tuple[int, int, int]
"""Year, month and day, proleptic Gregorian; astronomical years (0 is 1 BC, -43 is 44 BC)."""

LONGEST = 64
"""Characters that a date may have: no level 1 value needs more."""

MONTHS = (
    Words("January"), Words("February"), Words("March"), Words("April"), Words("May"), Words("June"),
    Words("July"), Words("August"), Words("September"), Words("October"), Words("November"),
    Words("December"),
)
DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of the months 1 to 12 of a common year."""

_ISO = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
_UNSPECIFIED = re.compile(r"(-?)([0-9]{2}(?:[0-9][0-9X]|XX))(?:-(XX|[0-9]{2})(?:-(XX))?)?([?~%]?)")
_RARE = re.compile(
    r"(-?[0-9]{4}-2[1-4]|Y-?[1-9][0-9]{4,19}|(-?[0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9:]{8}[Z0-9:+-]*)([?~%]?)"
)
_CLOCK = re.compile(r"T([0-9]{2}:[0-9]{2}):[0-9]{2}(Z|[+-][0-9]{2}(?::[0-9]{2})?)?")


class WhenError(ValueError):
    """A text that is not a date of EDTF level 0 or 1.

    Attributes
    ----------
    found
        The text as it was given.
    hint
        What to write instead, in plain words.
    """

    def __init__(self, found: str, hint: str) -> None:
        shown = found if len(found) <= LONGEST else f"{found[:LONGEST]}…"
        super().__init__(f"date {shown!r}: {hint}" if found.strip() else hint)
        self.found = found
        self.hint = hint


class Precision(StrEnum):
    """How exactly a side of a date is given."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    TIME = "time"
    SEASON = "season"
    DECADE = "decade"
    CENTURY = "century"
    SOME_MONTH = "some month of a year"
    SOME_DAY = "some day of a month"
    SOME_DAY_OF_YEAR = "some day of a year"


@dataclass(frozen=True, slots=True)
class Side:
    """One date: a whole value, or one end of an interval."""

    text: str
    precision: Precision
    earliest: Day
    latest: Day
    approximate: bool = False
    uncertain: bool = False
    season: int = 0
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A whole value: a single date has the same side at both ends; None is an open or unknown end."""

    start: Side | None
    end: Side | None
    open_start: bool = False
    open_end: bool = False

    @property
    def single(self) -> bool:
        """Whether this is one date and not an interval."""
        return self.start is self.end


def days_in(year: int, month: int) -> int:
    """Return the number of days of a month, in any astronomical year."""
    return 29 if month == 2 and calendar.isleap(year) else DAYS[month]


def read_side(text: str) -> Side | None:
    """Read one date without a `/`, or return None when it isn't EDTF level 0 or 1.

    Raises
    ------
    WhenError
        A month or a day that the calendar doesn't have.
    """
    if found := _ISO.fullmatch(text):
        year, month, day, mark = found.groups()
        if month is None or not "21" <= month <= "24" or day is not None:
            return _marked(_iso(text, int(year), month, day), mark)
    if "X" in text and (found := _UNSPECIFIED.fullmatch(text)):
        side = _unspecified(text, *found.groups()[:4])
        return side and _marked(side, found[5])
    if found := _RARE.fullmatch(text):
        if found[2] is not None:
            read_side(found[2])
        side = _from_library(found[1])
        return side and _marked(replace(side, text=text), found[3])
    return None


def read_span(text: str) -> Span | None:
    """Read a date or an interval, or return None when it isn't EDTF level 0 or 1.

    An interval that names no date at all (`../..`), or has a time of day in it, is None as well;
    the order of its ends is not judged here.

    Raises
    ------
    WhenError
        A month or a day that the calendar doesn't have.
    """
    if len(text) > LONGEST:
        return None
    first, slash, second = text.partition("/")
    if not slash:
        side = read_side(text)
        return None if side is None else Span(side, side)
    start = None if first in ("", "..") else read_side(first)
    end = None if second in ("", "..") else read_side(second)
    if (start is None and first not in ("", "..")) or (end is None and second not in ("", "..")):
        return None
    if start is end or Precision.TIME in {side.precision for side in (start, end) if side}:
        return None
    return Span(start, end, open_start=first == "..", open_end=second == "..")


def _marked(side: Side, mark: str | None) -> Side:
    if not mark:
        return side
    return replace(side, approximate=mark in "~%", uncertain=mark in "?%")


def _iso(text: str, year: int, month: str | None, day: str | None) -> Side:
    if month is None:
        return Side(text, Precision.YEAR, (year, 1, 1), (year, 12, 31))
    number = _month(text, month)
    last = days_in(year, number)
    if day is None:
        return Side(text, Precision.MONTH, (year, number, 1), (year, number, last))
    if not 1 <= int(day) <= last:
        stem = text[: text.index(month, 4)] + month
        raise WhenError(
            text,
            Words("{month} {year} has {last} days; write the right day, or {stem}",
                  month=MONTHS[number - 1], year=year, last=last, stem=stem))
    date = (year, number, int(day))
    return Side(text, Precision.DAY, date, date)


def _month(text: str, month: str) -> int:
    if month.isdecimal() and 25 <= int(month) <= 41:
        raise WhenError(
            text,
            Words("level 2 of EDTF is not supported; {month} is a level 2 season: write 21 (spring), "
                  "22 (summer), 23 (autumn) or 24 (winter), or the months as an interval", month=month),
        )
    if not 1 <= int(month) <= 12:
        raise WhenError(
            text, Words("there is no month {month}; months are 01 to 12, seasons 21 to 24", month=month))
    return int(month)


def _unspecified(text: str, sign: str, digits: str, month: str | None, day: str | None) -> Side | None:
    unknown = digits.count("X")
    if unknown and month:
        return None
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    first, last = (-high, -low) if sign else (low, high)
    if unknown:
        precision = Precision.DECADE if unknown == 1 else Precision.CENTURY
        return Side(text, precision, (first, 1, 1), (last, 12, 31))
    if month == "XX":
        precision = Precision.SOME_DAY_OF_YEAR if day else Precision.SOME_MONTH
        return Side(text, precision, (first, 1, 1), (first, 12, 31))
    if month is None or day is None:
        return None
    number = _month(text, month)
    return Side(text, Precision.SOME_DAY, (first, number, 1), (first, number, days_in(first, number)))


@lru_cache(maxsize=4096)
def _from_library(text: str) -> Side | None:
    """Read a season, a time of day or a long year with `edtf` (about 10 ms); None when it cannot.

    A season's months are the library's: spring is March to May, and winter is December of its year.
    """
    import edtf
    from pyparsing import ParseBaseException

    try:
        value = edtf.parse_edtf(text)
        low, high = value.lower_strict(), value.upper_strict()
    except (ParseBaseException, ValueError, TypeError, AttributeError, ArithmeticError, LookupError):
        return None
    earliest, latest = (low[0], low[1], low[2]), (high[0], high[1], high[2])
    if clock := _CLOCK.search(text):
        zone = {None: "", "Z": " UTC"}.get(clock[2], f" UTC{clock[2]}")
        return Side(text, Precision.TIME, earliest, latest, clock=clock[1] + zone)
    if text.startswith("Y"):
        return Side(text, Precision.YEAR, earliest, latest)
    return Side(text, Precision.SEASON, earliest, latest, season=int(text[-1]))
