"""Changes of a story become new bytes of its files; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from storymap.model import ID_PATTERN
from storymap.model.changes import Change, Kind, RemoveRecord, SetField
from storymap.model.taken import taken_words
from storymap.storage.apply_table import apply_table, check_id
from storymap.storage.chapter_edit import edit_chapter
from storymap.storage.chapter_file import ENDING, chapter_languages, file_name
from storymap.storage.chapters import FOLDER
from storymap.storage.exact_text import EditRefused
from storymap.storage.fields import words_of
from storymap.storage.folded import Folded, folded
from storymap.storage.story_bytes import FolderBytes
from storymap.storage.story_file import FILE
from storymap.storage.story_record import edit_story, story_fields, story_languages
from storymap.words import Words


def apply_changes(folder: Path, changes: Iterable[Change]) -> dict[str, bytes | None]:
    """Return the new bytes of the files that change, by name relative to the folder; None for one that goes.

    Only the files that the changes are about are read, and story.yaml for its languages. What a change has in
    `was` is not compared: that is the work of `merge`.

    Raises
    ------
    EditRefused
        A record is not there, an id is not valid or taken, or a file can't be changed without harming
        something else in it; the text says what to do.
    """
    changes = list(changes)
    files = FolderBytes(folder)
    data = files.to_edit(FILE)
    languages = story_languages(data)
    found: dict[str, bytes | None] = {}
    story = folded([change for change in changes if change.kind is Kind.STORY])
    fields = dict(story.sets.pop("", {}))
    if story.sets or story.added or story.removed:
        raise EditRefused(Words("There is one story record; it can be changed, but not added or removed."))
    if "languages" in fields:
        languages = tuple(words_of(fields["languages"], chapters=False)) or languages
    chapters = [change for change in changes if change.kind is Kind.CHAPTER]
    if any(not isinstance(change, SetField) for change in chapters):
        listed = story_fields(data, languages).get("chapters", [])
        fields["chapters"] = _order(listed, changes)
    if fields:
        found[FILE] = edit_story(data, fields, languages)
    found |= _chapters(files, folded(chapters), languages)
    for kind in (Kind.SITE, Kind.EVENT, Kind.SOURCE):
        mine = folded([change for change in changes if change.kind is kind])
        found |= apply_table(files, kind, mine, languages)
    return {name: new for name, new in found.items() if new != files.to_edit(name)}


def _order(listed: Sequence[str], changes: Iterable[Change]) -> list[str]:
    """Return the list of the chapters after all changes."""
    order = list(listed)
    for change in changes:
        if isinstance(change, SetField):
            if change.kind is Kind.STORY and change.field == "chapters":
                order = words_of(change.now, chapters=True)
        elif change.kind is not Kind.CHAPTER:
            continue
        elif isinstance(change, RemoveRecord):
            order = [ident for ident in order if ident != change.id]
        elif change.id not in order:
            known = change.after in order
            place = order.index(change.after or "") + 1 if known else 0 if change.after == "" else len(order)
            order.insert(place, change.id)
    return order


def _chapters(files: FolderBytes, changes: Folded, languages: Sequence[str]) -> dict[str, bytes | None]:
    """Return the new bytes of chapter files."""
    if changes.empty:
        return {}
    names = files.names(FOLDER)
    found: dict[str, bytes | None] = {}
    for ident in (*changes.removed, *changes.sets, *changes.added):
        there = f"{ident}{ENDING}" in names
        if ident in changes.added and ident not in changes.removed:
            check_id(ident, there or ident in taken_words(languages))
        elif not there or not ID_PATTERN.fullmatch(ident):
            raise EditRefused(
                Words("There is no chapter `{ident}` any more. Load the story again.", ident=ident)
            )
    for ident in changes.removed:
        for tag in chapter_languages(names, ident, languages):
            found[file_name(ident, tag, languages)] = None
    for ident, fields in changes.sets.items():
        tags = chapter_languages(names, ident, languages)
        old = {tag: files.to_edit(file_name(ident, tag, languages)) for tag in tags}
        found |= {
            file_name(ident, tag, languages): new for tag, new in edit_chapter(old, fields, languages).items()
        }
    for ident, record in changes.added.items():
        if stray := [
            tag for tag in chapter_languages(names, ident, languages)[1:] if ident not in changes.removed
        ]:
            raise EditRefused(
                Words(
                    "There is a file {file} already. Choose another id.",
                    file=file_name(ident, stray[0], languages),
                )
            )
        made = edit_chapter({languages[0]: None}, record.values, languages)
        found |= {file_name(ident, tag, languages): new for tag, new in made.items()}
        found.setdefault(file_name(ident, languages[0], languages), b"---\n---\n")
    return found
