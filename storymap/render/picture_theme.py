"""The colours of drawn maps: paper and ink by day, a real night map by night."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """Colours as `#rrggbb`; `shore` is the shallow water drawn along coasts."""

    land: str
    water: str
    shore: str
    border: str
    river: str
    label: str
    ink: str


THEMES = {
    "light": Theme("#f4f0e6", "#d5dfe4", "#c6d3da", "#b9b1a3", "#c3d0d7", "#6d675d", "#23201c"),
    "dark": Theme("#23272b", "#14181c", "#1b2025", "#4a4f55", "#171c21", "#9aa0a6", "#ece7dd"),
}
ACCENT = {"light": "#8c2f2b", "dark": "#e5958c"}
