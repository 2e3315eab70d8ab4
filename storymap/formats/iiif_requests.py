"""What a IIIF service is asked for to have a part of its picture: one answer where it can be, else tiles.

A service of level 0 has only the sizes and tiles that its info.json lists; the forms of their addresses are
those of the specification's appendix (https://iiif.io/api/image/3.0/implementation/#3-tile-region-parameter-calculation).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from storymap.formats.fetching import FetchError
from storymap.formats.iiif_info import ImageInfo, TileGrid

MOST_REQUESTS = 2000

Box = tuple[int, int, int, int]
"""Left, top, width and height, in pixels."""


@dataclass(frozen=True)
class Answer:
    """One request: the ways to write it, the usual one first, and its place in the reduced picture."""

    forms: tuple[str, ...]
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Plan:
    """Requests whose answers make up a canvas of `size`; the wanted part is `box` of it, in pixels.

    The part is `across` × `down` pixels in the end. `exact` says that the one answer is already the part.
    """

    answers: tuple[Answer, ...]
    size: tuple[int, int]
    box: tuple[float, float, float, float]
    across: int
    down: int
    exact: bool = False


def plan(info: ImageInfo, part: Box, longest: int) -> Plan:
    """Return how to have a part of a picture, its longer side of `longest` pixels or as many as there are.

    Raises
    ------
    FetchError
        It would take more than `MOST_REQUESTS` tiles.
    """
    share = min(1.0, longest / max(part[2:]))
    if info.any_part:
        allowed = min(share, _allowed(info, part))
        if allowed >= share or not info.tiles:
            return _at_once(info, part, allowed)
    whole = _listed(info, part, share)
    grid = _finest(info)
    if grid and (whole is None or whole.across < round(part[2] * share)):
        tiled = _tiled(info, grid, part, share)
        if whole is None or tiled.across > whole.across:
            return tiled
    return whole or _full(info, part, share)


def _allowed(info: ImageInfo, part: Box) -> float:
    """Return the largest share of a part's size that the service's limits let through."""
    _, _, wide, high = part
    pixels = math.sqrt(info.most_pixels / (wide * high))
    return min(1.0, info.most_width / wide, info.most_height / high, pixels)


def _at_once(info: ImageInfo, part: Box, share: float) -> Plan:
    # rounded down, so that the height, which the service reckons, stays within its limits
    across = max(1, math.floor(part[2] * share + 1e-9) if share < 1 else part[2])
    down = max(1, round(part[3] * across / part[2]))
    region = _region(info, part)
    forms = (f"{region}/{across},", f"{region}/{across},{down}")
    box = (0, 0, across, down)
    return Plan((Answer(forms, *box),), (across, down), box, across, down, exact=True)


def _listed(info: ImageInfo, part: Box, share: float) -> Plan | None:
    """Return the smallest listed size that is fine enough, else the largest."""
    if not info.sizes:
        return None
    enough = [size for size in info.sizes if size[0] >= info.width * share]
    return _reduced(info, part, share, *(min(enough) if enough else max(info.sizes)))


def _full(info: ImageInfo, part: Box, share: float) -> Plan:
    """Return the request that every service answers: all of the picture, as large as it gives it."""
    return _reduced(info, part, share, info.width, info.height)


def _reduced(info: ImageInfo, part: Box, share: float, width: int, height: int) -> Plan:
    """Return the whole picture in one size, and the part of it."""
    sizes = _sizes(info, width, height)
    if (width, height) == (info.width, info.height):
        sizes = ["max", *sizes] if info.version == 3 else ["full", "max", *sizes]
    answer = Answer(tuple(f"full/{size}" for size in sizes), 0, 0, width, height)
    return _cut(info, part, share, (answer,), (width, height), (0, 0))


def _finest(info: ImageInfo) -> TileGrid | None:
    return max(info.tiles, key=lambda grid: (-grid.factors[0], grid.width), default=None)


def _tiled(info: ImageInfo, grid: TileGrid, part: Box, share: float) -> Plan:
    """Return the tiles that lie under a part, at the coarsest reduction that is fine enough."""
    fine = [factor for factor in grid.factors if 1 / factor >= share]
    factor = max(fine) if fine else grid.factors[0]
    x, y, wide, high = part
    step_x, step_y = grid.width * factor, grid.height * factor
    columns, rows = range(x // step_x, -(-(x + wide) // step_x)), range(y // step_y, -(-(y + high) // step_y))
    count = len(columns) * len(rows)  # before any is made: a service may name millions
    if count > MOST_REQUESTS:
        raise FetchError(f"{info.service} would be asked for {count:,} tiles; try a smaller --size.")
    origin = (columns[0] * grid.width, rows[0] * grid.height)
    answers = tuple(_tiles(info, grid, factor, columns, rows, origin))
    size = (max(one.left + one.width for one in answers), max(one.top + one.height for one in answers))
    return _cut(info, part, share, answers, size, (columns[0] * step_x, rows[0] * step_y), 1 / factor)


def _tiles(
    info: ImageInfo, grid: TileGrid, factor: int, columns: range, rows: range, origin: tuple[int, int]
) -> Iterator[Answer]:
    for row in rows:
        for column in columns:
            left, top = column * grid.width * factor, row * grid.height * factor
            wide = min(grid.width * factor, info.width - left)
            high = min(grid.height * factor, info.height - top)
            across, down = -(-wide // factor), -(-high // factor)
            region = _region(info, (left, top, wide, high))
            sizes = _sizes(info, across, down)
            if factor == 1:
                sizes = ["max", *sizes] if info.version == 3 and region == "full" else [*sizes, "full", "max"]
            forms = tuple(f"{region}/{size}" for size in sizes)
            yield Answer(forms, column * grid.width - origin[0], row * grid.height - origin[1], across, down)


def _sizes(info: ImageInfo, width: int, height: int) -> list[str]:
    """Return the forms of a size: the usual one of the version first, since files on a disk have just one."""
    forms = [f"{width},{height}", f"{width},"]
    return forms if info.version == 3 else forms[::-1]


def _region(info: ImageInfo, part: Box) -> str:
    return "full" if part == (0, 0, info.width, info.height) else ",".join(map(str, part))


def _cut(
    info: ImageInfo, part: Box, share: float, answers: tuple[Answer, ...], size: tuple[int, int],
    start: tuple[int, int], scale: float = 0,
) -> Plan:  # fmt: skip
    """Return the plan that cuts a part out of a reduced picture, which begins at `start` of the whole one."""
    scales = (scale, scale) if scale else (size[0] / info.width, size[1] / info.height)
    x, y, wide, high = part
    left, top = round((x - start[0]) * scales[0], 6), round((y - start[1]) * scales[1], 6)
    right = min(size[0], round(left + wide * scales[0], 6))
    bottom = min(size[1], round(top + high * scales[1], 6))
    there = min(share, min(1.0, max(scales)))
    across, down = max(1, round(wide * there)), max(1, round(high * there))
    exact = len(answers) == 1 and (left, top, right, bottom) == (0, 0, *size) and (across, down) == size
    return Plan(answers, size, (left, top, right, bottom), across, down, exact)
