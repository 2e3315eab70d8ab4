"""A short text that changes whenever a file of a folder changes."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path


def fingerprint(folder: Path) -> str:
    """Return a hash of the names, times, sizes and inodes of all files under `folder`, without reading them.

    Hidden files (such as .git and a spreadsheet's lock) don't count, and links aren't followed. A folder
    that isn't there has a fingerprint too.
    """
    digest = hashlib.blake2b(digest_size=16)
    for line in sorted(_lines(folder, "")):
        digest.update(line.encode("utf-8", "surrogateescape") + b"\0")
    return digest.hexdigest()


def _lines(folder: Path, prefix: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from _lines(Path(entry.path), f"{prefix}{entry.name}/")
                    continue
                state = entry.stat(follow_symlinks=False)
                yield f"{prefix}{entry.name}\t{state.st_mtime_ns}\t{state.st_size}\t{state.st_ino}"
    except OSError:
        # A file that goes while we look changes the next fingerprint.
        yield f"{prefix}\tgone"
