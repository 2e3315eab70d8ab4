"""The files of a built site, with the hashes by which they are compared."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from storymap.publish.kinds import unfit
from storymap.publish.place import PublishRefused


@dataclass(frozen=True)
class Local:
    """A file of the built site."""

    path: Path
    size: int

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of its bytes, in hexadecimal digits."""
        return self._digest("sha256")

    @cached_property
    def md5(self) -> str:
        """MD5 of its bytes, in hexadecimal digits: what S3 gives as the ETag of most objects."""
        return self._digest("md5")

    def _digest(self, kind: str) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.new(kind, usedforsecurity=False)).hexdigest()


def local_files(site: Path) -> dict[str, Local]:
    """Return the files of a built site by their key; hidden ones are the build's own.

    Raises
    ------
    PublishRefused
        A name is no key that every store takes.
    """
    found = {}
    for path in sorted(site.rglob("*")):
        key = path.relative_to(site).as_posix()
        if path.is_dir() or any(part.startswith(".") for part in key.split("/")):
            continue
        if unfit(key):
            raise PublishRefused(
                f"The name {key!r} is no key that every object store takes: plain letters and "
                "digits, at most 200 bytes. Nothing was sent. Rename it in the story."
            )
        found[key] = Local(path, path.stat().st_size)
    return found
