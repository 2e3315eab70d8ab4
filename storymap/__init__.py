"""Story maps that move through chapters: sites joined with events, served as Leaflet maps."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storymap.document import build_document
    from storymap.gazetteer import geocode
    from storymap.render.folium import StoryMap
    from storymap.storage import load
    from storymap.tables import join_events
    from storymap.web import create_app

__version__ = "0.1.0"

# Loaded on first use, so that `import storymap` and `storymap --help` stay fast.
_PUBLIC = {
    "StoryMap": "storymap.render.folium",
    "build_document": "storymap.document",
    "create_app": "storymap.web",
    "geocode": "storymap.gazetteer",
    "join_events": "storymap.tables",
    "load": "storymap.storage",
}
__all__ = ["StoryMap", "__version__", "build_document", "create_app", "geocode", "join_events", "load"]


def __getattr__(name: str) -> Any:
    """Import a public name's module when the name is first asked for."""
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'storymap' has no attribute {name!r}")
