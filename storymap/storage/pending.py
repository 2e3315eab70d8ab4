"""A save of several files that is whole or not at all, whatever stops it: staged, noted, then put in place.

The new files are written beside their places and flushed. Then a note that names them all is written to
`.storymap/pending/`: from this moment on the save counts, and whoever writes to the story next brings it to
its end if a crash stopped it.
"""

from __future__ import annotations

import contextlib
import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from storymap.storage.atomic import PART, flush_folder, write_flushed
from storymap.storage.side_folder import library_of, make_side_folder, side_folder

FOLDER = "pending"


@dataclass(frozen=True)
class Signature:
    """Who saved, when (seconds since 1970, UTC) and the message."""

    author: str
    time: int
    message: str


@dataclass(frozen=True)
class Pending:
    """A save that counts: `parts` are the staged files by the names that they get, '' where a file goes.

    `revision` is the one that was prepared in the history.
    """

    file: Path
    story: Path
    signature: Signature
    parts: Mapping[str, str]
    revision: str = ""

    @property
    def in_place(self) -> bool:
        """Whether every file is in its place already."""
        return not any((self.story / part).exists() if part else (self.story / name).exists()
                       for name, part in self.parts.items())

    def put_in_place(self) -> None:
        """Bring every file to its place; whatever is there already stays.

        Raises
        ------
        OSError
            The disk can't be written; the next call goes on where this one stopped.
        """
        folders = set()
        for name, part in self.parts.items():
            target = self.story / name
            if part:
                with contextlib.suppress(FileNotFoundError):
                    (self.story / part).replace(target)
            else:
                target.unlink(missing_ok=True)
            folders.add(target.parent)
        for folder in sorted(folders):
            if folder.is_dir():
                flush_folder(folder)

    def forget(self) -> None:
        """Take the note away: all is in place, and in the history."""
        self.file.unlink(missing_ok=True)
        flush_folder(self.file.parent)


def stage(
    story: Path, files: Mapping[str, bytes | None], signature: Signature, prepare: Callable[[], str] = str
) -> Pending:
    """Write new bytes beside their places and a note of them; None as bytes means that the file goes.

    Meanwhile `prepare` writes the revision in the history, and returns its id: each waits for the disk.

    Raises
    ------
    OSError
        The disk is full or can't be written; nothing has changed, and nothing is left behind.
    """
    name = f"{story.name}-{signature.time:x}-{secrets.token_hex(4)}.json"
    parts: dict[str, str] = {}
    pending = Pending(side_folder(library_of(story)) / FOLDER / name, story, signature, parts)
    try:
        with ThreadPoolExecutor(1) as pool:
            writing = pool.submit(_write_parts, story, files, parts)
            pending = replace(pending, revision=prepare())
            writing.result()
        _write_note(pending)
    except BaseException:
        with contextlib.suppress(OSError):
            if pending.file.exists():
                pending.forget()  # first of all: while there is a note, the save counts
            for part in filter(None, parts.values()):
                (story / part).unlink()
        raise
    return pending


def _write_note(pending: Pending) -> None:
    make_side_folder(library_of(pending.story), FOLDER)
    note = {
        "story": pending.story.name,
        "signature": asdict(pending.signature),
        "parts": pending.parts,
        "revision": pending.revision,
    }
    part = pending.file.with_name(f".{pending.file.name}{PART}")
    write_flushed(part, json.dumps(note, ensure_ascii=False).encode())
    try:
        part.replace(pending.file)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    flush_folder(pending.file.parent)


def _write_parts(story: Path, files: Mapping[str, bytes | None], parts: dict[str, str]) -> None:
    """Write files beside their places and flush them; note in `parts` what each is called there."""
    for name, data in sorted(files.items()):
        parts[name] = "" if data is None else _part(story, name, data)
    for folder in sorted({(story / part).parent for part in parts.values() if part}):
        flush_folder(folder)


def _part(story: Path, name: str, data: bytes) -> str:
    """Write one file beside its place and flush it; return its name in the story folder."""
    target = story / name
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    part = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}{PART}")
    write_flushed(part, data, mode)
    return part.relative_to(story).as_posix()


def pending_of(story: Path) -> Iterator[Pending]:
    """Yield the saves of a story that a crash stopped, oldest first."""
    for file in sorted(_notes(story), key=lambda path: (path.stat().st_mtime_ns, path)):
        pending = _read(file, story)
        if pending is not None and pending.story == story:
            yield pending


def may_be_pending(story: Path) -> bool:
    """Whether there may be a save that isn't in place; for those who don't hold the lock."""
    return any(_notes(story))


def unreadable_notes(story: Path) -> list[Path]:
    """Return notes that a disk has damaged and that may be of this story."""
    return [file for file in _notes(story) if _read(file, story) is None]


def _notes(story: Path, before: str = "", after: str = "") -> Iterator[Path]:
    """Yield the notes of a story, and none of another one whose name begins alike: those come and go."""
    name = re.compile(rf"{before}{re.escape(story.name)}-[0-9a-f]+-[0-9a-f]{{8}}\.json{after}")
    folder = side_folder(library_of(story)) / FOLDER
    return (file for file in folder.glob("*") if name.fullmatch(file.name))


def _read(file: Path, story: Path) -> Pending | None:
    """Return the save that a note is about, None for a damaged note."""
    try:
        note = json.loads(file.read_text("utf-8"))
        story, signature = story.with_name(note["story"]), Signature(**note["signature"])
        return Pending(file, story, signature, note["parts"], note.get("revision", ""))
    except (ValueError, KeyError, TypeError):
        return None


def sweep(story: Path) -> None:
    """Remove staged files that no note names, and notes half written: what a crash left of a save.

    Where a note can't be read, it may be the one that names them, so they stay.
    """
    if unreadable_notes(story):
        return
    for path in _notes(story, r"\.", re.escape(PART)):
        path.unlink(missing_ok=True)
    named = {part for pending in pending_of(story) for part in pending.parts.values()}
    for folder in (story, *(path for path in story.iterdir() if path.is_dir() and path.name[0] != ".")):
        for path in folder.glob(f".*{PART}"):
            if path.relative_to(story).as_posix() not in named:
                path.unlink(missing_ok=True)
