"""Where a file of the media folder lies: a plain file in it, never a hidden one or what a link leads to."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path, PurePosixPath

from storymap.storage.inside import FileRefused, inside, raise_if_of_the_moment
from storymap.words import Words

FOLDER = "media"


def media_path(folder: Path, name: str) -> Path:
    """Return the path of the file `name` (with `/`) in a story's media folder.

    A name is found as it is written, else in another Unicode form: archives from Macs decompose letters.

    Raises
    ------
    FileRefused
        As `inside`; or it is hidden, a link, or in such a folder.
    OSError
        As `inside`.
    """
    parts = PurePosixPath(name).parts
    if any(part.startswith(".") and part != ".." for part in parts):
        raise FileRefused(
            Words("the file is hidden: its name, or that of a folder around it, begins with a dot"),
            Words("Give it a name without the dot, and write that."),
        )
    home = folder / FOLDER
    if ".." not in parts and not name.startswith("/"):
        name = _as_on_disk(home, parts)
        _refuse_links(folder, home, PurePosixPath(name).parts)
    path = inside(folder, f"{FOLDER}/{name}")
    inside(home, name)
    return path


def same_name(name: str) -> str:
    """Return what is the same for a name in all its Unicode forms."""
    return unicodedata.normalize("NFC", name)


def _as_on_disk(home: Path, parts: tuple[str, ...]) -> str:
    found = home
    for part in parts:
        found /= part if part.isascii() or os.path.lexists(found / part) else _spelled(found, part)
    return found.relative_to(home).as_posix() if parts else ""


def _spelled(folder: Path, part: str) -> str:
    """Return the name in a folder that is this one in another Unicode form, else the name as it is."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return part
    except OSError as fault:
        raise_if_of_the_moment(fault)
        return part
    return next((name for name in names if same_name(name) == same_name(part)), part)


def _refuse_links(folder: Path, home: Path, parts: tuple[str, ...]) -> None:
    """Refuse a link, and what is behind one; `inside` tells of those that lead out of the story."""
    steps = [home, *(home.joinpath(*parts[: count + 1]) for count in range(len(parts)))]
    link = next((step for step in steps if step.is_symlink()), None)
    if link and Path(os.path.realpath(link)).is_relative_to(os.path.realpath(folder)):
        raise FileRefused(
            Words("the file is a link, or in a linked folder; links are not followed"),
            Words("Copy the file itself there."),
        )
