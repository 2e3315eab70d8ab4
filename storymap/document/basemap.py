"""What lies under the story: the shipped map, finer tiles over it, or live tiles that the author named."""

from typing import Any
from urllib.parse import urlsplit

from storymap.model import Basemap
from storymap.model.basemap import STYLES
from storymap.words import Words

ENDING = ".pmtiles"
ARCHIVE = f"basemap{ENDING}"
"""The address of a story's own archive, relative to the story."""


class UnknownBasemap(ValueError):
    """The basemap can't be used; the text says why."""


def basemap(ground: Basemap) -> dict[str, Any]:
    """Return the basemap of the document.

    Raises
    ------
    UnknownBasemap
        The style is none of ours, xyzservices doesn't know the tiles' name, they need a key or come without
        encryption, or the archive's address isn't https.
    """
    if ground.style not in STYLES:
        raise UnknownBasemap(Words("there is no such style"))
    shown = {"style": ground.style, "relief": ground.relief}
    if ground.tiles.strip().lower() not in ("", "offline"):
        return {"kind": "tiles", **shown, **live_tiles(ground.tiles)}
    return {"kind": "offline", **shown, "archive": _archive(ground.pmtiles) if ground.pmtiles else None}


def plain(ground: Basemap) -> dict[str, Any]:
    """Return the offline basemap with what can be kept of a choice that can't be used as a whole."""
    style = ground.style if ground.style in STYLES else STYLES[0]
    return basemap(Basemap(style=style, relief=ground.relief))


def live_tiles(name: str) -> dict[str, Any]:
    """Return address, host and credit of tiles by their name in xyzservices, such as `OpenStreetMap.Mapnik`.

    The address keeps `{z}`, `{x}`, `{y}` and, where the provider has sharper tiles, `{r}`.

    Raises
    ------
    UnknownBasemap
        xyzservices doesn't know the name, or the tiles need a key or come without encryption.
    """
    import xyzservices

    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError:
        raise UnknownBasemap(Words("xyzservices knows no tiles of this name")) from None
    if provider.requires_token():
        raise UnknownBasemap(Words("these tiles need a key"))
    url = provider.build_url(x="{x}", y="{y}", z="{z}", scale_factor="{r}")
    host = urlsplit(url).netloc
    if not url.startswith("https://") or not host:
        raise UnknownBasemap(Words("these tiles come without encryption"))
    return {
        "name": provider.name,
        "url": url,
        "host": host,
        "attribution": provider.attribution.replace("(C)", "©"),
        "max_zoom": int(provider.get("max_zoom", 18)),
    }


def _archive(name: str) -> dict[str, Any]:
    """Return where an archive is; `host` is None for a file of the story."""
    if "://" not in name:
        return {"url": ARCHIVE, "host": None}
    parts = urlsplit(name)
    if parts.scheme.lower() != "https" or not parts.hostname or not parts.path.endswith(ENDING):
        raise UnknownBasemap(Words("the archive's address isn't https, or doesn't end with .pmtiles"))
    return {"url": name, "host": parts.netloc}
