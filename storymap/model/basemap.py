"""What lies under a story, as its author chose it."""

from dataclasses import dataclass

STYLES = ("calm", "muted", "print")


@dataclass(frozen=True)
class Basemap:
    """The ground of a story's map; without anything chosen it is the shipped offline map.

    `style` is one of `STYLES`; `relief` shades the hills; `tiles` names live tiles as xyzservices lists them,
    or is `offline`; `pmtiles` is a finer archive of vector tiles: a file inside the story's folder, or an
    https address.
    """

    style: str = "calm"
    relief: bool = False
    tiles: str = "offline"
    pmtiles: str = ""
