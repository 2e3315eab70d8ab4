"""One writer of a story at a time, across processes."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from storymap.problems import StorymapError, StoryNotFound
from storymap.words import Words


class StoryBusy(StorymapError):
    """Another program is writing to the story."""


@contextlib.contextmanager
def locked(folder: Path, wait: float = 10.0) -> Iterator[int]:
    """Hold the story folder's lock; it leaves no file behind and ends with the process that holds it.

    Yields the descriptor: a child process that gets it (`pass_fds`) holds the lock as well, until it ends.

    Raises
    ------
    StoryBusy
        Another process held the lock for longer than `wait` seconds.
    StoryNotFound
        The folder is not there, or went to the trash meanwhile.
    """
    descriptor = _open(folder)
    try:
        if not _acquired(descriptor, wait):
            raise StoryBusy(
                Words("Another program is writing to {folder}. Try again when it is done.", folder=folder)
            )
        if not _still_there(folder, descriptor):
            raise _gone(folder)
        yield descriptor
    finally:
        os.close(descriptor)


def _acquired(descriptor: int, wait: float) -> bool:
    """Take the lock, waiting in the system's queue: whoever asks again and again would starve the others."""
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    # The copy shares the lock; when nobody waits any more, closing both gives it back.
    copy, done = os.dup(descriptor), threading.Event()

    def queue() -> None:
        try:
            fcntl.flock(copy, fcntl.LOCK_EX)
            done.set()
        finally:
            os.close(copy)

    threading.Thread(target=queue, name="storymap-lock", daemon=True).start()
    return done.wait(wait)


def _open(folder: Path) -> int:
    try:
        return os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        raise _gone(folder) from None


def _still_there(folder: Path, descriptor: int) -> bool:
    """Whether the folder that was locked is the one that has this name now."""
    try:
        return os.path.samestat(folder.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _gone(folder: Path) -> StoryNotFound:
    return StoryNotFound(Words("There is no story {folder} any more.", folder=folder))
