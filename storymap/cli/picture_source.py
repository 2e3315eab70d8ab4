"""Where an author's picture comes from: a file, or an address of a picture, a IIIF image or a manifest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storymap.cli.scans import image_of, read_source

if TYPE_CHECKING:
    from storymap.formats.fetching import Told
    from storymap.formats.iiif_info import ImageInfo
    from storymap.formats.iiif_manifest import Sheet
    from storymap.formats.pictures import PictureFile


@dataclass(frozen=True)
class Got:
    """A picture, the words that come with it, and how many answers of a service it took."""

    file: PictureFile
    label: str = ""
    credit: str = ""
    answers: int = 1


def get_picture(source: str, number: int, longest: int, told: Told) -> Got:
    """Return a picture, its longer side no longer than `longest` pixels.

    Raises
    ------
    StorymapError
        There is nothing that can be shown; the text says why.
    """
    from storymap.formats.iiif_manifest import read_manifest

    data, trusted = read_source(source)
    info = image_of(source, data)
    if info is not None:
        return _served(info, longest, trusted, told)
    sheets = read_manifest(data)
    if sheets is not None:
        return _of_manifest(sheets, number, longest, trusted, told)
    return Got(_opened(source, data, longest))


def _served(
    info: ImageInfo, longest: int, trusted: str, told: Told, label: str = "", credit: str = ""
) -> Got:
    from storymap.formats.iiif import fetch_picture
    from storymap.formats.pictures import PictureFile

    made = fetch_picture(info, None, longest, trusted=trusted, told=told)
    return Got(PictureFile(made.data, made.width, made.height), label, credit or info.credit, made.answers)


def _of_manifest(sheets: list[Sheet], number: int, longest: int, trusted: str, told: Told) -> Got:
    from storymap.formats.fetching import FetchError, fetch
    from storymap.formats.iiif import fetch_info

    if number > len(sheets):
        raise FetchError(f"The manifest holds {len(sheets)} pictures; there is no number {number}.")
    sheet = sheets[number - 1]
    if sheet.service:
        info = fetch_info(sheet.service, trusted)
        return _served(info, longest, trusted, told, sheet.label, sheet.credit)
    return Got(_opened(sheet.file, fetch(sheet.file, trusted, told), longest), sheet.label, sheet.credit)


def _opened(source: str, data: bytes, longest: int) -> PictureFile:
    from storymap.formats.fetching import FetchError
    from storymap.formats.pictures import NoPicture, fitted

    try:
        return fitted(data, longest)
    except NoPicture as fault:
        if data.lstrip()[:1] not in (b"{", b"["):
            raise
        raise FetchError(f"{source} is no info.json of a IIIF image and no manifest.") from fault
