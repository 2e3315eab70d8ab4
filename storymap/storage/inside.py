"""Files of a story are plain files inside its folder: nothing else is opened."""

import errno
import stat
from pathlib import Path, PurePosixPath

from storymap.problems import StorymapError
from storymap.storage.foreign import foreign
from storymap.words import Words

MOST_BYTES = 50 * 1024 * 1024
"""The largest file that is read whole."""

_OF_THE_FILE = (
    errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.EISDIR,
    errno.ENXIO,
)  # fmt: skip
"""What says that a file can't be used. All else, such as a failing disk or too many open files, says nothing
of the file; it must not be taken for a missing or empty one, or whoever edits the story would save it so."""


class FileRefused(StorymapError):
    """A file can't be used; the text says why, and `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep what is wrong and what to do about it."""
        super().__init__(message)
        self.hint = hint


def inside(folder: Path, name: str) -> Path:
    """Return the path of the existing plain file `name` (with `/`) inside `folder`.

    Raises
    ------
    FileRefused
        The name is absolute, climbs out with `..`, isn't there, isn't a plain file, or is a link that
        leads out of the folder.
    OSError
        The disk fails, or this process has no more memory or files.
    """
    parts = PurePosixPath(name).parts
    hint = Words(
        "Put the file into {folder}/ and write its name relative to that folder.", folder=folder.name
    )
    if not parts or "\0" in name:
        raise FileRefused(Words("the file has no usable name"), hint)
    if name.startswith(("/", "~")) or "\\" in name or ":" in parts[0] or ".." in parts:
        raise FileRefused(Words("the name leads out of the folder"), hint)
    path = folder.joinpath(*parts)
    try:
        resolved, home = path.resolve(), folder.resolve()
        if not resolved.is_relative_to(home):
            raise FileRefused(
                Words("the file is a link that leads out of the folder"), Words("Copy the file itself there.")
            )
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise FileRefused(Words("this is a folder, not a file"))
        if not stat.S_ISREG(mode):
            raise FileRefused(Words("this is not a plain file"))
    except (FileNotFoundError, NotADirectoryError):
        place = f"{folder.name}/{PurePosixPath(*parts)}"
        raise FileRefused(Words("the file is missing"), Words("Put it at {place}.", place=place)) from None
    except (OSError, ValueError, RuntimeError) as fault:
        raise_if_of_the_moment(fault)
        raise FileRefused(
            Words("the file can't be reached ({reason})", reason=_reason(fault)), hint
        ) from None
    return path


def read_bytes(folder: Path, name: str, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of the plain file `name` inside `folder`.

    Raises
    ------
    FileRefused
        As `inside`; or the file is larger than `most` bytes or can't be read.
    OSError
        As `inside`.
    """
    path = inside(folder, name)
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as fault:
        raise_if_of_the_moment(fault)
        raise FileRefused(
            Words("the file can't be read ({reason})", reason=_reason(fault)), Words("Check who may read it.")
        ) from None
    if len(data) > most:
        raise FileRefused(
            Words("the file is larger than {size}", size=_megabytes(most)),
            Words("Split it, or make it simpler."),
        )
    return data


def raise_if_of_the_moment(fault: Exception) -> None:
    """Raise again what says nothing of the file."""
    if isinstance(fault, OSError) and fault.errno not in _OF_THE_FILE:
        raise fault


def _megabytes(count: int) -> str:
    return f"{count / 1_048_576:g} MB"


def _reason(fault: Exception) -> str:
    return foreign(getattr(fault, "strerror", None) or str(fault))
