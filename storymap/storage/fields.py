"""The names of fields as changes use them: a key or column, and after `@` a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from storymap.model.changes import Kind, Value, present
from storymap.storage.encoding import clean
from storymap.storage.languages import canonical as canonical_tag
from storymap.storage.mapped import Plain
from storymap.storage.values import plain_number, says_yes
from storymap.storage.yaml_write import plain

STORY_TEXTS = ("title", "summary", "cite")
CHAPTER_TEXTS = ("title", "map")
NUMBERS = ("bounds", "center", "from", "opacity", "to", "zoom")
"""Keys in a chapter's maps that hold numbers."""
LISTED_ONCE = ("chapters", "languages")
"""Lists of the story record whose entries are texts, each once."""


def field_of(key: str, language: str, languages: Sequence[str]) -> str:
    """Return the field of a text: `title` in the story's first language, `title@vi` in another."""
    return key if language == languages[0] else f"{key}@{language}"


def key_of(field: str, languages: Sequence[str]) -> tuple[str, str]:
    """Return the key and the language of a field; without a language it is the story's first."""
    key, at, tag = field.partition("@")
    return (key, _tag(tag)) if at else (field, languages[0])


def _tag(written: str) -> str:
    return canonical_tag(written.strip()) or written


def texts_of(key: str, value: Plain, languages: Sequence[str]) -> dict[str, Value]:
    """Return the fields of a text key: one for each language that it is given in."""
    if not isinstance(value, dict):
        return {key: value}
    return {field_of(key, _tag(tag), languages): text for tag, text in value.items()}


def with_text(value: Plain, language: str, text: Value, languages: Sequence[str]) -> Any:
    """Return the value of a text key with another text in one language, None when no text is left."""
    if isinstance(value, dict):
        same = [tag for tag in value if _tag(tag) == language] or [language]
        others = {tag: each for tag, each in value.items() if tag not in same[1:]}
        changed = others | {same[-1] if len(same) == 1 else same[0]: text}
        return {tag: each for tag, each in changed.items() if present(each)} or None
    if language == languages[0]:
        return text if present(text) else None
    if not present(text):
        return value
    return {languages[0]: value, language: text} if present(value) else {language: text}


def with_numbers(value: Any, number: bool = False) -> Any:
    """Return a value in which what is a number by its key is one: it is written without quotation marks."""
    if isinstance(value, dict):
        return {key: with_numbers(each, key in NUMBERS) for key, each in value.items()}
    if isinstance(value, list):
        return [with_numbers(each, number) for each in value]
    found = plain_number(value) if number and isinstance(value, str) else None
    return value if found is None or plain(found) != value else found


def canonical(kind: Kind, field: str, value: Value) -> Value:
    """Return a value as it would be read back from the files, so that two can be compared."""
    if not present(value):
        return None
    if field == "geometry" and kind is Kind.SITE:
        return value
    if kind is Kind.CHAPTER and field.partition("@")[0] == "text" and isinstance(value, str):
        return clean(value.replace("\r\n", "\n").replace("\r", "\n")).strip() or None
    found = plain(value)
    if field == "draft" and kind in (Kind.STORY, Kind.CHAPTER):
        word = says_yes(found) if isinstance(found, str) else None
        return found if word is None else (True if word else None)
    if kind is Kind.STORY and field in LISTED_ONCE:
        return words_of(found, chapters=field == "chapters") or None
    return found if present(found) else None


def words_of(value: Plain, *, chapters: bool) -> list[str]:
    """Return the texts of a list, each once; chapters without their ending `.md`."""
    entries = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    words = [entry.strip() for entry in entries if isinstance(entry, str)]
    words = [word.removesuffix(".md") for word in words] if chapters else words
    return list(dict.fromkeys(word for word in words if word))


def canonical_record(kind: Kind, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the fields of a record that say something, as they would be read back."""
    found = {field: canonical(kind, field, value) for field, value in values.items()}
    return {field: value for field, value in found.items() if present(value)}
