"""The picture that stands for a story or a chapter where a link to it is shown, drawn from local data."""

from collections.abc import Mapping
from typing import Any

from storymap.render.picture import draw_map
from storymap.render.raster import draw_png

CARD = (1200, 630)
"""Width and height in pixels, as Open Graph and Twitter want them."""

SMALLER = ((600, 315), (300, 158))
"""Further sizes, for consumers that say how much room they have."""

CARD_SIZES = (CARD, *SMALLER)

_READABLE = SMALLER[0]
"""People see a card about as wide as this, however many pixels it has: its letters must be that large."""


def draw_card(document: Mapping[str, Any], chapter: str = "", size: tuple[int, int] = CARD) -> bytes:
    """Return the card of a chapter, or of the story when `chapter` is "" or unknown, as PNG."""
    found = next((item for item in document["chapters"] if item["id"] == chapter), None)
    return draw_png(draw_map(dict(document), found, size=min(size, _READABLE)), width=size[0])


def card_within(max_width: int | None, max_height: int | None) -> tuple[int, int] | None:
    """Return the largest card that fits into a room in pixels (None: any), or None when none does."""
    for width, height in CARD_SIZES:
        if width <= (max_width or width) and height <= (max_height or height):
            return width, height
    return None
