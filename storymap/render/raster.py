"""A drawn map becomes a PNG, for cards, feeds, mail and articles that show no SVG."""

import re
from functools import lru_cache
from pathlib import Path

import fontpkg_noto_sans
import resvg_py

FAMILY = "Noto Sans"
# What the font that comes along draws: Latin with all Vietnamese letters, Greek, Cyrillic, punctuation.
_COVERED = re.compile("[\t\n\r -~\u00a0-\u052f\u1d00-\u1fff\u2000-\u206f\u20a0-\u20bf\u2100-\u218f]*")


def draw_png(svg: str, width: int | None = None) -> bytes:
    """Return the PNG of an SVG that `draw_map` or `draw_view` made, in its own size or as wide as `width`.

    The same text gives the same bytes on every machine, since letters come from the font package Noto Sans.
    Scripts that it doesn't have, such as Arabic and Han, are drawn with the fonts of this machine.
    """
    own_fonts = _COVERED.fullmatch(svg) is not None
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=own_fonts,
        font_dirs=[str(_fonts())],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )


@lru_cache(maxsize=1)
def _fonts() -> Path:
    return Path(fontpkg_noto_sans.__file__).parent / "files"
