"""Where the members of a JSON object and the elements of an array stand in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class Span:
    """A value from `start` to `end`, with the key under which it stands ('' in an array)."""

    start: int
    end: int
    key: str = ""


def members(text: str, start: int) -> Iterator[Span]:
    """Yield the values of the object that begins at `start`.

    Raises
    ------
    ValueError
        It is not an object, or not JSON.
    """
    yield from _parts(text, start, "{", "}")


def elements(text: str, start: int) -> Iterator[Span]:
    """Yield the values of the array that begins at `start`.

    Raises
    ------
    ValueError
        It is not an array, or not JSON.
    """
    yield from _parts(text, start, "[", "]")


def skip_space(text: str, at: int) -> int:
    """Return where the next character other than a space stands."""
    found = _SPACE.match(text, at)
    assert found is not None  # the pattern also matches nothing
    return found.end()


def _parts(text: str, start: int, opening: str, closing: str) -> Iterator[Span]:
    if text[start : start + 1] != opening:
        raise ValueError(f"{opening} is expected")
    at = skip_space(text, start + 1)
    while text[at : at + 1] != closing:
        key = ""
        if opening == "{":
            key, at = _DECODER.raw_decode(text, at)
            at = skip_space(text, at)
            if text[at : at + 1] != ":":
                raise ValueError(": is expected")
            at = skip_space(text, at + 1)
        _, end = _DECODER.raw_decode(text, at)
        yield Span(at, end, key if isinstance(key, str) else "")
        at = skip_space(text, end)
        if text[at : at + 1] == ",":
            at = skip_space(text, at + 1)
        elif text[at : at + 1] != closing:
            raise ValueError(", is expected")
