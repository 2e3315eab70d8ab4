"""Two people's versions of one text become one, if they changed different paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_BREAK = re.compile(r"(\n[ \t]*(?:\n[ \t]*)+)")

Edit = tuple[int, int, list[str]]
"""Tokens of the base from start to end, and what stands there instead."""


def merge_text(base: str, mine: str, theirs: str) -> str | None:
    """Return the text with the changes of both sides, None when both changed the same paragraph.

    The way is that of diff3 with paragraphs as units, so that no sentence is put together from two people's
    words. (The package merge3 does the same for lines; it is under the GPL.)
    """
    merged = merge_parts(_parts(base), _parts(mine), _parts(theirs))
    return None if merged is None else "".join(merged)


def merge_parts(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """Return the parts with the changes of both sides, None when two of them meet at the same place."""
    edits = sorted([*_edits(base, mine), *(edit for edit in _edits(base, theirs))], key=lambda edit: edit[:2])
    made: list[str] = []
    at = 0
    last: Edit | None = None
    for edit in edits:
        start, end, new = edit
        if edit == last:
            continue
        if last is not None and (start < last[1] or (start == last[0] and end == last[1])):
            return None
        made += [*base[at:start], *new]
        at, last = end, edit
    return [*made, *base[at:]]


def _parts(text: str) -> list[str]:
    """Return the paragraphs and the breaks between them."""
    return [part for part in _BREAK.split(text) if part]


def _edits(base: Sequence[str], side: Sequence[str]) -> list[Edit]:
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    return [
        (start, end, list(side[first:last]))
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]
