"""Text that fits the terminal: wrapped between words, or cut with a mark."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator

_NARROWEST, _WIDEST = 40, 110


def width() -> int:
    """Return how many characters a line has: those of the terminal, and not so many that nobody reads it."""
    return max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))


def wrapped(text: str, first: str = "", more: str | None = None) -> Iterator[str]:
    """Yield the lines of a text; `first` begins the first one, `more` (or else `first`) the others."""
    yield from textwrap.wrap(
        text, width(), initial_indent=first, subsequent_indent=first if more is None else more,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters, with a mark where something is left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
