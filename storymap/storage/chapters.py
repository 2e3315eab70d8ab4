"""The Markdown files of a story become chapters, in the order of story.yaml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from storymap.model import ID_PATTERN, Chapter, Text
from storymap.model.taken import taken_words
from storymap.storage.chapter_map import References, read_place, read_route, read_show, read_view
from storymap.storage.encoding import decode
from storymap.storage.event_set_states import read_set_states
from storymap.storage.ids import slug
from storymap.storage.inside import FileRefused, read_bytes
from storymap.storage.layer_states import read_states
from storymap.storage.mapped import Mapped
from storymap.storage.media import add_translation, read_media
from storymap.storage.translations import Translations
from storymap.storage.values import read_flag, read_when
from storymap.storage.where import Where, near_miss
from storymap.storage.yaml_file import read_mapping
from storymap.words import Words, words_of

FOLDER = "chapters"
KEYS = ("title", "view", "when", "place", "show", "route", "layers", "event_sets", "map", "media", "draft")
TRANSLATED = ("title", "map", "media")
MOST_BYTES = 2_000_000
FENCE = re.compile(
    r"\A\s*?---[ \t]*\r?\n(?P<head>.*?)^---[ \t]*(?:\r?\n|\Z)(?P<body>.*)\Z", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"^#{1,3}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


@dataclass(frozen=True)
class _File:
    """A chapter file: its front matter and the Markdown under it."""

    head: Mapped
    body: str
    where: Where


def read_chapters(
    folder: Path,
    listed: Sequence[tuple[str, Where]] | None,
    languages: Sequence[str],
    known: References,
    where: Where,
) -> tuple[Chapter, ...]:
    """Return the chapters that story.yaml lists, each once; a missing file is an error.

    Files in chapters/ that story.yaml doesn't list are notices. `where` is the place of the list, which is
    None when story.yaml can't be read.
    """
    if listed is None:
        return ()
    names = _names(folder)
    found: dict[str, Chapter] = {}
    for written, here in listed:
        ident = written.removesuffix(".md")
        if ident in taken_words(languages):
            here.error(
                Words("something else of the story has the address that this chapter would have"),
                found=written,
                hint=Words("Rename the file to {id}.md, and write `{id}` here.", id=f"{ident}-chapter"),
            )
        if ident in found:
            here.error(
                Words("this chapter is listed twice; it is shown once, at its first place"),
                found=written,
                hint=Words("Delete one of the two, or make a second chapter file."),
            )
        elif not ID_PATTERN.fullmatch(ident):
            near = slug(ident)
            here.error(
                Words("this is not a valid chapter id"),
                found=written,
                hint=Words("Write `{id}`, and name the file {id}.md.", id=near or "chapter-1"),
            )
        elif f"{ident}.md" not in names:
            near = near_miss(ident, [name.removesuffix(".md") for name in names]) or ""
            here.error(
                Words("there is no file {folder}/{ident}.md", folder=FOLDER, ident=ident),
                found=written,
                hint=Words("Did you mean `{near}`?", near=near)
                if near
                else Words("Write the file, or delete the line."),
            )
        elif (chapter := _chapter(folder, ident, languages, known, names, where)) is not None:
            found[ident] = chapter
    _notice_unlisted(names, [written.removesuffix(".md") for written, _ in listed], languages, where)
    translations = Translations(languages, Where(where.problems, FOLDER))
    for ident, chapter in found.items():
        translations.note(
            Where(where.problems, FOLDER, column=ident),
            chapter.title,
            chapter.text,
            chapter.map_text,
            *(text for media in chapter.media for text in (media.alt, media.caption, media.credit)),
        )
    translations.report()
    return tuple(found.values())


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in (folder / FOLDER).iterdir() if path.suffix == ".md")
    except OSError:
        return []


def _notice_unlisted(
    names: Sequence[str], listed: Sequence[str], languages: Sequence[str], where: Where
) -> None:
    for name in names:
        ident = name.removesuffix(".md")
        base, _, language = ident.rpartition(".")
        here = Where(where.problems, f"{FOLDER}/{name}")
        if base and base in listed:
            if language not in languages:
                here.notice(
                    Words("the story has no language `{language}`; the file is not read", language=language),
                    found=name,
                    hint=Words("Add it to `languages` in story.yaml."),
                )
        elif ident not in listed and f"{base}.md" not in names:
            here.notice(
                Words("story.yaml doesn't list this chapter; it is not shown"),
                found=ident,
                hint=Words("Add `{ident}` to `chapters` in story.yaml.", ident=ident),
            )


def _chapter(
    folder: Path, ident: str, languages: Sequence[str], known: References, names: Sequence[str], where: Where
) -> Chapter | None:
    file = _read(folder, f"{FOLDER}/{ident}.md", languages, where)
    if file is None:
        return None
    head, first = file.head, languages[0]
    title = head.text("title", languages)
    chapter = Chapter(
        id=ident,
        title=title,
        text=Text.of({first: file.body}),
        view=read_view(head, known),
        when=read_when(head.string("when"), head.at("when")),
        place=read_place(head, known),
        show=read_show(head, known),
        route=read_route(head, known),
        layers=read_states(head, known.layers),
        event_sets=read_set_states(head, known.event_sets),
        media=read_media(folder, head, languages),
        map_text=head.text("map", languages),
        draft=read_flag(head.string("draft"), head.at("draft")),
        extra=head.extra(KEYS),
    )
    for language in languages[1:]:
        name = f"{ident}.{language}.md"
        if name in names and (translated := _read(folder, f"{FOLDER}/{name}", (language,), where)):
            chapter = _translated(chapter, translated, language)
    if not chapter.title:
        heading = _HEADING.search(file.body)
        guess = heading[1] if heading else ident
        head.at("title").error(
            Words("the chapter has no title"), hint=Words("Write `title: …` between the two lines `---`.")
        )
        chapter = replace(chapter, title=Text.of({first: guess}))
    return chapter


def _translated(chapter: Chapter, file: _File, language: str) -> Chapter:
    for key in file.head.values:
        if key not in TRANSLATED:
            file.head.at(key).notice(
                Words("this key is read from the chapter's first language only"),
                found=key,
                hint=Words("Delete it here."),
            )
    return replace(
        chapter,
        title=Text.of(chapter.title.as_dict() | file.head.text("title", (language,)).as_dict()),
        map_text=Text.of(chapter.map_text.as_dict() | file.head.text("map", (language,)).as_dict()),
        text=Text.of(chapter.text.as_dict() | {language: file.body}),
        media=add_translation(chapter.media, file.head, language),
    )


def _read(folder: Path, name: str, languages: Sequence[str], where: Where) -> _File | None:
    """Return a chapter file, or None (an error) when it can't be opened."""
    here = Where(where.problems, name)
    try:
        text = decode(read_bytes(folder, name, MOST_BYTES), here, languages)
    except FileRefused as fault:
        here.error(words_of(fault), hint=fault.hint)
        return None
    fenced = FENCE.match(text)
    if fenced:
        first_line = text.count("\n", 0, fenced.start("head")) + 1
        return _File(read_mapping(fenced["head"], here, first_line), fenced["body"].strip(), here)
    if not text.strip():
        here.error(
            Words("the file is empty"),
            hint=Words("Start it with `---`, `title: …`, `---`; then write the text."),
        )
    elif text.lstrip().startswith("---"):
        here.at(row=1).error(
            Words("the front matter is not closed"),
            found="---",
            hint=Words("Write a line `---` under the last key; all of the file was taken as text."),
        )
    return _File(Mapped({}, {}, here), text.strip(), here)
