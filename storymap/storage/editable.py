"""The editable state of a story: every field of every record as it stands in the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storymap.model import ID_PATTERN
from storymap.model.changes import Kind, Value
from storymap.problems import Problems
from storymap.storage.chapter_file import (
    ENDING,
    chapter_fields,
    chapter_languages,
    file_name,
    languages_of_file,
    read_chapter_file,
)
from storymap.storage.chapters import FOLDER
from storymap.storage.csv_records import GEOMETRY, TABLES, Records, read_records
from storymap.storage.geojson_edit import geometries
from storymap.storage.sites import SHAPES
from storymap.storage.story_bytes import FolderBytes, GivenBytes, StoryBytes
from storymap.storage.story_file import FILE
from storymap.storage.story_record import story_fields, story_languages
from storymap.storage.where import Where

_PLURALS = {Kind.CHAPTER: "chapters", Kind.SITE: "sites", Kind.EVENT: "events", Kind.SOURCE: "sources"}


@dataclass(frozen=True)
class Editable:
    """The fields of a story's records by kind and id, in the order of the files; `languages`, first first.

    Fields that are absent or empty are left out. A record whose id is missing, invalid or given twice has the
    id that `load` gives it.
    """

    records: Mapping[Kind, Mapping[str, Mapping[str, Value]]]
    languages: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the state as plain values: `{"story": {…}, "chapters": [{"id", …}], "sites": […], …}`."""
        lists = {
            plural: [{**fields, "id": ident} for ident, fields in self.records[kind].items()]
            for kind, plural in _PLURALS.items()
        }
        return {"story": dict(self.records[Kind.STORY].get("", {})), **lists}


def read_editable(folder: Path) -> Editable:
    """Return the editable state of a story folder; what is broken is left out.

    Raises
    ------
    OSError
        The disk fails, or this process has no more memory or files: nobody can tell what is there.
    """
    return _editable(FolderBytes(folder))


def editable_of(files: Mapping[str, bytes]) -> Editable:
    """Return the editable state of a story given as the bytes of its files, such as those of a revision."""
    return _editable(GivenBytes(files))


def _editable(files: StoryBytes) -> Editable:
    data = files.read(FILE)
    languages = story_languages(data)
    story = story_fields(data, languages)
    tables = {kind: read_records(kind, files.read(table.file), languages) for kind, table in TABLES.items()}
    records: dict[Kind, Mapping[str, Mapping[str, Value]]] = {
        Kind.STORY: {"": story},
        Kind.CHAPTER: _chapters(files, story.get("chapters", []), languages),
        Kind.SITE: with_shapes(tables[Kind.SITE], files.read(SHAPES), languages),
        Kind.EVENT: tables[Kind.EVENT].fields,
        Kind.SOURCE: tables[Kind.SOURCE].fields,
    }
    return Editable(records, languages)


def with_shapes(sites: Records, data: bytes | None, languages: Sequence[str]) -> dict[str, dict[str, Value]]:
    """Return the sites' fields with the geometries of sites.geojson; a shape without a row is a site."""
    found = {ident: dict(fields) for ident, fields in sites.fields.items()}
    for number, shape in enumerate(geometries(data, languages), 1):
        ident = sites.ids.find(shape.id) if shape.id else None
        if ident is None:
            here = Where(Problems(), SHAPES).at(column=f"feature {number}")
            ident = sites.ids.claim(shape.id, shape.name, here)
        fields = found.setdefault(ident, {})
        if shape.geometry is not None:
            fields.setdefault(GEOMETRY, shape.geometry)
    return found


def _chapters(
    files: StoryBytes, listed: Sequence[str], languages: Sequence[str]
) -> dict[str, dict[str, Value]]:
    """Return the chapters that story.yaml lists and have a file, then the files that it doesn't list."""
    names = files.names(FOLDER)
    there = [name.removesuffix(ENDING) for name in names if name.endswith(ENDING)]
    wanted = [ident for ident in listed if ident in there]
    wanted += [ident for ident in there if ident not in wanted]
    return {
        ident: read_chapter(files, ident, names, languages) for ident in wanted if ID_PATTERN.fullmatch(ident)
    }


def read_chapter(
    files: StoryBytes, ident: str, names: Sequence[str], languages: Sequence[str]
) -> dict[str, Value]:
    """Return the fields of one chapter; `names` are those of the files in the folder of the chapters."""
    tags = chapter_languages(names, ident, languages)
    read = {}
    for tag in tags:
        data = files.read(file_name(ident, tag, languages))
        read[tag] = read_chapter_file(data, languages_of_file(tag, languages))
    return chapter_fields(read, languages)
