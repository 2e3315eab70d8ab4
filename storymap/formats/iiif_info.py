"""The info.json of a IIIF Image API 2 or 3: how large a picture is, and what its service can be asked for.

https://iiif.io/api/image/3.0/#5-image-information and https://iiif.io/api/image/2.1/#image-information
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storymap.formats.fetching import FetchError

_LEVEL = re.compile(r"level([012])")
_LARGEST_SIDE = 1_000_000


@dataclass(frozen=True)
class TileGrid:
    """Tiles of `width` × `height` pixels at each of the reductions `factors`, such as 1, 2, 4."""

    width: int
    height: int
    factors: tuple[int, ...]


@dataclass(frozen=True)
class ImageInfo:
    """A picture of a service: its size, and what can be asked for.

    `any_part` says whether any part in any size is served (level 1 or 2), else only what `sizes` and `tiles`
    list. No answer is wider, higher or has more pixels than `most_width`, `most_height` and `most_pixels`.
    `credit` is what the service wants to be said with it, or the address of its licence.
    """

    service: str
    version: int
    width: int
    height: int
    any_part: bool
    sizes: tuple[tuple[int, int], ...] = ()
    tiles: tuple[TileGrid, ...] = ()
    most_width: float = math.inf
    most_height: float = math.inf
    most_pixels: float = math.inf
    credit: str = ""


def is_image_info(value: object) -> bool:
    """Whether a JSON value is an info.json, not an annotation."""
    if not isinstance(value, dict):
        return False
    kind = str(value.get("type") or value.get("@type") or "")
    named = "iiif.io/api/image" in f"{value.get('protocol')} {value.get('@context')}"
    return kind.startswith("ImageService") or (named and "width" in value and "height" in value)


def read_info(service: str, data: bytes) -> ImageInfo:
    """Return what a service says of its picture; `service` is its address, "" for the one that it names.

    Raises
    ------
    FetchError
        It is no info.json of a picture.
    """
    try:
        value: Any = json.loads(data)
        width, height = int(value["width"]), int(value["height"])
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        raise FetchError(f"{service or 'This'} is no IIIF image: its info.json names no size.") from None
    if not 0 < width <= _LARGEST_SIDE or not 0 < height <= _LARGEST_SIDE:
        raise FetchError(f"{service or 'This'} is no IIIF image of a size that can be: {width} × {height}.")
    service = (service or str(value.get("id") or value.get("@id") or "")).rstrip("/")
    if not service.startswith(("http://", "https://")):
        raise FetchError("The info.json names no address (`id`) that its picture could be asked from.")
    version = 3 if "image/3" in str(value.get("@context")) or "ImageService3" in str(value.get("type")) else 2
    profile = value.get("profile")
    profiles = profile if isinstance(profile, list) else [profile]
    more: list[Mapping[str, Any]] = [one for one in [value, *profiles] if isinstance(one, dict)]
    level = next((int(found[1]) for one in profiles if (found := _LEVEL.search(str(one)))), 2)
    extra = [_list(one.get(key)) for one in more for key in ("extraFeatures", "supports")]
    features = {str(name) for names in extra for name in names}
    wide, high, many = (_most(more, key) for key in ("maxWidth", "maxHeight", "maxArea"))
    return ImageInfo(
        service, version, width, height,
        any_part=level >= 1 or {"regionByPx", "sizeByW"} <= features,
        sizes=tuple(size for one in _list(value.get("sizes")) if (size := _size(one))),
        tiles=tuple(grid for one in _list(value.get("tiles")) if (grid := _grid(one))),
        most_width=wide, most_height=wide if math.isinf(high) else high, most_pixels=many,
        credit=_credit(value.get("attribution")) or _credit(value.get("rights") or value.get("license")),
    )  # fmt: skip


def _credit(value: object) -> str:
    """Return plain words; those in HTML or in several languages are left to the author."""
    return value.strip()[:300] if isinstance(value, str) and "<" not in value else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _whole(value: object) -> int:
    """Return a whole number from 1 on, 0 for anything else."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return int(str(value)) if whole and 0 < int(str(value)) <= _LARGEST_SIDE else 0


def _most(places: list[Mapping[str, Any]], key: str) -> float:
    found = [value for one in places if isinstance(value := one.get(key), int) and value > 0]
    return float(min(found)) if found else math.inf


def _size(value: object) -> tuple[int, int] | None:
    entry = value if isinstance(value, dict) else {}
    width, height = _whole(entry.get("width")), _whole(entry.get("height"))
    return (width, height) if width and height else None


def _grid(value: object) -> TileGrid | None:
    entry = value if isinstance(value, dict) else {}
    width = _whole(entry.get("width"))
    factors = tuple(sorted({factor for one in _list(entry.get("scaleFactors")) if (factor := _whole(one))}))
    return TileGrid(width, _whole(entry.get("height")) or width, factors) if width and factors else None
