"""A story's metadata as an RO-Crate: what is in a bundle, who made it, and what it is drawn from.

Format: RO-Crate metadata (https://w3id.org/ro/crate), which research data repositories read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from storymap.model import Story
from storymap.model.media_types import MEDIA_TYPES

FILE = "ro-crate-metadata.json"
_TYPES = {
    ".yaml": "application/yaml", ".md": "text/markdown", ".csv": "text/csv", ".json": "application/json",
    ".geojson": "application/geo+json", ".pmtiles": "application/vnd.pmtiles", **MEDIA_TYPES,
}  # fmt: skip


def crate_metadata(story: Story, files: Mapping[str, int]) -> bytes:
    """Return the metadata of a bundle as JSON-LD; `files` are the sizes of its files by their name.

    The same story and files give the same bytes: the library's own date, that of today, is taken out where
    the story has none.
    """
    from rocrate.model.contextentity import ContextEntity
    from rocrate.model.person import Person
    from rocrate.rocrate import ROCrate

    language = story.languages[0]
    crate = ROCrate()
    people = [
        Person(crate, f"#author-{number}", properties=_filled({"name": author.name, "url": author.url}))
        for number, author in enumerate(story.authors, 1)
    ]
    sources = [
        ContextEntity(crate, f"#source-{source.id}", properties=_filled({
            "@type": "CreativeWork", "identifier": source.id, "name": source.citation.get(language),
            "url": source.url, "license": source.licence,
        }))
        for source in story.sources
    ]  # fmt: skip
    for name, size in files.items():
        mimetype = _TYPES.get(PurePosixPath(name).suffix.lower())
        crate.add_file(dest_path=quote(name), properties=_filled(
            {"name": PurePosixPath(name).name, "contentSize": str(size), "encodingFormat": mimetype}))
    crate.add(*people, *sources)
    for key, value in _root(story, language).items():
        crate.root_dataset[key] = value
    if people:
        crate.root_dataset["author"] = people
    if sources:
        crate.root_dataset["citation"] = sources
    return _bytes(crate.metadata.generate(), dated=bool(_date(story)))


def _root(story: Story, language: str) -> dict[str, Any]:
    """Return what the crate says about the story as a whole."""
    return _filled({
        "identifier": story.id,
        "name": story.title.get(language) or story.id,
        "description": story.summary.get(language) or _description(story, language),
        "inLanguage": list(story.languages),
        "license": story.licence,
        "datePublished": _date(story),
    })  # fmt: skip


def _description(story: Story, language: str) -> str:
    """Return what stands for a summary, which a crate must have: what the story is, and its chapters."""
    titles = ", ".join(filter(None, (chapter.title.get(language) for chapter in story.chapters)))
    return f"A story told on a map: {titles}." if titles else "A story told on a map."


def _date(story: Story) -> str:
    """Return the day or year of publication as ISO 8601 has it, "" for none or one that is not exact."""
    return (story.published.datetime or "") if story.published else ""


def _bytes(graph: dict[str, Any], *, dated: bool) -> bytes:
    for entity in graph["@graph"]:
        if entity["@id"] == "./" and not dated:
            entity.pop("datePublished", None)
    return (json.dumps(graph, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value}
