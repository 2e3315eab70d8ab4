"""The colours of drawn maps: those of the player's style sheet, under the same names."""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["light", "dark"]
Style = Literal["calm", "muted", "print"]


@dataclass(frozen=True)
class Theme:
    """Colours as `#rrggbb`; `shore` is the shallow water drawn along coasts."""

    land: str
    water: str
    shore: str
    border: str
    region: str
    river: str
    label: str
    ink: str


_PAPER, _NIGHT = "#23201c", "#ece7dd"
_THEMES = {
    ("calm", "light"): Theme(
        "#f4f0e6", "#d3dee3", "#c6d3da", "#b9b1a3", "#dcd5c6", "#bccdd4", "#6d675d", _PAPER),
    ("calm", "dark"): Theme(
        "#24282d", "#13171b", "#1b2025", "#4d545c", "#363a3f", "#1b242b", "#9ba1a7", _NIGHT),
    ("muted", "light"): Theme(
        "#fafaf8", "#e6ebed", "#dde4e7", "#d2cec6", "#e6e3dd", "#dee6e9", "#77716a", _PAPER),
    ("muted", "dark"): Theme(
        "#212529", "#15181b", "#1a1e21", "#34393e", "#292d31", "#191d21", "#8b9196", _NIGHT),
    ("print", "light"): Theme(
        "#ffffff", "#e4e4e4", "#b4b4b4", "#333333", "#8c8c8c", "#9a9a9a", "#333333", "#000000"),
}  # fmt: skip
ACCENT = {"light": "#8c2f2b", "dark": "#e5958c"}


def mode_of(style: str, theme: Mode) -> Mode:
    """Return the light in which a style is drawn: what is made for paper is always light."""
    return theme if (style, theme) in _THEMES else "light"


def theme_of(style: str, theme: Mode) -> Theme:
    """Return the colours of a style by day or by night; an unknown style is the calm one.

    Examples
    --------
    >>> theme_of("print", "dark").land
    '#ffffff'
    """
    known = style if (style, "light") in _THEMES else "calm"
    return _THEMES[(known, mode_of(known, theme))]
