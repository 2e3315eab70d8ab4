"""Where the package's own folders are, in a checkout and in an installed wheel."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    """Return the folder `name` inside the package (wheel) or beside it (checkout)."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def templates_dir() -> Path:
    """Return the folder of the page templates."""
    return _folder("templates")


def geodata_dir() -> Path:
    """Return the folder of the shipped gazetteer, basemap and stories."""
    return _folder("geodata")


def shipped_stories_dir() -> Path:
    """Return the story library that comes with the package."""
    return geodata_dir() / "stories"


def static_dir() -> Path:
    """Return the folder that the browser build writes."""
    return _PACKAGE / "static"


def locales_dir() -> Path:
    """Return the folder of the gettext catalogues."""
    return _PACKAGE / "locales"


def schema_file() -> Path:
    """Return the JSON Schema of the player document, version 1."""
    return _PACKAGE / "document" / "schema.json"


def drawings_folder() -> Path:
    """Return the folder of the maps that were drawn last, for sites in new folders."""
    return cache_folder() / "drawings"


def cache_folder() -> Path:
    """Return the folder for what may be deleted: STORYMAP_CACHE, or the user's cache folder (XDG)."""
    if given := os.environ.get("STORYMAP_CACHE"):
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "storymap"
