"""A page in one or two sentences, for search engines and cards."""

from collections.abc import Iterator, Mapping
from typing import Any

from storymap.languages import translation

SHORTEST, LONGEST = 50, 300
"""Characters: less says nothing on a card, more is cut off by those who show it."""


def describe(document: Mapping[str, Any], chapter: str, spoken: str) -> str:
    """Return what a story's page, or a chapter's, is about, in `SHORTEST` to `LONGEST` characters.

    The story's summary; for a chapter its title comes first, so that no two pages have the same text. Where
    that is too short, what the map shows and the titles follow, and at last a sentence in `spoken`.
    """
    text = ""
    for more in _parts(document, chapter, spoken):
        if len(text) >= SHORTEST:
            break
        text = " – ".join(filter(None, (text, " ".join(more.split()))))
    if len(text) <= LONGEST:
        return text
    whole = text[: LONGEST - 1]
    short = whole.rsplit(" ", 1)[0].rstrip(" ,;:.–-")
    return (short if len(short) >= SHORTEST else whole) + "…"


def _parts(document: Mapping[str, Any], chapter: str, spoken: str) -> Iterator[str]:
    """Yield the texts that the description is made of, the most telling first."""
    told = [item for item in document["chapters"] if item["id"] == chapter]
    summary = document["summary"] or document["title"]
    yield " – ".join([*(item["title"] for item in told), summary])
    yield from (item["map_text"] for item in told)
    yield ", ".join(item["title"] for item in document["chapters"])
    _ = translation(spoken).gettext
    yield _("A story told chapter by chapter on a map, with places, dates and sources.")
