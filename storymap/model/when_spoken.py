"""Read dates that are written in words or in local order, in English and Vietnamese, as EDTF candidates."""

from __future__ import annotations

import re
from collections.abc import Callable

from .when_parts import MONTHS

_ENGLISH = {
    name.casefold()[:length]: number for number, name in enumerate(MONTHS, 1) for length in (3, 4, len(name))
}
_VIETNAMESE = {
    name: number
    for number, name in enumerate(
        ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"), 1
    )
} | {"giêng": 1, "chạp": 12}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24} | {
    "xuân": 21, "hạ": 22, "hè": 22, "thu": 23, "đông": 24,
}

_MONTH = "|".join(sorted(_ENGLISH, key=len, reverse=True))
_THANG = "|".join(["[0-9]{1,2}", *sorted(_VIETNAMESE, key=len, reverse=True)])
_SEASON = "|".join(_SEASONS)
_YEAR = r"(?P<y>[0-9]{4})"


def _date(match: re.Match[str]) -> list[str]:
    parts = match.groupdict()
    name = parts["m"]
    month = int(name) if name.isdecimal() else _ENGLISH.get(name, 0) or _VIETNAMESE[name]
    day = parts.get("d")
    return [f"{parts['y']}-{month:02d}" + (f"-{int(day):02d}" if day else "")]


def _year_and_two_digits(match: re.Match[str]) -> list[str]:
    """Read `1988/89` as years, `2023/05` as a month, and `1905/06` as either."""
    year, tail = match["y"], match["m"].zfill(2)
    found = [f"{year}-{tail}"] if 1 <= int(tail) <= 12 else []
    if tail > year[2:]:
        found.append(f"{year}/{year[:2]}{tail}")
    return found


def _days(match: re.Match[str]) -> list[str]:
    first = _date(match)[0]
    return [f"{first}/{first[:-2]}{int(match['e']):02d}"]


def _bc(match: re.Match[str]) -> list[str]:
    return [f"-{int(match['y']) - 1:04d}" if int(match["y"]) > 1 else "0000"]


_READERS: tuple[tuple[str, Callable[[re.Match[str]], list[str]]], ...] = (
    (rf"(?:(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?\.?(?: of)? )?(?P<m>{_MONTH})\.?,? {_YEAR}", _date),
    (rf"(?P<m>{_MONTH})\.? (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}", _date),
    (rf"{_YEAR} (?P<m>{_MONTH})\.?(?: (?P<d>[0-9]{{1,2}}))?", _date),
    (rf"(?:(?:ngày )?(?P<d>[0-9]{{1,2}}),? )?(?:tháng |thg\.? ?|t\.?(?=[0-9]))(?P<m>{_THANG})"
     rf"(?:,? năm |, | |/|-){_YEAR}", _date),
    (rf"ngày (?P<d>[0-9]{{1,2}})[/.-](?P<m>[0-9]{{1,2}})[/.-]{_YEAR}", _date),
    (rf"{_YEAR}(?P<sep>[-/.])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})", _date),
    (rf"(?P<m>[0-9]{{1,2}})[-/.]{_YEAR}", _date),
    (rf"{_YEAR}[/-](?P<m>[0-9]{{1,2}})", _year_and_two_digits),
    (rf"(?:năm|in|ad|the year) {_YEAR}", lambda match: [match["y"]]),
    (r"(?:năm )?(?P<y>[0-9]{1,4}) ?(?:bce?|b\.c\.?(?:e\.?)?|tcn|trước công nguyên)", _bc),
    (r"(?:the )?(?P<y>[0-9]{3})0 ?'?s|(?:thập niên|thập kỷ|những năm) (?P<z>[0-9]{3})0",
     lambda match: [f"{match['y'] or match['z']}X"]),
    (r"(?:the )?(?P<y>[0-9]{1,2})(?:st|nd|rd|th) century|thế kỷ (?:thứ )?(?P<z>[0-9]{1,2})",
     lambda match: [f"{int(match['y'] or match['z']) - 1:02d}XX"] if int(match["y"] or match["z"]) else []),
    (rf"(?:mùa )?(?P<s>{_SEASON})(?: năm|,| of)? {_YEAR}",
     lambda match: [f"{match['y']}-{_SEASONS[match['s']]}"]),
    (rf"(?P<m>{_MONTH})\.? (?P<d>[0-9]{{1,2}})[-/](?P<e>[0-9]{{1,2}}),? {_YEAR}", _days),
    (rf"{_YEAR}-(?P<m>[0-9]{{2}})-(?P<d>[0-9]{{2}})[-/](?P<e>[0-9]{{1,2}})", _days),
    (rf"{_YEAR}-(?P<m>[0-9]{{2}})/(?P<e>[0-9]{{1,2}})",
     lambda match: [f"{match['y']}-{match['m']}/{match['y']}-{int(match['e']):02d}"]),
    (r"(?P<y>-?[0-9]{4}.*?)(?:\?~|~\?)", lambda match: [f"{match['y'].upper()}%"]),
    (r"(?P<y>.+?) ?\((?:\?|uncertain|chưa chắc chắn)\)", lambda match: [f"{match['y'].upper()}?"]),
    (r"(?P<y>[0-9]{3})u", lambda match: [f"{match['y']}X"]),
    (r"(?P<y>[0-9]{2})uu", lambda match: [f"{match['y']}XX"]),
    (r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})", _date),
    (r"(?P<y>-?[1-9][0-9]{4,11})", lambda match: [f"Y{match['y']}"]),
    (r"y(?P<s>-?)(?P<y>[0-9]{1,4})", lambda match: [f"{match['s']}{int(match['y']):04d}"]),
    (r"(?P<s>-?)(?P<y>(?<=-)[0-9]{1,3}|[0-9]{3})", lambda match: [f"{match['s']}{int(match['y']):04d}"]),
)
_COMPILED = tuple((re.compile(pattern), reader) for pattern, reader in _READERS)


def spoken(cleaned: str) -> list[str]:
    """Return the EDTF values that one written-out date may mean; [] when it isn't understood.

    The text is casefolded, NFC, with single spaces and plain hyphens. The values are not checked
    against the calendar.
    """
    for pattern, reader in _COMPILED:
        if match := pattern.fullmatch(cleaned):
            return reader(match)
    return []
