"""The story's accent, in a light and a dark form that can be read on paper and at night."""

import re

PAPER = "#faf7f0"
NIGHT = "#17191c"
ACCENT = "#8c1c13"
ACCENT_DARK = "#e58a7b"
READABLE = 4.5
"""The least contrast of text (WCAG 2.2, success criterion 1.4.3)."""

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def normal(colour: str) -> str | None:
    """Return a colour as `#rrggbb`, or None when it isn't written as `#rgb` or `#rrggbb`."""
    text = colour.strip().lower()
    if not _HEX.fullmatch(text):
        return None
    return text if len(text) == 7 else "#" + "".join(2 * digit for digit in text[1:])


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2, definition of relative luminance)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def accents(accent: str, accent_dark: str) -> tuple[str, str]:
    """Return the accents of light and dark mode; what can't be read is replaced.

    Without a dark accent the light one is mixed with white until it can be read at night.
    """
    light = _readable(accent, PAPER)
    dark = _readable(accent_dark, NIGHT)
    if dark is None:
        dark = ACCENT_DARK if light is None or light == ACCENT else _lightened(light)
    return light or ACCENT, dark


def _readable(colour: str, paper: str) -> str | None:
    found = normal(colour)
    return found if found and contrast(found, paper) >= READABLE else None


def _lightened(colour: str) -> str:
    """Return the colour with just as much white as dark mode needs."""
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    mixes = ("#" + "".join(f"{round(c + (255 - c) * part / 20):02x}" for c in channels) for part in range(21))
    # A little above the limit, since the card's paper is lighter than the night itself.
    return next(mix for mix in mixes if contrast(mix, NIGHT) >= READABLE + 1.5)
