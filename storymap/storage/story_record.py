"""The story record: story.yaml as fields, and changes of them written back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from storymap.model.changes import Kind, Value
from storymap.problems import Problems
from storymap.storage.encoding import decode
from storymap.storage.exact_text import EditRefused, exact
from storymap.storage.fields import (
    STORY_TEXTS,
    canonical,
    canonical_record,
    key_of,
    texts_of,
    with_text,
    words_of,
)
from storymap.storage.mapped import Mapped, Plain
from storymap.storage.story_file import FILE, read_languages
from storymap.storage.where import Where
from storymap.storage.yaml_edit import edit_mapping
from storymap.storage.yaml_values import values_of
from storymap.words import Words


@lru_cache(maxsize=8)
def story_languages(data: bytes | None) -> tuple[str, ...]:
    """Return the languages that the bytes of story.yaml name, the default first."""
    return read_languages(Mapped(_values(data), {}, Where(Problems(), FILE)))


def story_fields(data: bytes | None, languages: Sequence[str]) -> dict[str, Value]:
    """Return the fields of story.yaml, as far as it can be read."""
    return _fields(_values(data), languages)


def _fields(values: Mapping[str, Plain], languages: Sequence[str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key, value in values.items():
        if key in STORY_TEXTS:
            found |= texts_of(key, value, languages)
        elif key.partition("@")[0] not in STORY_TEXTS:
            found[key] = value
    return canonical_record(Kind.STORY, found)


def edit_story(data: bytes | None, changes: Mapping[str, Value], languages: Sequence[str]) -> bytes:
    """Return the bytes of story.yaml with some fields changed; every other byte stays.

    Raises
    ------
    EditRefused
        The file can't be read, or not be changed without changing something else.
    """
    file = exact(data or b"", ())
    old = _values(data)
    before = _fields(old, languages)
    changes = {
        field: value
        for field, value in changes.items()
        if canonical(Kind.STORY, field, value) != before.get(field)
    }
    new: dict[str, Any] = {}
    for field, value in _to_write(changes).items():
        key, language = key_of(field, languages)
        if key in STORY_TEXTS:
            new[key] = with_text(new.get(key, old.get(key)), language, value, languages)
        elif field == "chapters":
            new[field] = _as_written(old.get(field), value or [])
        else:
            new[field] = value
    result = file.encode(edit_mapping(file.text, new, file.newline))
    expected = canonical_record(Kind.STORY, {**before, **changes})
    if story_fields(result, languages) != expected:
        raise EditRefused(
            Words(
                "{file} can't be changed without changing something else in it. Edit it by hand.", file=FILE
            )
        )
    return result


def _to_write(changes: Mapping[str, Value]) -> dict[str, Value]:
    """Return what to write: None for a field that goes, and true for every word that says so."""
    kept = canonical_record(Kind.STORY, changes)
    return {
        field: (kept[field] is True or value) if field in kept else None for field, value in changes.items()
    }


def _as_written(old: Plain, chapters: Sequence[str]) -> list[Any] | None:
    """Return the list of the chapters with each entry as it stood, such as `first.md`."""
    entries = [old] if isinstance(old, str) else old if isinstance(old, list) else []
    stood = {ident: entry for entry in reversed(entries) for ident in words_of([entry], chapters=True)}
    return [stood.get(ident, ident) for ident in chapters] or None


def _values(data: bytes | None) -> Mapping[str, Plain]:
    return values_of(decode(data or b"", Where(Problems(), FILE)))[0]
