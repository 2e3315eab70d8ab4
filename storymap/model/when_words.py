"""Say a date in words in a reader's language ("c. 1968", "từ năm 1988"); it never raises."""

from __future__ import annotations

from .when import When
from .when_cldr import words_for
from .when_language import Words
from .when_parts import Day, Precision, Side, Span, WhenError, read_span

_BARE = (Precision.YEAR, Precision.MONTH, Precision.DAY)
_GENERAL = (Precision.DECADE, Precision.CENTURY)


def label(when: When, language: str) -> str:
    """Return the date in words for a BCP 47 language tag.

    English and Vietnamese have words of their own; other languages get the date patterns of CLDR with
    signs that need no translation, an unknown language gets numbers. A text that isn't a date comes back
    as it is.
    """
    try:
        span = read_span(when.text)
    except WhenError:
        span = None
    if span is None:
        return when.text
    words = words_for(language)
    if span.start is None or span.end is None:
        return _half(span, words)
    if span.single or span.start == span.end:
        return _side(span.start, words)
    return _shared(span.start, span.end, words) or words.join.format(
        a=_side(span.start, words), b=_side(span.end, words)
    )


def _half(span: Span, words: Words) -> str:
    if span.start is not None:
        pattern = words.since if span.open_end else words.end_unknown
        return pattern.format(a=_side(span.start, words, inside=True))
    if span.end is not None:
        pattern = words.until if span.open_start else words.start_unknown
        return pattern.format(b=_side(span.end, words, inside=True))
    return "…"


def _side(side: Side, words: Words, inside: bool = False) -> str:
    """Say one date; `inside` is after a word such as "since", where English wants "the 1990s"."""
    said = _plain(side, words)
    if inside and side.precision in _GENERAL and not side.approximate and (words.decade or words.century):
        said = words.definite.format(a=said)
    if side.approximate:
        said = words.about.format(a=said)
    return words.uncertain.format(a=said) if side.uncertain else said


def _plain(side: Side, words: Words) -> str:
    first = _values(side.earliest, words)
    match side.precision:
        case Precision.MONTH:
            return words.month.format_map(first)
        case Precision.DAY:
            return words.day.format_map(first)
        case Precision.TIME:
            return words.time.format(a=words.day.format_map(first), clock=side.clock)
        case Precision.SOME_DAY:
            return words.some_day.format(a=words.month.format_map(first))
        case Precision.SOME_MONTH:
            return words.some_month.format(a=words.year.format_map(first))
        case Precision.SOME_DAY_OF_YEAR:
            return words.some_day_of_year.format(a=words.year.format_map(first))
        case Precision.SEASON:
            pattern = words.seasons[side.season - 1] if words.seasons else side.text.rstrip("?~%")
            return pattern.format_map(first)
        case Precision.DECADE | Precision.CENTURY:
            return _years(side, words)
    return words.year.format_map(first)


def _years(side: Side, words: Words) -> str:
    """Say a decade or a century; before Christ, and in the first century, a decade is said as its years."""
    first, last = side.earliest[0], side.latest[0]
    if side.precision is Precision.CENTURY and words.century:
        number = words.ordinal((first if first >= 0 and not side.text.startswith("-") else -last) // 100 + 1)
        said = words.century.format(n=number)
        return words.bc.format(y=said) if side.text.startswith("-") else said
    if first >= 100 and side.precision is Precision.DECADE and words.decade:
        return words.decade.format(y=first)
    return _range_of_years(first, last, words)


def _range_of_years(first: int, last: int, words: Words) -> str:
    if last <= 0:
        years = words.years.format(y=_number(first, words), y2=_number(last, words))
        return words.bc.format(y=years)
    if first >= 100 and last < 10_000:
        return words.years.format(y=first, y2=last)
    return words.join.format(a=_year(first, words), b=_year(last, words))


def _shared(start: Side, end: Side, words: Words) -> str:
    """Say an interval of two bare dates with what they share said once; "" when nothing is shared."""
    marked = start.approximate or start.uncertain or end.approximate or end.uncertain
    if marked or start.precision is not end.precision or start.precision not in _BARE:
        return ""
    (year, month, _), (year2, month2, _) = start.earliest, end.earliest
    if start.precision is Precision.YEAR:
        return _range_of_years(year, year2, words)
    if year != year2:
        return ""
    pattern = words.months_of_year
    if start.precision is Precision.DAY:
        pattern = words.days_of_month if month == month2 else words.days_of_year
    second = {f"{name}2": value for name, value in _values(end.earliest, words).items()}
    return pattern.format_map(_values(start.earliest, words) | second)


def _values(day: Day, words: Words) -> dict[str, str | int]:
    year, month, number = day
    alone = (words.months_alone or words.months)[month - 1]
    return {
        "y": _year(year, words),
        "m": month,
        "d": number,
        "month": words.months[month - 1],
        "alone": alone,
        "era": words.era if _bare(year) else "",
    }


def _year(year: int, words: Words) -> str:
    """Write an astronomical year with its era where it needs one: 0 is 1 BC."""
    written = _number(year, words)
    if year <= 0:
        return words.bc.format(y=written)
    return written if _bare(year) else words.ad.format(y=written)


def _bare(year: int) -> bool:
    """Whether a year needs no era to be understood."""
    return 100 <= year < 10_000


def _number(year: int, words: Words) -> str:
    number = 1 - year if year <= 0 else year
    return str(number) if number < 10_000 else f"{number:,}".replace(",", words.group)
