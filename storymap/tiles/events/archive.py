"""Tiles go to a file as they come, then into one PMTiles archive in the order of their ids."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from storymap.tiles.events.pyramid import Tile


class Spool:
    """Tiles in a temporary file; memory holds only where each is."""

    def __init__(self, folder: Path) -> None:
        """Begin a file in a folder of this disk."""
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  (closed by `__exit__`)
        self._at: dict[int, tuple[int, int]] = {}
        self.sizes: dict[int, int] = {}
        self._end = 0

    def __enter__(self) -> Self:
        """Use the file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the file."""
        self._file.close()

    def add(self, tiles: Iterable[Tile]) -> None:
        """Keep tiles."""
        for zoom, column, row, data in tiles:
            self._file.write(data)
            self._at[zxy_to_tileid(zoom, column, row)] = (self._end, len(data))
            self._end += len(data)
            self.sizes[zoom] = max(self.sizes.get(zoom, 0), len(data))

    def write(self, path: Path, bounds: list[float], metadata: dict[str, Any]) -> int:
        """Write the archive whole or not at all, and return its size (PMTiles specification, version 3)."""
        part = path.with_name(f".{path.name}.part")
        west, south, east, north = (int(edge * 1e7) for edge in bounds or (-180, -85, 180, 85))
        zooms = sorted(self.sizes) or [0]
        with part.open("wb") as file:
            writer = Writer(file)
            for number in sorted(self._at):
                begin, size = self._at[number]
                self._file.seek(begin)
                writer.write_tile(number, self._file.read(size))
            header = {
                "tile_type": TileType.UNKNOWN,
                "tile_compression": Compression.GZIP,
                "min_zoom": zooms[0],
                "max_zoom": zooms[-1],
                "min_lon_e7": west,
                "min_lat_e7": south,
                "max_lon_e7": east,
                "max_lat_e7": north,
                "center_zoom": zooms[0],
                "center_lon_e7": (west + east) // 2,
                "center_lat_e7": (south + north) // 2,
            }
            writer.finalize(header, metadata)
        part.replace(path)
        return path.stat().st_size
