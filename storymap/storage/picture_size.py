"""The size of a picture of the media folder, from its header."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Protocol

from storymap.storage.inside import FileRefused
from storymap.storage.media_path import media_path
from storymap.words import Words, words_of

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_ORIENTATION = 0x0112
_LYING = 5
"""From this orientation on (Exif 5 to 8) a camera's picture is shown turned by a quarter."""


class Tell(Protocol):
    """Tells of a problem: `Where.error` or `Where.warning`."""

    def __call__(self, message: str, found: object = "", hint: str = "") -> None:
        """Say what is wrong, what was found, and what to do."""


def picture_size(folder: Path, file: str, tell: Tell) -> tuple[int, int] | None:
    """Return the width and height of a picture in media/ as browsers show it; else None, and tell why."""
    try:
        path = media_path(folder, file)
        stat = path.stat()
        size = _size(path, stat.st_ino, stat.st_size, stat.st_mtime_ns)
    except FileRefused as fault:
        tell(words_of(fault), found=file, hint=fault.hint)
        return None
    except OSError:
        size = None
    if size is None:
        tell(Words("the picture can't be read"), found=file, hint=Words("Save it as JPEG, PNG or WebP."))
    return size


@lru_cache(maxsize=10_000)
def _size(path: Path, *_file: int) -> tuple[int, int] | None:
    """Return the size of a file that is not read again until it is another; None when it is no picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path, formats=FORMATS) as picture:
            width, height = picture.size
            turned = picture.getexif().get(_ORIENTATION, 1) >= _LYING
            return (height, width) if turned else (width, height)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return None
