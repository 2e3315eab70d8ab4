"""The files of a folder change all at once: who reads it sees the old ones or the new ones, never a mix."""

import contextlib
import ctypes
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from storymap.storage.atomic import PART, flush_folder, name_beside, write_flushed

_UNFINISHED = re.compile(rf"\..+\.[0-9a-f]{{12}}{re.escape(PART)}")
_AT_FDCWD, _EXCHANGE = -100, 2  # renameat2(2)


@dataclass
class Switched:
    """What a switch does, by names relative to the folder."""

    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def switch_folder(folder: Path, files: Mapping[str, bytes]) -> Switched:
    """Let the folder hold exactly these files, whose names are relative to it; without any it goes.

    All is written beside the folder, flushed, and then takes its place in one step. Files that stay the same
    keep their inode. A system or disk that can't exchange folders gets the files one by one: each is the old
    or the new one then.

    Raises
    ------
    OSError
        The disk is full or can't be written; the folder is as it was, or a part of it when the system can't
        exchange folders.
    """
    beside, done = prepare_folder(folder, files)
    if beside is not None:
        put_in_place(beside, folder)
        clear_away(beside)
    return done


def prepare_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[Path | None, Switched]:
    """Write beside a folder what it shall hold, flushed; return where that lies, None when nothing differs.

    Raises
    ------
    OSError
        The disk is full or can't be written; nothing is left beside the folder.
    """
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    done = Switched()
    for name, data in files.items():
        kept = name in there and _holds(there[name], data)
        (done.same if kept else done.written).append(name)
    done.removed = sorted(there.keys() - files.keys())
    if not done.written and not done.removed:
        return None, done
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = name_beside(folder)
    try:
        _fill(beside, folder, files, done)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return beside, done


def prepare_file(path: Path, data: bytes) -> Path:
    """Write beside a file what it shall hold, flushed, and return where that lies.

    Raises
    ------
    OSError
        The disk is full or can't be written; nothing is left beside the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = name_beside(path)
    write_flushed(beside, data)
    return beside


def put_in_place(beside: Path, path: Path) -> None:
    """Let a folder or a file that was prepared take its place; a folder that was there lies beside it then.

    Raises
    ------
    OSError
        The place can't be written.
    """
    if not beside.is_dir():
        beside.replace(path)
    elif not any(beside.iterdir()):
        beside.rmdir()
        path.rename(beside)
    elif not path.exists():
        beside.rename(path)
    elif not exchanged(beside, path):
        _one_by_one(beside, path)


def clear_away(beside: Path) -> None:
    """Remove what lies beside a folder after a switch, and flush the switch to the disk."""
    flush_folder(beside.parent)
    shutil.rmtree(beside, ignore_errors=True)


class Together:
    """Folders and files that are made ready one after the other, and then take their places all at once."""

    def __init__(self) -> None:
        self._ready: list[tuple[Path, Path]] = []

    def folder(self, folder: Path, files: Mapping[str, bytes]) -> Switched:
        """Make a folder ready that holds exactly these files, as `switch_folder` does."""
        beside, done = prepare_folder(folder, files)
        if beside is not None:
            self._ready.append((beside, folder))
        return done

    def file(self, path: Path, data: bytes) -> None:
        """Make a file ready."""
        self._ready.append((prepare_file(path, data), path))

    def put(self) -> None:
        """Let all of them take their places, one straight after the other, and remove what was there."""
        for beside, path in self._ready:
            put_in_place(beside, path)
        for beside, _ in self._ready:
            clear_away(beside)
        self._ready.clear()


def clear_unfinished(folder: Path) -> None:
    """Remove what killed writers left in a folder, but not in its hidden folders, such as `.git`."""
    for home, folders, files in os.walk(folder):
        for name in filter(_UNFINISHED.fullmatch, folders):
            shutil.rmtree(Path(home, name), ignore_errors=True)
        for name in filter(_UNFINISHED.fullmatch, files):
            Path(home, name).unlink(missing_ok=True)
        folders[:] = [name for name in folders if not name.startswith(".")]


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; False when this system or disk can't."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if call is None:
        return False
    return bool(call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)


def _fill(beside: Path, folder: Path, files: Mapping[str, bytes], done: Switched) -> None:
    same = set(done.same)
    beside.mkdir()
    for name, data in files.items():
        path = beside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name in same:
            with contextlib.suppress(OSError):  # a disk without hard links
                path.hardlink_to(folder / name)
                continue
        write_flushed(path, data)
    for home in {beside, *((beside / name).parent for name in files)}:
        flush_folder(home)


def _one_by_one(beside: Path, folder: Path) -> None:
    new = {path.relative_to(beside) for path in beside.rglob("*") if not path.is_dir()}
    for name in sorted(new):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (beside / name).replace(folder / name)
    for path in [path for path in folder.rglob("*") if not path.is_dir()]:
        if path.relative_to(folder) not in new:
            path.unlink()
    remove_empty(folder)


def remove_empty(folder: Path) -> None:
    """Remove the folders below `folder` that hold nothing, and itself when it is empty then."""
    for path in sorted((item for item in folder.rglob("*") if item.is_dir()), reverse=True):
        with contextlib.suppress(OSError):
            path.rmdir()
    with contextlib.suppress(OSError):
        folder.rmdir()


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
