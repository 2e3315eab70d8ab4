"""A chapter as a notebook writes it: a call, or a block whose layers belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storymap.render.folium.story_map import StoryMap


class NotebookChapter:
    """A chapter of a `StoryMap`, which `StoryMap.chapter` makes.

    Examples
    --------
    >>> story = StoryMap(title="Two towns")
    >>> with story.chapter("Towns", "Where they are."):
    ...     folium.CircleMarker([16.46, 107.59]).add_to(story)
    """

    def __init__(self, story: StoryMap, ident: str) -> None:
        self.story = story
        self.id = ident  #: the chapter's id, which is part of its address

    def __enter__(self) -> NotebookChapter:
        """Begin the block: folium layers that are added to the map belong to this chapter."""
        self._before, self.story.open_chapter = self.story.open_chapter, self.id
        return self

    def __exit__(self, *_: object) -> None:
        """End the block."""
        self.story.open_chapter = self._before

    def add(self, layer: Any, name: str | None = None) -> NotebookChapter:
        """Add a layer of folium, a GeoDataFrame, or the id of a layer of the story."""
        self.story.add_layer(self.id, layer, name)
        return self
