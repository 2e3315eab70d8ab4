"""Tile archives (PMTiles, version 3): cut to what a story shows."""

from storymap.tiles.cut import Box, cut_archive

__all__ = ["Box", "cut_archive"]
