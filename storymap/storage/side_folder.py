"""The folder `.storymap` beside the stories of a library: history, what a crash left, trash, accounts."""

from __future__ import annotations

import contextlib
from pathlib import Path

from storymap.storage.atomic import flush_folder, write_atomically

NAME = ".storymap"


def side_folder(library: Path) -> Path:
    """Return where a library keeps what isn't a story; it need not be there."""
    return library / NAME


def library_of(story: Path) -> Path:
    """Return the library of a story folder: the folder that it is in."""
    return story.absolute().parent


def make_side_folder(library: Path, *names: str) -> Path:
    """Return a folder inside the side folder, made if need be; git ignores all of it.

    Raises
    ------
    OSError
        The library can't be written.
    """
    side = side_folder(library)
    if not (side / ".gitignore").exists():
        side.mkdir(exist_ok=True)
        with contextlib.suppress(FileExistsError):
            write_atomically(side / ".gitignore", b"*\n")
        flush_folder(library)
    folder = side.joinpath(*names)
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        flush_folder(folder.parent)
    return folder
