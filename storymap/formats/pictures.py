"""Picture files as pages show them: an author's own, or a smaller one of the same picture."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from storymap.problems import StorymapError

SHOWN = ("JPEG", "PNG", "WEBP")
"""What browsers show; scans also come as TIFF."""
_TURNED = 0x0112
IN_TEXT, IN_MAP = 2560, 6000
"""The longest side of a picture, in pixels; readers look closely at one in the map's place."""
_FIRST = 2000
"""The longest side of what every reader loads, where a larger file follows for those who look closely."""
_WORTH = 1.4
"""A larger file with fewer times the pixels of the first one shows nothing more."""


class NoPicture(StorymapError):
    """Bytes are no picture that can be read; the text says why."""


@dataclass(frozen=True)
class PictureFile:
    """A file with a picture, and its size in pixels."""

    data: bytes
    width: int
    height: int

    @property
    def name(self) -> str:
        """Its name in media/."""
        return file_name(self.data)


def file_name(data: bytes) -> str:
    """Return a name for a picture: its content's hash, so that the same picture is kept once."""
    ending = ".png" if data.startswith(b"\x89PNG") else ".webp" if data[8:12] == b"WEBP" else ".jpg"
    return f"{hashlib.sha256(data).hexdigest()[:16]}{ending}"


def fitted(data: bytes, longest: int) -> PictureFile:
    """Return a picture whose longer side has at most so many pixels; one that fits stays byte for byte.

    A picture that a camera took lying is turned upright when it is written anew.

    Raises
    ------
    NoPicture
        It is none, or too large to be opened.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=(*SHOWN, "TIFF")) as found:
            upright = found.getexif().get(_TURNED, 1) == 1
            if found.format in SHOWN and upright and max(found.size) <= longest:
                found.load()  # all of it is there
                return PictureFile(data, *found.size)
            clear = found.mode in ("RGBA", "LA", "PA") or "transparency" in found.info
            made = ImageOps.exif_transpose(found).convert("RGBA" if clear else "RGB")
    except Image.DecompressionBombError:
        raise NoPicture("The picture has too many pixels to be opened; save it smaller.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise NoPicture("This is no picture that can be read. JPEG, PNG, WebP and TIFF can.") from None
    made.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    if clear:
        made.save(file, "WEBP", quality=88)
    else:
        made.save(file, "JPEG", quality=88, optimize=True, progressive=True)
    return PictureFile(file.getvalue(), *made.size)


def for_map(file: PictureFile) -> list[PictureFile]:
    """Return the files of a picture in the map's place: one, or a smaller one before a large one."""
    if max(file.width, file.height) < _WORTH * _FIRST:
        return [file]
    return [fitted(file.data, _FIRST), file]
