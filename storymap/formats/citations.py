"""A story and its sources as CSL-JSON, which Zotero and other reference managers read.

Format: CSL-JSON schema 1.0 (citation-style-language/schema, csl-data.json).
"""

from __future__ import annotations

import re
from typing import Any

from storymap.model import Source, Story

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$", re.ASCII)


def csl_items(story: Story) -> list[dict[str, Any]]:
    """Return the story itself and then its sources, in the story's first language.

    A source's citation is one text in Storymap, so it becomes the `title` of its record as it is.
    """
    language = story.languages[0]
    published = story.published.text if story.published else ""
    own = {
        "id": story.id,
        "type": "document",
        "genre": "map story",
        "title": story.title.get(language) or story.id,
        "abstract": story.summary.get(language),
        "language": language,
        "author": [{"literal": author.name} for author in story.authors],
        "issued": _date(published),
    }
    return [_filled(own), *(_filled(_source(source, language)) for source in story.sources)]


def _source(source: Source, language: str) -> dict[str, Any]:
    return {
        "id": source.id,
        "type": "webpage" if source.url else "document",
        "title": source.citation.get(language) or source.id,
        "URL": source.url,
        "accessed": _date(source.accessed),
        "note": source.note.get(language),
        "custom": {"licence": source.licence} if source.licence else None,
    }


def _date(text: str) -> dict[str, Any] | None:
    """Return a date as CSL has it: in parts where it is a plain one, else as it is written."""
    found = _DATE.match(text)
    if found:
        return {"date-parts": [[int(part) for part in found.groups() if part]]}
    return {"literal": text} if text else None


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value}
