"""A chapter that comes back as it was: not only its fields, but every byte, comments included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storymap.model.changes import AddRecord, Change, Kind
from storymap.storage.chapter_file import ENDING, file_name
from storymap.storage.chapters import FOLDER
from storymap.storage.editable import read_chapter
from storymap.storage.fields import canonical_record
from storymap.storage.git_trees import NoRevision
from storymap.storage.history import History
from storymap.storage.story_bytes import FolderBytes, GivenBytes
from storymap.storage.story_file import FILE
from storymap.storage.story_record import story_languages


def chapters_as_they_were(history: History, changes: Iterable[Change]) -> dict[str, bytes]:
    """Return the files of the added chapters that the history has with the same fields.

    Whoever undoes the removal of a chapter gets the file that was removed, not one made of its fields.
    """
    added = [one for one in changes if isinstance(one, AddRecord) and one.kind is Kind.CHAPTER]
    languages = story_languages(FolderBytes(history.story).read(FILE)) if added else ()
    found: dict[str, bytes] = {}
    for change in added:
        found |= _files(history, change, languages)
    return found


def _files(history: History, change: AddRecord, languages: Sequence[str]) -> dict[str, bytes]:
    try:
        revision = history.last_with(file_name(change.id, languages[0], languages))
        if not revision:
            return {}
        start = f"{FOLDER}/{change.id}."
        names = [name for name in history.digests_at(revision)
                 if name.startswith(start) and name.endswith(ENDING)]
        files = history.files_at(revision, names)
    except NoRevision:
        return {}
    short = [name.removeprefix(f"{FOLDER}/") for name in names]
    record = read_chapter(GivenBytes(files), change.id, short, languages)
    same = canonical_record(Kind.CHAPTER, record) == canonical_record(Kind.CHAPTER, change.values)
    return files if same else {}
