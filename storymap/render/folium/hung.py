"""A picture of the disk that stands in the place of a chapter's map, as an entry of the chapter's media."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from storymap.formats.pictures import IN_MAP, NoPicture, fitted, for_map
from storymap.storage import write_atomically
from storymap.storage.media_path import FOLDER

Picture = str | PathLike[str] | Mapping[str, Any]
"""A file, or a map with `file` and words: `alt`, `caption`, `credit`."""


def hang(folder: Path, picture: Picture) -> dict[str, Any]:
    """Copy a picture into a story's media, a large one with a smaller file first, and return its entry.

    Raises
    ------
    NoPicture
        The file is no picture, or isn't there.
    """
    said = dict(picture) if isinstance(picture, Mapping) else {"file": picture}
    source = Path(said.pop("file", ""))
    try:
        files = for_map(fitted(source.read_bytes(), IN_MAP))
    except OSError as fault:
        raise NoPicture(f"{source}: {fault.strerror or fault}. Give the path of a picture.") from None
    (folder / FOLDER).mkdir(exist_ok=True)
    for file in files:
        write_atomically(folder / FOLDER / file.name, file.data)
    keys = dict(zip(("file", "large"), (file.name for file in files), strict=False))
    return {**keys, "where": "map", **said}
