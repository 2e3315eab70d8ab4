"""A picture that lies on the map: its file, its size, and the points that tie it to the ground."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from storymap.model import GroundPoint, Overlay
from storymap.model.layers import TRANSFORMATIONS
from storymap.storage.mapped import Mapped
from storymap.storage.media_path import FOLDER
from storymap.storage.picture_size import picture_size
from storymap.storage.values import plain_number, read_url
from storymap.storage.where import Where, listed, near_miss
from storymap.words import Words

_CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def read_overlay(folder: Path, entry: Mapped) -> Overlay | None:
    """Return the picture of a layer, or None with an error.

    `corners` are the positions of its upper left, upper right, lower right and lower left corner; `points`
    tie any pixels: `{pixel: [x, y], at: [lon, lat]}`.
    """
    name = entry.string("image")
    if not name:
        entry.at("image").error(
            Words("the layer has no picture"),
            hint=Words("Write `image:` with a name in {folder}/.", folder=FOLDER),
        )
        return None
    if not entry.text("alt", ("en",)):
        entry.at("alt").warning(
            Words("the picture has no `alt` text"),
            found=name,
            hint=Words("Say in a sentence what it shows, for those who can't see it."),
        )
    where = entry.at("image")
    if "://" in name:
        file, url = "", read_url(name, where)
    else:
        file, url = str(PurePosixPath(name)).removeprefix(f"{FOLDER}/"), ""
    size = picture_size(folder, file, where.error) if file else None
    if not url and size is None:
        return None
    width, height = size or (0, 0)
    points = _points(entry, width or 1, height or 1)
    if len(points) < 2:
        entry.at("corners").error(
            Words("two points or more must tie the picture to the ground"),
            found=len(points),
            hint=Words("Write `corners: [[lon, lat], …]` from the upper left one, clockwise."),
        )
        return None
    return Overlay(file, url, width, height, points, _transformation(entry))


def _transformation(entry: Mapped) -> str:
    word = entry.string("transformation").lower()
    if not word or word in TRANSFORMATIONS:
        return word
    entry.at("transformation").warning(
        Words("this is not one of {kinds}", kinds=listed(TRANSFORMATIONS, len(TRANSFORMATIONS))),
        found=word,
        hint=Words("Write `{near}`.", near=near_miss(word, TRANSFORMATIONS) or "affine"),
    )
    return ""


def _points(entry: Mapped, width: int, height: int) -> tuple[GroundPoint, ...]:
    """Return the points of `points`, else of `corners` (four of them, or the first and the third)."""
    found = []
    for point in entry.maps("points"):
        point.extra(("pixel", "at"))
        pixel, position = _pair(point, "pixel"), _pair(point, "at")
        if pixel and position and _on_earth(position, point.at("at")):
            found.append(GroundPoint(pixel, position))
    corners = entry.get("corners")
    if found or not isinstance(corners, list):
        return tuple(found)
    pixels = corner_pixels(len(corners), width, height)
    for index, (corner, pixel) in enumerate(zip(corners, pixels, strict=False)):
        position = _numbers(corner)
        if position is None:
            entry.at("corners", index).error(
                Words("this is not a position"), found=corner, hint=Words("Write [lon, lat], in degrees.")
            )
        elif _on_earth(position, entry.at("corners", index)):
            found.append(GroundPoint(pixel, position))
    return tuple(found)


def corner_pixels(count: int, width: int, height: int) -> list[tuple[float, float]]:
    """Return the pixels of two corners (the first and the third), or of all four."""
    shares = (_CORNERS[0], _CORNERS[2]) if count == 2 else _CORNERS
    return [(x * width, y * height) for x, y in shares]


def _pair(point: Mapped, key: str) -> tuple[float, float] | None:
    numbers = _numbers(point.get(key))
    if numbers is None:
        point.at(key).error(
            Words("two numbers are expected here"),
            found=point.get(key),
            hint=Words("Write `{key}: [1, 2]`.", key=key),
        )
    return numbers


def _numbers(value: object) -> tuple[float, float] | None:
    words = value if isinstance(value, list) else []
    found = [plain_number(word) for word in words if isinstance(word, str)]
    if len(words) != 2 or len(found) != 2 or found[0] is None or found[1] is None:
        return None
    return (found[0], found[1])


def _on_earth(position: tuple[float, float], where: Where) -> bool:
    lon, lat = position
    if abs(lat) <= 90 and abs(lon) <= 360:
        return True
    where.error(
        Words("lat and lon look swapped") if abs(lon) <= 90 else Words("the position is not on Earth"),
        found=position,
        hint=Words("Write [lon, lat], in degrees."),
    )
    return False
