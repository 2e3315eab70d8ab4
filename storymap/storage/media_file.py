"""A file of the media folder that a story names: whether it is there, and of a type that browsers show."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from storymap.model.media_types import MEDIA_TYPES
from storymap.storage.inside import FileRefused
from storymap.storage.media_path import FOLDER, media_path
from storymap.storage.where import Where
from storymap.words import Words, words_of

_INSTEAD = {
    ".svg": Words("An SVG file may hold scripts: save it as PNG or WebP."),
    ".mov": Words("Save the film as MP4 or WebM."),
    ".tif": Words("Save the picture as JPEG, PNG or WebP."),
    ".tiff": Words("Save the picture as JPEG, PNG or WebP."),
    ".heic": Words("Save the picture as JPEG, PNG or WebP."),
}


def plain_name(file: str) -> str:
    """Return the name of a file within the folder: authors may write `media/` before it."""
    return str(PurePosixPath(file)).removeprefix(f"{FOLDER}/") if file else ""


def is_there(folder: Path, name: str, where: Where) -> bool:
    """Whether the file is a plain one in media/, of a type that browsers show; else an error."""
    ending = PurePosixPath(name).suffix.lower()
    if ending not in MEDIA_TYPES:
        hint = _INSTEAD.get(ending, Words("These can be shown: {types}.", types=", ".join(MEDIA_TYPES)))
        where.error(Words("files of this type are not shown"), found=name, hint=hint)
        return False
    try:
        if media_path(folder, name).stat().st_size == 0:
            where.warning(Words("the file is empty"), found=name, hint=Words("Copy it again."))
    except FileRefused as fault:
        where.error(words_of(fault), found=name, hint=fault.hint)
        return False
    return True
