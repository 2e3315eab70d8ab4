"""Recognise level 2 of EDTF, which stories don't use, and name the nearest value of level 1."""

from __future__ import annotations

import re
from collections.abc import Callable

from storymap.words import Words

from .when_parts import WhenError, read_span

_INNER_MARK = re.compile(r"[?~%]?(-?[0-9]{4})(?:[?~%]?-[?~%]?([0-9]{2}))?(?:[?~%]?-[?~%]?([0-9]{2}))?[?~%]?")


def _set(match: re.Match[str]) -> str:
    members = re.split(r",|\.\.", match[1])
    return f"{members[0] or '..'}/{members[-1] or '..'}"


def _power(match: re.Match[str]) -> str | None:
    return f"Y{match[1]}{'0' * int(match[2])}" if int(match[2]) <= 12 else None


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], str | None]], ...] = (
    (r"[\[{]([0-9X.,?~%-]+)[\]}]", _set),
    (r"Y(-?[1-9][0-9]*)E([0-9]{1,3})(?:S[0-9]+)?", _power),
    (r"(-?[0-9]{2})[0-9]{2}S[0-9]+", lambda match: f"{match[1]}XX"),
    (r"([0-9]{4})-(?:XX-[0-9]{2}|[0-9X]{2}-[0-9X]{2})", lambda match: match[1] if "X" in match[0] else None),
    (r"([0-9]{4})-(?:[0-9]X|X[0-9])", lambda match: f"{match[1]}-XX"),
    (r"((?=[0-9X]{0,3}X)[0-9]{2}[0-9X]X)-[0-9X]{2}(?:-[0-9X]{2})?", lambda match: match[1]),
    (r"([0-9])(?=[0-9]?X)[0-9X]{3}(?:-[0-9X]{2}){0,2}", lambda match: f"{match[1]}000/{match[1]}999"),
)


def level2_hint(text: str) -> str | None:
    """Return what to write in place of a level 2 value, or None when the text isn't one."""
    for pattern, nearest in _FORMS:
        if match := re.fullmatch(pattern, text):
            return _instead(_checked(nearest(match)))
    inner = _INNER_MARK.fullmatch(text)
    marks = set(re.findall(r"[?~%]", text))
    if inner and marks and not text.endswith(("?~", "~?")):
        mark = marks.pop() if len(marks) == 1 else "%"
        return _instead(_checked("-".join(part for part in inner.groups() if part) + mark))
    return None


def _instead(value: str) -> str:
    return Words("level 2 of EDTF is not supported; write {value}", value=value)


def _checked(nearest: str | None) -> str:
    try:
        known = nearest is not None and read_span(nearest) is not None
    except WhenError:
        known = False
    return nearest if nearest and known else Words("one date or an interval, such as 1667/1668")
