"""What was made of a large file, kept on disk by the file's fingerprint: it may be deleted at any time."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from storymap.paths import cache_folder

FOLDER = "layers"
MOST_ON_DISK = 512 * 1024 * 1024
MOST_IN_MEMORY = 16 * 1024 * 1024
"""Bytes on disk; the values take a few times as much."""
READER = 3
"""Counts the changes of what is made of a file, so that nothing of an older reader is taken."""

Value = TypeVar("Value")

_lock = threading.Lock()
_recent: OrderedDict[str, tuple[int, Any]] = OrderedDict()


def name_of(data: bytes, *how: str) -> str:
    """Return the name under which what was made of these bytes in some way is kept."""
    found = hashlib.sha256("\0".join((str(READER), *how, "")).encode())
    found.update(data)
    return found.hexdigest()


def recall(name: str, read: Callable[[bytes], Value]) -> Value | None:
    """Return what `read` makes of the bytes that are kept under a name, None when there are none.

    The value is shared: whoever changes it makes a copy. `read` raises a ValueError for bytes that are
    damaged, which are as good as none.
    """
    with _lock:
        if name in _recent:
            _recent.move_to_end(name)
            value: Value = _recent[name][1]
            return value
        file = _file(name)
        try:
            data = file.read_bytes()
            value = read(data)
            os.utime(file)  # so that what is used stays longest
        except (OSError, ValueError, LookupError, TypeError):
            return None
        _remember(name, len(data), value)
        return value


def keep(name: str, data: bytes, read: Callable[[bytes], Value]) -> Value:
    """Keep bytes, and return what `read` makes of them.

    Where the disk is full, or may not be written, nothing is kept there.
    """
    value = read(data)
    if len(data) <= MOST_ON_DISK // 4:
        with _lock:
            _remember(name, len(data), value)
            _write(_file(name), data)
    return value


def forget() -> None:
    """Let go of what this process remembers; what is on disk stays."""
    with _lock:
        _recent.clear()


def _remember(name: str, size: int, value: Any) -> None:
    _recent[name] = (size, value)
    while sum(one for one, _ in _recent.values()) > MOST_IN_MEMORY:
        _recent.popitem(last=False)


def _file(name: str) -> Path:
    return cache_folder() / FOLDER / f"{name}.kept"


def _write(file: Path, data: bytes) -> None:
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(file)
        _make_room(file.parent)
    except OSError:
        _remove(part)


def _make_room(folder: Path) -> None:
    """Delete what was not used for longest, until the rest is small enough."""
    files = sorted(((path, path.stat()) for path in folder.iterdir()), key=lambda one: one[1].st_mtime)
    size = sum(about.st_size for _, about in files)
    for path, about in files:
        if size <= MOST_ON_DISK:
            return
        _remove(path)
        size -= about.st_size


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return  # it can't be written either, so that nothing grows
