"""A built site goes to where readers find it: a folder, or an object store."""

from storymap.publish.difference import Difference, difference
from storymap.publish.place import Place, PublishRefused, open_place
from storymap.publish.transfer import finish_earlier, transfer

__all__ = ["Difference", "Place", "PublishRefused", "difference", "finish_earlier", "open_place", "transfer"]
