"""A place in an author's file, at which readers note problems."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from storymap.model import fold
from storymap.problems import Problems, Severity
from storymap.words import Words

# What people call the columns and keys of a story elsewhere.
_ALIASES = {
    "latitude": "lat",
    "longitude": "lon",
    "lng": "lon",
    "long": "lon",
    "date": "when",
    "year": "when",
    "label": "name",
    "description": "text",
    "reference": "source",
    "color": "colour",
    "author": "authors",
}


@dataclass(frozen=True)
class Where:
    """A file, and in it a row (or line) and a column (or key), with the collector that problems go to."""

    problems: Problems
    file: str
    row: int | None = None
    column: str = ""

    def at(self, row: int | None = None, column: str | None = None) -> Where:
        """Return the place in another row or column of the same file."""
        return replace(
            self, row=self.row if row is None else row, column=self.column if column is None else column
        )

    def error(self, message: str, found: object = "", hint: str = "") -> None:
        """Note something that keeps a part of the story from being shown."""
        self._add(Severity.ERROR, message, found, hint)

    def warning(self, message: str, found: object = "", hint: str = "") -> None:
        """Note something that readers would see as wrong or missing."""
        self._add(Severity.WARNING, message, found, hint)

    def notice(self, message: str, found: object = "", hint: str = "") -> None:
        """Note something that may be meant, but looks like a slip."""
        self._add(Severity.NOTICE, message, found, hint)

    def _add(self, severity: Severity, message: str, found: object, hint: str) -> None:
        self.problems.add(
            severity,
            message,
            file=_sayable(self.file),
            row=self.row,
            column=_sayable(self.column),
            found=found if isinstance(found, Words) else _sayable(_shown(found)),
            hint=hint,
        )


def near_miss(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was most likely meant to be, or None.

    Case, diacritics and punctuation don't count; otherwise difflib's ratio must reach 0.75.
    """
    targets = {name: name for name in known}
    words = [*targets, *(alias for alias, meant in _ALIASES.items() if meant in targets)]
    targets = _ALIASES | targets
    folded = {fold(candidate): candidate for candidate in reversed(words)}
    if (same := fold(word)) and same in folded:
        return targets[folded[same]]
    close = difflib.get_close_matches(word.casefold()[:80], words, n=1, cutoff=0.75)
    return targets[close[0]] if close else None


def listed(words: Iterable[str], most: int = 8) -> str:
    """Return words in backquotes with commas, at most `most` of them."""
    every = [f"`{word}`" for word in words]
    shown = ", ".join(every[:most])
    return Words("{words} and {n} more", words=shown, n=len(every) - most) if len(every) > most else shown


def _shown(found: object) -> str:
    """Return a found value as an author would write it."""
    if isinstance(found, list | tuple):
        return ", ".join(map(_shown, found[:20]))
    if isinstance(found, dict):
        return ", ".join(f"{key}: {_shown(value)}" for key, value in list(found.items())[:20])
    return str(found)


def _sayable(text: str) -> str:
    """Return the text without the lone surrogates that stand for odd bytes in the names of files."""
    return text.encode("utf-8", "replace").decode("utf-8")
