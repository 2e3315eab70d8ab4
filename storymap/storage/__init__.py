"""Story folders on disk: reading them into the model, listing them, making new ones."""

from storymap.storage.atomic import write_atomically
from storymap.storage.fingerprint import fingerprint
from storymap.storage.library import is_story, list_stories
from storymap.storage.load import Loaded, load
from storymap.storage.new import new_story, shipped_slugs

__all__ = [
    "Loaded",
    "fingerprint",
    "is_story",
    "list_stories",
    "load",
    "new_story",
    "shipped_slugs",
    "write_atomically",
]
