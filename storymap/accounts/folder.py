"""The hidden folder of a library, and files in it that only its owner can read."""

import contextlib
import os
import tempfile
from pathlib import Path

from storymap.storage.atomic import flush_folder
from storymap.storage.side_folder import library_of, make_side_folder, side_folder


def state_folder(library: Path) -> Path:
    """Return where a library's accounts are; a story that is served alone shares those of its library."""
    library = Path(library).absolute()
    # Only this file tells: a library may hold a story that is named like another part of a story.
    return side_folder(library_of(library) if (library / "story.yaml").is_file() else library)


def make_state_folder(folder: Path) -> None:
    """Make the hidden folder, with a note to git to leave it out; the private files in it have mode 0600."""
    make_side_folder(folder.parent)


def put_private_file(path: Path, data: bytes) -> None:
    """Write a file that nobody else could read at any moment (mode 0600); it appears whole."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    flush_folder(path.parent)
