"""One writer of a story at a time, across processes."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from storymap.problems import StorymapError, StoryNotFound


class StoryBusy(StorymapError):
    """Another program is writing to the story."""


@contextlib.contextmanager
def locked(folder: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the story folder's lock; it leaves no file behind and ends with the process that holds it.

    Raises
    ------
    StoryBusy
        Another process held the lock for longer than `wait` seconds.
    StoryNotFound
        The folder is not there, or went to the trash meanwhile.
    """
    descriptor = _open(folder)
    try:
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise StoryBusy(
                        f"Another program is writing to {folder}. Try again when it is done."
                    ) from None
                time.sleep(0.05)
        if not _still_there(folder, descriptor):
            raise _gone(folder)
        yield
    finally:
        os.close(descriptor)


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
    return StoryNotFound(f"There is no story {folder} any more.")
