"""The three roles, in their order, and which of them somebody has in a story."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import total_ordering

EVERY_STORY = "*"
"""Stands for all stories of the library, those to come included."""


@total_ordering
class Role(Enum):
    """What somebody may do with a story; a greater role holds the smaller ones."""

    VIEWER = "viewer"
    """Sees drafts, previews and the history."""
    EDITOR = "editor"
    """Changes the story and publishes it."""
    OWNER = "owner"
    """Manages roles and links, and deletes the story."""

    def __lt__(self, other: Role) -> bool:
        """Whether this role may do less than the other."""
        order = list(Role)
        return order.index(self) < order.index(other)


def role_for(roles: Mapping[str, Role], story: str) -> Role | None:
    """Return the greater of the roles for this story and for every story, None when there is neither."""
    held = [roles[key] for key in (story, EVERY_STORY) if key in roles]
    return max(held) if held else None
