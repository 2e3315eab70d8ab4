"""The version of a story: a hash of the contents of its files, cheap when few of them changed."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from storymap.storage.cut_sets import made_files

_RACY = 50_000_000
"""A file that changed so few nanoseconds before it was read may change again without a new time (git's racy
entries), so its digest isn't kept."""

_MOST_KEPT = 64

State = tuple[int, int, int]
Digests = dict[str, str]
"""Git's blob ids (SHA-1, 40 hexadecimal digits) by name relative to the story folder, with `/`."""


class StatCache:
    """Digests of files by their time, size and inode, for each story folder; safe to use from threads."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._kept: dict[Path, dict[str, tuple[State, str]]] = {}
        self._lock = threading.Lock()

    def digests(self, folder: Path) -> Digests:
        """Return the digests of all files of a story; only what changed is read.

        Hidden files and folders don't count, nor the tiles of event sets, which are made from the data;
        symbolic links aren't followed.

        Raises
        ------
        OSError
            A file can't be read.
        """
        folder = folder.absolute()
        with self._lock:
            old = self._kept.get(folder, {})
        new: dict[str, tuple[State, str]] = {}
        found: Digests = {}
        there = dict(_files(str(folder), ""))
        made = made_files(there)
        for name, entry in sorted(there.items()):
            if name in made:
                continue
            try:
                state, digest, sure = _digest(entry, old.get(name))
            except FileNotFoundError:
                continue  # it went while we looked
            found[name] = digest
            if sure:
                new[name] = (state, digest)
        with self._lock:
            self._kept.pop(folder, None)
            self._kept[folder] = new
            while len(self._kept) > _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return found


    def expect(self, folder: Path, files: Mapping[str, tuple[Path, str]]) -> None:
        """Take note of files on their way into a story: where each is now, and its digest.

        A file keeps time, size and inode when it is renamed, so it needn't be read again.
        """
        states = {name: (_state(os.lstat(path)), digest) for name, (path, digest) in files.items()}
        with self._lock:
            self._kept[folder.absolute()] = {**self._kept.get(folder.absolute(), {}), **states}


CACHE = StatCache()


def version_of(folder: Path) -> str:
    """Return the version of a story: it changes when, and only when, the content of a file changes.

    Raises
    ------
    OSError
        A file can't be read.
    """
    return version_from(CACHE.digests(folder))


def version_from(digests: Mapping[str, str]) -> str:
    """Return the version of a story with these digests."""
    lines = "\n".join(f"{digest} {name}" for name, digest in sorted(digests.items()))
    return hashlib.blake2b(lines.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def blob_id(data: bytes) -> str:
    """Return git's id of the content of a file."""
    return object_id(b"blob", data)


def object_id(kind: bytes, data: bytes) -> str:
    """Return git's id of an object: the SHA-1 of its kind, length, a NUL and the bytes (gitformat-object)."""
    return hashlib.sha1(b"%b %d\0" % (kind, len(data)) + data, usedforsecurity=False).hexdigest()


def _files(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield names and paths as text: a large story has hundreds of files, and every save looks at all."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(entry.path, f"{prefix}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    yield f"{prefix}{entry.name}", entry.path
    except FileNotFoundError:
        return


def _state(status: os.stat_result) -> State:
    return status.st_mtime_ns, status.st_size, status.st_ino


def _digest(path: str, kept: tuple[State, str] | None) -> tuple[State, str, bool]:
    """Return the state of a file, its digest, and whether the digest may be kept."""
    status = os.lstat(path)
    state = _state(status)
    if kept is not None and kept[0] == state:
        return state, kept[1], True
    digest = blob_id(Path(path).read_bytes())
    same = _state(os.lstat(path)) == state
    return state, digest, same and time.time_ns() - status.st_mtime_ns > _RACY
