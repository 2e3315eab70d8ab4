"""A chapter's files taken apart: the values of the front matter and the text, as fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storymap.model.changes import Kind, Value, present
from storymap.problems import Problems
from storymap.storage.chapters import FENCE, FOLDER
from storymap.storage.encoding import decode
from storymap.storage.fields import CHAPTER_TEXTS, canonical, canonical_record, field_of, texts_of
from storymap.storage.languages import canonical as canonical_tag
from storymap.storage.mapped import Plain
from storymap.storage.where import Where
from storymap.storage.yaml_values import values_of

ENDING = ".md"


@dataclass(frozen=True)
class ChapterFile:
    """What one file holds: its front matter as plain values, and the Markdown with plain line ends."""

    head: Mapping[str, Plain]
    body: str


def read_chapter_file(data: bytes | None, languages: Sequence[str]) -> ChapterFile:
    """Return what a file's bytes hold, as far as it can be read."""
    where = Where(Problems(), "")
    text = decode(data or b"", where, languages)
    fenced = FENCE.match(text)
    head = values_of(fenced["head"])[0] if fenced else {}
    return ChapterFile(head, canonical(Kind.CHAPTER, "text", fenced["body"] if fenced else text) or "")


def chapter_fields(files: Mapping[str, ChapterFile], languages: Sequence[str]) -> dict[str, Value]:
    """Return the fields of a chapter; `files` are its files by language, the first language's among them."""
    found: dict[str, Value] = {}
    for language, file in files.items():
        first = language == languages[0]
        for key, value in file.head.items():
            if first and key in CHAPTER_TEXTS:
                found |= texts_of(key, value, languages)
            elif first and (key == "text" or _names_a_language(key)):
                continue  # the field of this name is in another place
            elif present(value) or first:
                found[field_of(key, language, languages)] = _own(value, language)
        found[field_of("text", language, languages)] = file.body
    return canonical_record(Kind.CHAPTER, found)


def _own(value: Plain, language: str) -> Plain:
    """Return a value of a translated file; a map by language gives the text in that language."""
    return value[language] if isinstance(value, dict) and set(value) == {language} else value


def _names_a_language(key: str) -> bool:
    _, at, tag = key.partition("@")
    return bool(at) and canonical_tag(tag) is not None


def file_name(ident: str, language: str, languages: Sequence[str]) -> str:
    """Return the name of a chapter's file in one language, relative to the story folder."""
    return f"{FOLDER}/{ident}{'' if language == languages[0] else f'.{language}'}{ENDING}"


def languages_of_file(language: str, languages: Sequence[str]) -> Sequence[str]:
    """Return the languages that help to guess an old encoding: all for the first file, else its own."""
    return languages if language == languages[0] else (language,)


def chapter_languages(names: Sequence[str], ident: str, languages: Sequence[str]) -> list[str]:
    """Return the languages that a chapter has files in, the story's first in front.

    `names` are those of the files in the folder of the chapters.
    """
    tags = [
        name[len(ident) + 1 : -len(ENDING)]
        for name in names
        if name.startswith(f"{ident}.") and name.endswith(ENDING) and len(name) > len(ident) + len(ENDING)
    ]
    others = [tag for tag in tags if canonical_tag(tag) == tag and tag != languages[0]]
    order = [tag for tag in languages if tag in others]
    return [languages[0], *order, *(tag for tag in others if tag not in order)]
