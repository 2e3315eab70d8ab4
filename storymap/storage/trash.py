"""The trash of a library: deleted stories, whole and with their history, until a person empties it."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from storymap.model import ID_PATTERN
from storymap.problems import StorymapError
from storymap.storage.atomic import flush_folder, write_atomically
from storymap.storage.history import History
from storymap.storage.lock import locked
from storymap.storage.save import StaleVersion, catch_up_locked
from storymap.storage.side_folder import library_of, make_side_folder, side_folder
from storymap.storage.version import version_from
from storymap.words import Words

FOLDER = "trash"
_NOTE = "trashed.json"
_STORY = "story"
_ENTRY = re.compile(r"[^/\\.][^/\\]*", re.ASCII)


class NotInTrash(StorymapError):
    """There is no such entry in the trash."""


class NameRefused(StorymapError):
    """A story can't have this name here."""


@dataclass(frozen=True)
class Trashed:
    """A story in the trash: its entry, the name and title it had, who deleted it, when (Unix time)."""

    entry: str
    id: str
    title: str
    by: str
    time: int

    def as_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return asdict(self)


def trash_story(folder: Path, *, expected: str | None, author: str, title: str = "") -> Trashed:
    """Move a story to the trash of its library; its history goes with it.

    Raises
    ------
    StaleVersion
        The story has another version than `expected`; it stays.
    StoryNotFound, StoryBusy, OSError
        It can't be moved; it stays.
    """
    folder = folder.absolute()
    with locked(folder):
        current = version_from(catch_up_locked(folder))
        if expected is not None and expected != current:
            raise StaleVersion(current)
        now = int(time.time())
        found = Trashed(f"{folder.name}-{now:x}-{secrets.token_hex(3)}", folder.name, title, author, now)
        place = make_side_folder(library_of(folder), FOLDER, found.entry)
        write_atomically(place / _NOTE, json.dumps(found.as_dict(), ensure_ascii=False).encode())
        history = History(folder)
        history.set_aside(found.entry)
        folder.replace(place / _STORY)
        flush_folder(place)
        flush_folder(folder.parent)
        history.drop()
    return found


def trashed(library: Path) -> list[Trashed]:
    """Return the stories in the trash of a library, the latest first."""
    home = side_folder(library) / FOLDER
    places = [place for place in home.iterdir() if place.name[0] != "."] if home.is_dir() else []
    found = [_read(place) for place in places]
    return sorted((one for one in found if one), key=lambda one: (-one.time, one.entry))


def restore_story(library: Path, entry: str, name: str = "") -> Path:
    """Bring a story back from the trash and return its folder, which may get another name.

    Raises
    ------
    NotInTrash
        There is no such entry.
    NameRefused
        The name is taken, or is no name for a story; the entry stays.
    OSError
        It can't be moved.
    """
    place, found = _entry(library, entry)
    if name and not ID_PATTERN.fullmatch(name):
        raise NameRefused(
            Words("{name!r} can't be a story's name: take small letters, digits and hyphens.", name=name)
        )
    folder = library / (name or found.id)
    with locked(place / _STORY):
        if folder.exists() or folder.is_symlink():
            raise NameRefused(
                Words("There is a story {name} already. Give this one another name.", name=folder.name)
            )
        history = History(folder)
        history.bring_back(entry)
        (place / _STORY).rename(folder)
        flush_folder(library)
    _remove(place)
    history.drop_aside(entry)
    return folder


def forget_story(library: Path, entry: str) -> None:
    """Delete a story in the trash for good.

    Raises
    ------
    NotInTrash
        There is no such entry.
    OSError
        It can't be deleted.
    """
    place, found = _entry(library, entry)
    _remove(place)
    History(library / found.id).drop_aside(entry)


def _entry(library: Path, entry: str) -> tuple[Path, Trashed]:
    """Return the folder of an entry, and what its note says."""
    place = side_folder(library) / FOLDER / entry
    found = _read(place) if _ENTRY.fullmatch(entry) else None
    if found is None:
        raise NotInTrash(Words("There is no {entry!r} in the trash.", entry=entry[:80]))
    return place, found


def _read(place: Path) -> Trashed | None:
    """Return an entry, None when a crash stopped its making: then the story is still in its place."""
    if not (place / _STORY).is_dir():
        return None
    try:
        note = json.loads((place / _NOTE).read_text("utf-8"))
        return Trashed(**{**note, "entry": place.name})
    except (OSError, ValueError, TypeError):
        # A story must not get lost with its note.
        return Trashed(place.name, place.name.rsplit("-", 2)[0], "", "", int(place.stat().st_mtime))


def _remove(place: Path) -> None:
    """Delete an entry: renamed first, so that nobody sees it half."""
    gone = place.with_name(f".{place.name}")
    place.replace(gone)
    shutil.rmtree(gone)
    flush_folder(gone.parent)
