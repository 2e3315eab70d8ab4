"""A scanned map that is to be fetched: what names it, and what ties its picture to the ground."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storymap.cli.corners import Position
    from storymap.document.layers.warp import Warp
    from storymap.formats.georeference import Georeference
    from storymap.formats.iiif import Fetched
    from storymap.formats.iiif_info import ImageInfo
    from storymap.model import Overlay


@dataclass(frozen=True)
class Scan:
    """What is fetched, and what ties it to the ground: the author's corners, or the annotation's points."""

    info: ImageInfo
    trusted: str
    corners: tuple[Position, ...] = ()
    found: Georeference | None = None
    asked: str = ""
    method: str = ""
    label: str = ""
    box: tuple[int, int, int, int] | None = None
    mask: tuple[Position, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """The picture on the ground, and the keys of the layer that tie it."""

    overlay: Overlay
    bent: Warp | None
    written: dict[str, Any] = field(default_factory=dict)


def read_scan(source: str, number: int, corners: tuple[Position, ...]) -> Scan:
    """Read an annotation or an info.json, from a file or an address."""
    from storymap.formats.georeference import NotGeoreferenced, read_georeferences
    from storymap.formats.iiif import fetch_info

    data, trusted = read_source(source)
    info = image_of(source, data)
    if info is not None:
        if not corners:
            raise NotGeoreferenced("This is an image without a place. Give its corners, such as --corners "
                                   '"107.55,16.49 107.60,16.45" (upper left and lower right).')  # fmt: skip
        return Scan(info, trusted, corners)
    found = read_georeferences(data)
    if corners:
        raise NotGeoreferenced("An annotation has its own points; leave out --corners.")
    if number > len(found):
        raise NotGeoreferenced(f"The annotation holds {len(found)} maps; there is no number {number}.")
    one = found[number - 1]
    return Scan(fetch_info(one.service, trusted), trusted, (), one, one.transformation, one.method, one.label,
                one.box, one.mask)  # fmt: skip


def read_source(source: str) -> tuple[bytes, str]:
    """Return the bytes of a file or an address, and the host that its reader has named with it."""
    from urllib.parse import urlsplit

    from storymap.formats.fetching import fetch

    if not source.startswith(("http://", "https://")):
        return Path(source).read_bytes(), ""
    trusted = urlsplit(source).netloc
    return fetch(source, trusted), trusted


def image_of(source: str, data: bytes) -> ImageInfo | None:
    """Return the picture of an info.json; its own address counts, not the one that it names."""
    import json

    from storymap.formats.iiif_info import is_image_info, read_info

    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not is_image_info(value):
        return None
    away = source.startswith(("http://", "https://")) and source.endswith("/info.json")
    return read_info(source.removesuffix("/info.json") if away else "", data)


def drawn_by(scan: Scan, name: str, picture: Fetched) -> Drawn:
    """Return how the picture is drawn: as it is asked for, where its points suffice."""
    from storymap.document.layers.warp import warp
    from storymap.model import GroundPoint, Overlay
    from storymap.storage.layer_overlay import corner_pixels

    if scan.found is None:
        pixels = corner_pixels(len(scan.corners), picture.width, picture.height)
        points = tuple(map(GroundPoint, pixels, scan.corners))
        made = Overlay(name, "", picture.width, picture.height, points)
        return Drawn(made, warp(made), {"corners": [_words(at) for at in scan.corners]})
    left, top, width, height = picture.part
    across, down = picture.width / width, picture.height / height
    points = tuple(GroundPoint((round((x - left) * across, 2), round((y - top) * down, 2)), (lon, lat))
                   for x, y, lon, lat in scan.found.points)  # fmt: skip
    made = Overlay(name, "", picture.width, picture.height, points, scan.method)
    bent = warp(made)
    ties = [{"pixel": _words(one.pixel), "at": _words(one.position)} for one in points]
    written: dict[str, Any] = {"points": ties}
    if bent and scan.method == bent.method:
        return Drawn(made, bent, {**written, "transformation": scan.method})
    return Drawn(replace(made, transformation=""), bent, written)


def _words(pair: Position) -> list[str]:
    """Return two numbers as a story's files hold them."""
    return [f"{number:.7f}".rstrip("0").rstrip(".") for number in pair]
