"""The size of a picture of the media folder, from its header."""

from __future__ import annotations

from pathlib import Path

from storymap.storage.inside import FileRefused, inside
from storymap.storage.media_file import FOLDER
from storymap.storage.where import Where
from storymap.words import Words, words_of

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_ORIENTATION = 0x0112
_LYING = 5
"""From this orientation on (Exif 5 to 8) a camera's picture is shown turned by a quarter."""


def picture_size(folder: Path, file: str, where: Where) -> tuple[int, int] | None:
    """Return the width and height of a picture in media/ as browsers show it, None with an error."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(inside(folder, f"{FOLDER}/{file}"), formats=FORMATS) as picture:
            width, height = picture.size
            turned = picture.getexif().get(_ORIENTATION, 1) >= _LYING
            return (height, width) if turned else (width, height)
    except FileRefused as fault:
        where.error(words_of(fault), found=file, hint=fault.hint)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        where.error(
            Words("the picture can't be read"), found=file, hint=Words("Save it as JPEG, PNG or WebP.")
        )
    return None
