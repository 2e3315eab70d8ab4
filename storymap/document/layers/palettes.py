"""Ramps of colours that people with any colour vision tell apart, from ColorBrewer by way of branca."""

import re

SEQUENTIAL = (
    "YlGnBu", "Blues", "BuGn", "BuPu", "GnBu", "Greens", "Greys", "Oranges", "OrRd", "PuBu", "PuBuGn", "PuRd",
    "Purples", "RdPu", "Reds", "YlGn", "YlOrBr", "YlOrRd",
)  # fmt: skip
DIVERGING = ("PuOr", "BrBG", "PRGn", "PiYG", "RdBu", "RdYlBu")
"""The schemes that colorbrewer2.org calls safe for colour-blind people; Spectral and RdYlGn are not."""

DEFAULT = SEQUENTIAL[0]
MOST = 9


def known(name: str) -> str | None:
    """Return a ramp's name as ColorBrewer writes it, or None when there is no safe ramp of this name."""
    wanted = re.sub(r"[^a-z]", "", name.casefold())
    return next((ramp for ramp in (*SEQUENTIAL, *DIVERGING) if ramp.casefold() == wanted), None)


def ramp(name: str, count: int) -> list[str]:
    """Return `count` colours (1 to 9) of a ramp as `#rrggbb`, from the lowest class to the highest.

    A sequential ramp begins with its second colour, since the first can't be told from paper.
    """
    from branca.utilities import color_brewer

    chosen = known(name) or DEFAULT
    count = min(max(count, 1), MOST)
    if chosen in DIVERGING:
        full = [str(colour).lower() for colour in color_brewer(chosen, max(count, 3))]
        return {1: full[:1], 2: [full[0], full[-1]]}.get(count, full)
    full = [str(colour).lower() for colour in color_brewer(chosen, min(max(count + 1, 3), MOST))]
    return full[-count:]
