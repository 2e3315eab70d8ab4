"""Tile archives (PMTiles, version 3): cut to what a story shows."""

from storymap.tiles.archive_reader import ArchiveReader
from storymap.tiles.cut import Box, cut_archive, tile_box, tiles_of
from storymap.tiles.pack import Tile, pack_tiles
from storymap.tiles.slim import slim_tile

__all__ = ["ArchiveReader", "Box", "Tile", "cut_archive", "pack_tiles", "slim_tile", "tile_box", "tiles_of"]
