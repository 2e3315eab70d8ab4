"""What keeps a large set of events from being cut into tiles, in words for its author."""

from storymap.problems import StorymapError


class EventSetFault(StorymapError):
    """The event set can't be read or written; nothing that was there before is changed."""
