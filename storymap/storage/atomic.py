"""Files and folders that are either wholly written or not at all."""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

PART = ".part"
_PIECE = 1 << 20


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a crash leaves either the old bytes or the new ones.

    The bytes go to a temporary file in the same folder, which is flushed to the disk and renamed; then the
    folder is flushed. The mode of an existing file is kept.

    Raises
    ------
    OSError
        The disk is full or the folder can't be written; the old file is intact.
    """
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    with _part_of(path) as part:
        write_flushed(part, data, mode)


def copy_atomically(source: Path, path: Path) -> None:
    """Copy a file, however large, so that a crash leaves either the old bytes or the new ones.

    Raises
    ------
    OSError
        As `write_atomically`; or the source can't be read.
    """
    with _part_of(path) as part, source.open("rb") as read, part.open("xb") as write:
        shutil.copyfileobj(read, write, _PIECE)
        write.flush()
        os.fsync(write.fileno())


def make_room(path: Path) -> None:
    """Make the folder in which a file shall be written, and those around it.

    Raises
    ------
    OSError
        It can't be made; `strerror` says so in words.
    """
    for folder in (path.parent, *path.parent.parents):
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, f"{folder} is no folder", str(folder))
    path.parent.mkdir(parents=True, exist_ok=True)


def name_beside(path: Path) -> Path:
    """Return a new name, beside the one that it gets, for what is not finished."""
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}{PART}")


@contextlib.contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """Give the name of a new file beside one; it takes its place when all went well, and else is gone."""
    part = name_beside(path)
    try:
        yield part
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    flush_folder(path.parent)


def write_flushed(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a new file and flush it to the disk; without a mode it gets the usual one of new files.

    Raises
    ------
    OSError
        There is such a file, the disk is full or can't be written; no new file is left.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def flush_folder(folder: Path) -> None:
    """Flush a folder's list of names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_tree(folder: Path) -> None:
    """Flush all files and folders under `folder` to the disk."""
    for path in sorted(folder.rglob("*")):
        flush_folder(path)
    flush_folder(folder)
