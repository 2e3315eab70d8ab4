"""What was made of a large file, kept on disk by the file's fingerprint: it may be deleted at any time."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any

from storymap.paths import cache_folder

FOLDER = "layers"
MOST_ON_DISK = 512 * 1024 * 1024
MOST_IN_MEMORY = 16 * 1024 * 1024
"""Bytes of JSON; the values take a few times as much."""
READER = 2
"""Counts the changes of what is made of a file, so that nothing of an older reader is taken."""

_lock = threading.Lock()
_recent: OrderedDict[str, tuple[int, Any]] = OrderedDict()


def name_of(data: bytes, *how: str) -> str:
    """Return the name under which what was made of these bytes in some way is kept."""
    found = hashlib.sha256("\0".join((str(READER), *how, "")).encode())
    found.update(data)
    return found.hexdigest()


def recall(name: str) -> Any:
    """Return the value that is kept under a name, None when there is none.

    The value is shared: whoever changes it makes a copy.
    """
    with _lock:
        if name in _recent:
            _recent.move_to_end(name)
            return _recent[name][1]
        return _read(_file(name))


def keep(name: str, value: Any) -> None:
    """Keep a value of JSON's kinds; where the disk is full, or may not be written, nothing is kept there."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(data) > MOST_ON_DISK // 4:
        return
    with _lock:
        _remember(name, len(data), value)
        _write(_file(name), data)


def forget() -> None:
    """Let go of what this process remembers; what is on disk stays."""
    with _lock:
        _recent.clear()


def _remember(name: str, size: int, value: Any) -> None:
    _recent[name] = (size, value)
    while sum(one for one, _ in _recent.values()) > MOST_IN_MEMORY:
        _recent.popitem(last=False)


def _file(name: str) -> Path:
    return cache_folder() / FOLDER / f"{name}.json"


def _read(file: Path) -> Any:
    """Return what a file holds; one that is damaged is as good as none."""
    try:
        data = file.read_bytes()
        value = json.loads(data.decode("utf-8", "surrogatepass"))
        os.utime(file)  # so that what is used stays longest
    except (OSError, ValueError):
        return None
    _remember(file.stem, len(data), value)
    return value


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
