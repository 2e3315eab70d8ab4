"""A tile archive made of single tiles, the most important first, up to a size."""

import io
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from pmtiles.reader import MmapSource
from pmtiles.tile import Compression, zxy_to_tileid
from pmtiles.writer import Writer

from storymap.tiles.archive_reader import ArchiveReader

Tile = tuple[int, int, int]
"""Zoom, column and row of a tile, rows from the north."""


def pack_tiles(
    archive: Path, wanted: Iterable[Tile], *, change: Callable[[Tile, bytes], bytes], most: int
) -> bytes:
    """Return an archive of some tiles, each put through `change`, as long as they fit into `most` bytes.

    The first of `wanted` come first; tiles that are not there are passed over. `change` gives plain tiles:
    whoever compresses the archive as a whole gets a smaller one; `most` counts them compressed one by one.
    The same archive and tiles give the same bytes (PMTiles specification, version 3).

    Raises
    ------
    OSError
        The archive can't be read.
    """
    with archive.open("rb") as file:
        reader = ArchiveReader(MmapSource(file))
        header, metadata = reader.header(), reader.metadata()
        tiles: dict[int, bytes] = {}
        size = 0
        for tile in wanted:
            number = zxy_to_tileid(*tile)
            data = None if number in tiles else reader.get(*tile)
            if data is None:
                continue
            made = change(tile, data)
            size += len(zlib.compress(made, 9))
            if size > most:
                break
            tiles[number] = made
    packed = io.BytesIO()
    writer = Writer(packed)
    for number in sorted(tiles):
        writer.write_tile(number, tiles[number])
    writer.finalize({**header, "tile_compression": Compression.NONE}, metadata)
    return packed.getvalue()
