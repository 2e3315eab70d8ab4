"""Say what an author probably meant by a text that is not an EDTF date."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from storymap.words import Words, either

from .when_level2 import level2_hint
from .when_parts import LONGEST, MONTHS, Precision, WhenError, read_span
from .when_spoken import spoken

_EXAMPLES = Words(
    "write a date such as 1995, 1995-07, 1995-07-11, 1994/1998, 1968~ (about) or 1988/.. (since)"
)
_ABOUT = re.compile(r"(?:circa|approximately|approx\.?|about|around|ca\.?|c\.?|khoảng|chừng|~)\s*(.+)")
_PERHAPS = re.compile(r"(?:probably|perhaps|maybe|possibly|có lẽ|có thể)\s+(.+)")
_SINCE = re.compile(r"(?:since|from|after|từ|sau)\s+(.+)")
_UNTIL = re.compile(r"(?:until|till|before|up to|to|đến|tới|trước)\s+(.+)")
_STILL = re.compile(
    r"(?:from |từ )?(.+?)\s*(?:-|/|\bto\b|\bđến\b)\s*(?:present|now|today|open|ongoing|nay|hiện nay|hôm nay)"
)
_UNKNOWN_END = re.compile(r"(.+?)\s*(?:-|/)\s*(?:unknown|không rõ)")
_BETWEEN = re.compile(r"(?:from |between |từ )(.+)")
_JOINTS = (" - ", " / ", " to ", " and ", " đến ", "-", "/")
_EITHER = re.compile(r"(.+?) (?:or|hoặc) (.+)")
_TIME = re.compile(r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::[0-9]{2})?.*", re.IGNORECASE)
_DAY_MONTH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def hint_for(text: str) -> str:
    """Return what to write in place of a text that `parse_when` cannot read; it never raises."""
    if len(text) > LONGEST:
        return Words("this is too long for a date; {examples}", examples=_EXAMPLES)
    cleaned = _cleaned(text)
    if "/" in text and not re.search(r"[^\W_]", text):
        return Words(
            "an interval needs a date on one side at least, such as 1988/..; else leave the date empty"
        )
    if re.fullmatch(r"unknown|n/?a|không rõ|x{4}(?:-xx)*|\?+|-+", cleaned):
        return Words("leave the date empty when nothing is known")
    if hint := _time_in_interval(text) or level2_hint(text.strip()):
        return hint
    if found := _TIME.fullmatch(cleaned):
        return Words(
            "a time of day is written like {day}T10:30:00, up to 23:59:59; or write only {day}", day=found[1]
        )
    if found := _DAY_MONTH.fullmatch(cleaned):
        return _day_or_month_first(*(int(part) for part in found.groups()))
    good, refused = _readable(suggestions(cleaned))
    if good:
        return Words("write {dates}", dates=either(good))
    return refused[0] if refused else _EXAMPLES


def readings(text: str) -> list[str]:
    """Return the EDTF values that a date in a person's words may mean ("c. 1968": `1968~`), likeliest first.

    Empty when nothing is understood; several when only the author can decide (`3/4/1968`).
    """
    if len(text) > LONGEST:
        return []
    cleaned = _cleaned(text)
    if found := _DAY_MONTH.fullmatch(cleaned):
        first, second, year = (int(part) for part in found.groups())
        pairs = dict.fromkeys([(second, first), (first, second)])
        return _readable([f"{year:04d}-{month:02d}-{day:02d}" for month, day in pairs if 1 <= month <= 12])[0]
    return list(dict.fromkeys(_readable(suggestions(cleaned))[0]))


def _cleaned(text: str) -> str:
    """Return a text casefolded, with plain dashes and single spaces, for `suggestions`."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    return " ".join(folded.split()).rstrip(".,;")


def suggestions(cleaned: str, depth: int = 3) -> list[str]:
    """Return the EDTF values that a cleaned text (casefolded, plain dashes) may mean, unchecked."""
    plain = cleaned.replace(" ", "").upper()
    if _valid(plain):
        return [plain]
    if found := spoken(cleaned):
        return found
    if depth == 0:
        return []
    for pattern, mark in ((_ABOUT, "~"), (_PERHAPS, "?")):
        if (match := pattern.fullmatch(cleaned)) and (inner := suggestions(match[1], depth - 1)):
            return [_marked(side, mark) for side in inner]
    for pattern, shape in ((_STILL, "{}/.."), (_UNKNOWN_END, "{}/")):
        if (match := pattern.fullmatch(cleaned)) and (inner := suggestions(match[1], depth - 1)):
            return [shape.format(side) for side in inner]
    between = _BETWEEN.fullmatch(cleaned)
    if found := _ranges(between[1] if between else cleaned, depth - 1):
        return found
    if match := _EITHER.fullmatch(cleaned):
        return [*_borrowing(match[1], match[2], depth - 1), *suggestions(match[2], depth - 1)]
    for pattern, shape in ((_SINCE, "{}/.."), (_UNTIL, "../{}")):
        if (match := pattern.fullmatch(cleaned)) and (inner := suggestions(match[1], depth - 1)):
            return [shape.format(side) for side in inner]
    return []


def _marked(side: str, mark: str) -> str:
    both = {mark, *re.findall(r"[?~%]$", side)}
    return side.rstrip("?~%") + (mark if len(both) == 1 else "%")


def _ranges(cleaned: str, depth: int) -> list[str]:
    for joint in _JOINTS:
        left, found, right = cleaned.partition(joint)
        if found and (ends := suggestions(right.strip(), depth)):
            starts = _borrowing(left.strip(), right.strip(), depth)
            if pairs := [f"{start}/{end}" for start, end in product(starts, ends) if "/" not in start + end]:
                return pairs
    return []


def _borrowing(left: str, right: str, depth: int) -> list[str]:
    """Read a left end that may borrow its month and year from the right ("11-20 May 2022")."""
    words = right.split()
    for candidate in (left, *(f"{left} {' '.join(words[start:])}" for start in range(1, len(words)))):
        if left and (found := suggestions(candidate, depth)):
            return found
    return []


def _valid(text: str) -> bool:
    try:
        return read_span(text) is not None
    except WhenError:
        return False


def _readable(candidates: list[str]) -> tuple[list[str], list[str]]:
    good: list[str] = []
    refused: list[str] = []
    for candidate in candidates:
        try:
            span = read_span(candidate)
        except WhenError as fault:
            refused.append(fault.hint)
            continue
        if span is None or (span.start and span.end and span.start.earliest > span.end.latest):
            continue
        good.append(candidate)
    return good, refused


def _day_or_month_first(first: int, second: int, year: int) -> str:
    readings = {(first, second), (second, first)}
    days = sorted((day, month) for day, month in readings if 1 <= month <= 12)
    good, refused = _readable([f"{year:04d}-{month:02d}-{day:02d}" for day, month in days])
    if len(good) == 2:
        said_days = [Words("{day} {month}", day=day, month=MONTHS[month - 1]) for day, month in days]
        return Words(
            "is it {days} {year}? write {dates}", days=either(said_days), year=year, dates=either(good)
        )
    if good:
        return Words("write {dates}", dates=good[0])
    return refused[0] if refused else _EXAMPLES


def _time_in_interval(text: str) -> str | None:
    first, slash, second = text.partition("/")
    if not slash:
        return None
    try:
        spans = [read_span(side) for side in (first, second) if side not in ("", "..")]
    except WhenError:
        return None
    if not any(span and span.start and span.start.precision is Precision.TIME for span in spans):
        return None
    days = "/".join(side.partition("T")[0] for side in (first, second))
    return Words("an interval has no time of day; write {days}", days=days)
