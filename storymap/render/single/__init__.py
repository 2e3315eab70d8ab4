"""A story that is one file: it opens from disk, with no server and no network."""

from storymap.render.single.file import NotBuilt, SingleFile, single_file

__all__ = ["NotBuilt", "SingleFile", "single_file"]
