"""Keeps words together that run the other way than the text around them."""

from collections.abc import Callable
from functools import wraps

from storymap.model.text import direction

_ISOLATES = {"ltr": "\N{LEFT-TO-RIGHT ISOLATE}", "rtl": "\N{RIGHT-TO-LEFT ISOLATE}"}
_END = "\N{POP DIRECTIONAL ISOLATE}"

Words = Callable[..., str]


def keeper(language: str, within: str) -> Callable[[Words], Words]:
    """Return what makes a function that gives words in a language give them for a text in another.

    Where the two run in opposite directions, the words begin and end with marks (Unicode's isolates), so
    that numbers and stops in them stay in their places, in attributes too.
    """
    way = direction(language)
    if way == direction(within):
        return lambda words: words

    def kept(words: Words) -> Words:
        @wraps(words)
        def between_marks(*given: object) -> str:
            text = words(*given)
            return f"{_ISOLATES[way]}{text}{_END}" if text else ""

        return between_marks

    return kept
