"""The bytes of a story's files, from a folder or from a revision, read only when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from storymap.storage.exact_text import EditRefused
from storymap.storage.inside import FileRefused, read_bytes
from storymap.words import Words, joined


class StoryBytes(Protocol):
    """Where the bytes of a story come from; names are relative to its folder, with `/`."""

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, None when there is no such file that can be read."""

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder of the story, sorted, without that folder."""


class FolderBytes:
    """The files of a story folder; each is read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, bytes | None] = {}

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, None when there is no such file that can be read."""
        try:
            return self.to_edit(name)
        except EditRefused:
            return None

    def to_edit(self, name: str) -> bytes | None:
        """Return a file's bytes, None when there is no such file.

        Raises
        ------
        EditRefused
            There is something of this name, but it can't be read.
        """
        if name not in self._read:
            try:
                self._read[name] = read_bytes(self._folder, name)
            except FileRefused as fault:
                path = self._folder / name
                if path.is_symlink() or path.exists():
                    parts = (Words("{name}: {fault}.", name=name, fault=fault), fault.hint)
                    raise EditRefused(joined(filter(None, parts), " ")) from None
                self._read[name] = None
        return self._read[name]

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder of the story, sorted, without that folder."""
        try:
            return sorted(path.name for path in (self._folder / folder).iterdir())
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return []


class GivenBytes:
    """The files of a story as bytes by their names, such as those of a revision."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, None when there is no such file."""
        return self._files.get(name)

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder of the story, sorted, without that folder."""
        start = f"{folder}/"
        found = (name.removeprefix(start) for name in self._files if name.startswith(start))
        return sorted(name for name in found if "/" not in name)
