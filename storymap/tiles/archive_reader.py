"""Reads single tiles of an archive; its directories are unpacked once, and not anew for every tile."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from pmtiles.reader import Reader
from pmtiles.tile import Entry, deserialize_directory, find_tile, zxy_to_tileid

_DEEPEST = 4


class ArchiveReader(Reader):
    """A PMTiles archive (version 3) behind a function that gives bytes from an offset on.

    Examples
    --------
    >>> ArchiveReader(MemorySource(path.read_bytes())).get(0, 0, 0)
    """

    def __init__(self, get_bytes: Callable[[int, int], Any]) -> None:
        super().__init__(get_bytes)
        self._directories: dict[tuple[int, int], list[Entry]] = {}

    @cached_property
    def _head(self) -> dict[str, Any]:
        found: dict[str, Any] = self.header()
        return found

    def get(self, z: int, x: int, y: int) -> bytes | None:
        """Return a tile as it is in the archive, None when it is not there."""
        number, head = zxy_to_tileid(z, x, y), self._head
        at, length = head["root_offset"], head["root_length"]
        for _ in range(_DEEPEST):
            entry = find_tile(self._directory(at, length), number)
            if entry is None:
                return None
            if entry.run_length:
                return bytes(self.get_bytes(head["tile_data_offset"] + entry.offset, entry.length))
            at, length = head["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def _directory(self, at: int, length: int) -> list[Entry]:
        if (at, length) not in self._directories:
            self._directories[at, length] = deserialize_directory(self.get_bytes(at, length))
        return self._directories[at, length]
