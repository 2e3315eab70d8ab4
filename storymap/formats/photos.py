"""A photo becomes a file of a story: upright, no larger than needed, with nothing hidden in it."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from storymap.formats.exif import read_exif
from storymap.formats.pictures import IN_TEXT, PictureFile
from storymap.model import Position
from storymap.problems import StorymapError
from storymap.words import Words

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 50_000_000
MOST_PIXELS = 80_000_000
_READ = {"JPEG": "Jpeg", "PNG": "Png", "WEBP": "WebP", "GIF": "Gif"}
"""The formats that are read, each with the module of Pillow that knows it; others are never loaded."""
_KEPT = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "GIF": "PNG"}
_SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 86, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 86, "method": 4, "exact": False},
}
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, LookupError, OverflowError, EOFError, MemoryError,
           struct.error, zlib.error)  # fmt: skip
_OTHERS = (
    (b"<svg", Words("SVG drawings can hold programs, so that they are not taken. Save it as PNG.")),
    (b"%PDF", Words("This is a PDF. Save the page as JPEG or PNG.")),
    (b"II*\x00", Words("TIFF is not shown by browsers. Save it as JPEG or PNG.")),
    (b"MM\x00*", Words("TIFF is not shown by browsers. Save it as JPEG or PNG.")),
    (b"BM", Words("BMP is not taken. Save it as PNG.")),
)
_BRANDS = (b"heic", b"heix", b"hevc", b"heif", b"mif1", b"msf1", b"avif", b"avis")


class PhotoRefused(StorymapError):
    """A file is no photo that can be taken; the text says why and what to do."""


@dataclass(frozen=True)
class Photo:
    """A photo as the story keeps it, and what the original said of itself.

    `position` is `(lon, lat)` in degrees or None, `taken` a day as EDTF or '': both are offered, never
    written unasked, and no longer in `picture`.
    """

    picture: PictureFile
    position: Position | None
    taken: str


def read_photo(data: bytes, longest: int = IN_TEXT) -> Photo:
    """Return a photo ready for a story: upright, in sRGB, without metadata, at most `longest` pixels long.

    The pixels are written anew as JPEG, PNG or WebP, so that nothing else that was in the file remains. The
    same bytes give the same photo. Of moving pictures the first frame is taken.

    Raises
    ------
    PhotoRefused
        The file is no JPEG, PNG, WebP or GIF, is damaged, or is too large to be unpacked.
    """
    from PIL import Image

    _refuse_others(data)
    for module in _READ.values():
        import_module(f"PIL.{module}ImagePlugin")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, and of sizes, which are checked here
            with Image.open(io.BytesIO(data), formats=list(_READ)) as image:
                _refuse_large(*image.size)
                wanted = _KEPT[image.format or ""]
                if wanted != "JPEG":
                    image.load()  # in PNG, the metadata may stand behind the pixels
                position, taken = read_exif(image)
                made = _prepared(image, wanted, longest)
                return Photo(PictureFile(_written(made, wanted), *made.size), position, taken)
    except Image.DecompressionBombError:
        raise PhotoRefused(_too_many_pixels(Words("more than 150 million"))) from None
    except Image.UnidentifiedImageError:
        raise PhotoRefused(Words("This is no photo in JPEG, PNG, WebP or GIF.")) from None
    except _BROKEN:
        raise PhotoRefused(Words("The photo is damaged or cut off. Send the original once more.")) from None


def _refuse_others(data: bytes) -> None:
    """Refuse what is no photo by its first bytes, before anything is unpacked."""
    if len(data) > MOST_BYTES:
        size, most = f"{len(data) / 1e6:,.0f}", MOST_BYTES // 1_000_000
        raise PhotoRefused(
            Words("The photo has {size} MB; at most {most} MB are taken.", size=size, most=most)
        )
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<?xml", b"<!", b"<svg")) and b"<svg" in data[:4096].lower():
        raise PhotoRefused(_OTHERS[0][1])
    for magic, text in _OTHERS:
        if start.startswith(magic):
            raise PhotoRefused(text)
    if data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
        raise PhotoRefused(
            Words("HEIC and AVIF can't be read here. Save it as JPEG; phones can send JPEG too.")
        )


def _refuse_large(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PhotoRefused(_too_many_pixels(f"{width:,} × {height:,}"))


def _too_many_pixels(found: str) -> str:
    most = MOST_PIXELS // 1_000_000
    return Words(
        "The picture has {found} pixels; at most {most} million are taken. Make it smaller.",
        found=found,
        most=most,
    )


def _prepared(image: Image, wanted: str, longest: int) -> Image:
    """Return the pixels alone: upright, small enough, in sRGB, in a mode that the format can hold."""
    from PIL import Image, ImageOps

    profile = image.info.get("icc_profile")
    if wanted == "JPEG":
        image.draft(None, (longest, longest))
    image.load()
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    even = _in_srgb(_eight_bit(upright), profile, wanted)
    even.info = {}
    return even


def _eight_bit(image: Image) -> Image:
    """Return an image with 8 bits a channel and without a palette."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point([value // 256 for value in range(65_536)], "L")
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "RGBA", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image, profile: bytes | None, wanted: str) -> Image:
    from PIL import ImageCms

    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            flat = image.convert("RGB") if alpha else image
            mapped = ImageCms.profileToProfile(flat, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            image = mapped or flat
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a broken profile is no reason to refuse the photo
    image = image.convert("RGB") if image.mode == "CMYK" else image
    if alpha is not None and wanted != "JPEG":
        image = image.convert("RGB")
        image.putalpha(alpha)
    return image.convert("RGB") if wanted == "JPEG" and image.mode != "L" else image


def _written(image: Image, wanted: str) -> bytes:
    made = io.BytesIO()
    image.save(made, wanted, **_SAVED[wanted])
    return made.getvalue()
