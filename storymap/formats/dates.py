"""Dates as people write them in tables become EDTF; what only the author can decide is asked."""

from __future__ import annotations

import re
from enum import StrEnum

from storymap.model import WhenError, parse_when
from storymap.model.when_hints import readings
from storymap.storage.where import Where
from storymap.words import Words, sentence

_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}


class DayOrder(StrEnum):
    """How 12/3/1968 is to be read; ASK where the author has to say it."""

    ASK = ""
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def read_date(text: str, where: Where, order: DayOrder = DayOrder.ASK) -> str:
    """Return the EDTF value of a date in a person's words, '' (an error) when it can't be told."""
    text = text.strip()
    if not text:
        return ""
    try:
        return parse_when(text).text
    except WhenError as fault:
        hint = sentence(fault.hint)
    found = readings(text)
    if len(found) == 1:
        return found[0]
    if found and order is not DayOrder.ASK and re.fullmatch(r"\d{1,2}\D+\d{1,2}\D+\d{4}", text):
        return found[0 if order is DayOrder.DAY_FIRST else 1]
    message = (
        Words("this date has two meanings") if found else Words("this is not a date that can be read")
    )
    where.error(message, found=text, hint=hint)
    return ""


def of_parts(year: str, month: str, day: str, where: Where) -> str:
    """Return the EDTF value of three cells, of which month and day may be empty; '' with an error."""
    number = re.sub(r"\D", "", month) or str(_MONTHS.get(month.strip().casefold()[:3], ""))
    if not year.strip():
        if month.strip() or day.strip():
            where.error(Words("the year is missing"), found=" ".join(f"{month} {day}".split()))
        return ""
    if not number:
        return read_date(year, where)
    parts = [year.strip().zfill(4), number.zfill(2), *([day.strip().zfill(2)] if day.strip() else [])]
    return read_date("-".join(parts), where)


def of_ends(start: str, end: str, where: Where, order: DayOrder = DayOrder.ASK) -> str:
    """Return the EDTF value of a first and a last date; where one is missing, the other stands alone."""
    first, last = read_date(start, where, order), read_date(end, where, order)
    if not end.strip() or not start.strip() or first == last:
        return first or last
    if not (first and last):
        return ""
    if "/" in first + last:
        where.error(Words("the first or last date is itself a span"), found=f"{start}, {end}",
                    hint=Words("Write one date in each, or the span in a single column."))  # fmt: skip
        return ""
    return read_date(f"{first}/{last}", where)
