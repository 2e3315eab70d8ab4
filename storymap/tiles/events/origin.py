"""What the tiles of an event set were made from, as a short text: another one says that they are old."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from storymap.model import EventSet, Site
from storymap.storage.inside import FileRefused, inside
from storymap.tiles.events.pieces import ENDINGS

WHOLE = 8_000_000
"""A larger file is told apart by its size and by samples: it may have gigabytes, and a check is quick."""

_SAMPLES = 64
_SAMPLE = 65_536
_SETTINGS = ("lon", "lat", "when", "category", "site", "areas", "area_id", "columns")


def made_from(wanted: EventSet, sites: Sequence[Site], folder: Path) -> str:
    """Return a fingerprint of a set's data, of its columns and of the places that it is joined to.

    "" when the data is on another host, outside the story or not there, so that nothing can be compared.
    Times don't count: a copy of a story has the same fingerprint.
    """
    files = data_files(wanted.data, folder)
    if not files:
        return ""
    known = asdict(wanted)
    made = hashlib.sha256(json.dumps([known[key] for key in _SETTINGS]).encode())
    for name in files:
        made.update(f"{name}\0{_digest(folder / name)}\0".encode())
    if wanted.areas:
        made.update(_digest(folder / wanted.areas).encode())
    else:
        places = [(site.id, site.geometry) for site in sites if wanted.site or site.geometry]
        made.update(json.dumps(places, sort_keys=True, default=str).encode())
    return made.hexdigest()[:32]


def data_files(data: str, folder: Path) -> list[str]:
    """Return the names of a set's files inside the story's folder, in order."""
    if "://" in data or data.startswith(("/", "~")) or ".." in Path(data).parts:
        return []
    return sorted(name for name in _named(data, folder) if name.lower().endswith(ENDINGS))


def _named(data: str, folder: Path) -> Iterator[str]:
    """Yield the plain files that a name, a folder or a pattern means."""
    if any(sign in data for sign in "*?["):
        names = [path.relative_to(folder).as_posix() for path in folder.glob(data)]
    elif (folder / data).is_dir():
        names = [path.relative_to(folder).as_posix() for path in (folder / data).rglob("*")]
    else:
        names = [data]
    for name in names:
        try:
            inside(folder, name)
        except (FileRefused, OSError):
            continue
        yield name


def _digest(file: Path) -> str:
    try:
        facts = file.stat()
        return _digest_of(file, facts.st_size, facts.st_mtime_ns, facts.st_ino)
    except OSError:
        return ""


@lru_cache(maxsize=512)
def _digest_of(file: Path, size: int, *mark: int) -> str:  # noqa: ARG001
    """Return a hash of a file, or of samples of a large one; `mark` changes when the file does."""
    made = hashlib.sha256(str(size).encode())
    with file.open("rb") as opened:
        if size <= WHOLE:
            made.update(opened.read())
        else:
            for number in range(_SAMPLES):
                opened.seek((size - _SAMPLE) * number // (_SAMPLES - 1))
                made.update(opened.read(_SAMPLE))
    return made.hexdigest()
