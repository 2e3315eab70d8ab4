"""Pictures of a IIIF Image API (2 and 3): asked once, by an author's command, in a size that fits a page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from storymap.formats.fetching import FetchError, NotServed, Told, fetch, untold
from storymap.formats.iiif_info import ImageInfo, read_info
from storymap.formats.iiif_requests import Answer, Box, Plan, plan
from storymap.formats.pictures import file_name

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 300_000_000
AT_ONCE = 4
"""Requests that a service is asked at the same time: quick enough, and still polite."""
_WEBP_SIDE = 16_383
_CORNERS = 4

Corner = tuple[float, float]


@dataclass(frozen=True)
class Fetched:
    """A part of a picture: `data` as a file, its size in pixels, and the part `(x, y, w, h)` of the whole.

    `answers` is how many requests it took, `clipped` whether what lies outside the mask is clear.
    """

    data: bytes
    width: int
    height: int
    part: Box
    answers: int = 1
    clipped: bool = False

    @property
    def name(self) -> str:
        """The file's name in media/."""
        return file_name(self.data)


def fetch_info(service: str, trusted: str = "") -> ImageInfo:
    """Return what a service says of its picture.

    Raises
    ------
    FetchError
        The service can't be reached, or isn't one.
    """
    return read_info(service, fetch(f"{service}/info.json", trusted))


def fetch_picture(
    info: ImageInfo, box: Box | None, longest: int, *, mask: Sequence[Corner] = (), trusted: str = "",
    told: Told = untold,
) -> Fetched:  # fmt: skip
    """Return a part of a service's picture, its longer side no longer than `longest` pixels.

    Bytes are kept as they were sent where one answer is the whole part; else they are put together. What lies
    outside of `mask`, corners in pixels of the whole picture, becomes clear; a mask that is the part is none.

    Raises
    ------
    FetchError
        The service can't be reached, or sends no picture.
    """
    x, y, wide, high = box or (0, 0, info.width, info.height)
    part = (x, y, min(wide, info.width - x), min(high, info.height - y))
    if part[2] <= 0 or part[3] <= 0:
        raise FetchError("The annotation's map lies outside its picture.")
    try:
        return _fetched(info, part, longest, mask, trusted, told)
    except NotServed:
        if not info.any_part or not info.tiles:
            raise
        # a service may have limits that it doesn't tell; tiles are what it must serve
        return _fetched(replace(info, any_part=False), part, longest, mask, trusted, told)


def _fetched(
    info: ImageInfo, part: Box, longest: int, mask: Sequence[Corner], trusted: str, told: Told
) -> Fetched:
    wanted = plan(info, part, longest)
    across, down = wanted.size
    if across * down > MOST_PIXELS:
        raise FetchError(f"{info.service} would send {across:,} × {down:,} pixels; try a smaller --size.")
    clip = not _is_box(mask, part)
    if wanted.exact and not clip:
        data = _asked(info, wanted.answers[0], trusted, told)
        return Fetched(data, *_opened(info, data).size, part)
    made = _assembled(info, wanted, trusted, told)
    made = _clipped(made, mask, part) if clip else made
    return Fetched(_written(made), *made.size, part, len(wanted.answers), clip)


def _asked(info: ImageInfo, answer: Answer, trusted: str, told: Told = untold) -> bytes:
    """Return the first form of a request that the service answers."""
    refused: NotServed | None = None
    for form in answer.forms:
        try:
            return fetch(f"{info.service}/{form}/0/default.jpg", trusted, told)
        except NotServed as fault:
            refused = refused or fault
    raise refused or FetchError(f"{info.service} can't be asked for a picture.")


def _opened(info: ImageInfo, data: bytes) -> Image:
    """Return a picture that is whole; the bytes may be anything."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            return picture.convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise FetchError(f"{info.service} sent no picture that can be read.") from None


def _assembled(info: ImageInfo, wanted: Plan, trusted: str, told: Told) -> Image:
    """Return the wanted part, put together from all answers and brought to its size."""
    from PIL import Image

    if len(wanted.answers) == 1:
        return _brought(_opened(info, _asked(info, wanted.answers[0], trusted, told)), wanted)
    canvas = Image.new("RGB", wanted.size, "white")
    for answer, data in _all(info, wanted.answers, trusted, told):
        tile = _opened(info, data)
        if abs(tile.width - answer.width) > 1 or abs(tile.height - answer.height) > 1:
            raise FetchError(
                f"{info.service} sent a tile of {tile.width} × {tile.height} pixels, not of "
                f"{answer.width} × {answer.height} as its info.json says."
            )
        canvas.paste(tile, (answer.left, answer.top))
    return _brought(canvas, wanted)


def _brought(canvas: Image, wanted: Plan) -> Image:
    """Return the wanted part in its size, or as large as the answer is where it was made smaller."""
    from PIL import Image

    across, down = canvas.width / wanted.size[0], canvas.height / wanted.size[1]
    left, top, right, bottom = wanted.box
    box = (left * across, top * down, min(canvas.width, right * across), min(canvas.height, bottom * down))
    there = (max(1, round(box[2] - box[0])), max(1, round(box[3] - box[1])))
    size = (min(wanted.across, there[0]), min(wanted.down, there[1]))
    if canvas.size == size and box == (0.0, 0.0, float(size[0]), float(size[1])):
        return canvas
    return canvas.resize(size, Image.Resampling.LANCZOS, box=box)


def _all(
    info: ImageInfo, answers: Sequence[Answer], trusted: str, told: Told
) -> Iterator[tuple[Answer, bytes]]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = [pool.submit(_asked, info, answer, trusted) for answer in answers]
        try:
            for number, (answer, one) in enumerate(zip(answers, waiting, strict=True), 1):
                yield answer, one.result()
                told(number / len(answers))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _is_box(mask: Sequence[Corner], part: Box) -> bool:
    """Whether a mask leaves nothing of a part out; pixels that it cuts in half count as inside."""
    if not mask:
        return True
    x, y, wide, high = part
    corners = [(round(px), round(py)) for px, py in mask]
    corners = corners[:-1] if corners[0] == corners[-1] else corners
    edges = {(across, down) for across in (x, x + wide) for down in (y, y + high)}
    return len(corners) == _CORNERS and all(
        any(abs(px - across) <= 1 and abs(py - down) <= 1 for px, py in corners) for across, down in edges
    )


def _clipped(picture: Image, mask: Sequence[Corner], part: Box) -> Image:
    """Return a picture that is clear outside of a mask."""
    from PIL import Image, ImageDraw

    x, y, wide, high = part
    across, down = picture.width / wide, picture.height / high
    alpha = Image.new("L", picture.size, 0)
    ImageDraw.Draw(alpha).polygon([((px - x) * across, (py - y) * down) for px, py in mask], fill=255)
    picture.putalpha(alpha)
    return picture


def _written(picture: Image) -> bytes:
    """Return a picture as a file: JPEG, or what can be clear."""
    made = io.BytesIO()
    if picture.mode == "RGB":
        picture.save(made, "JPEG", quality=92, subsampling=0, optimize=True)
    elif max(picture.size) <= _WEBP_SIDE:
        picture.save(made, "WEBP", quality=90, method=4, exact=False)
    else:
        picture.save(made, "PNG", optimize=True)
    return made.getvalue()
