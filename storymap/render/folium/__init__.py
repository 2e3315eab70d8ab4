"""The notebook's face of a story: a folium map with chapters, which saves itself as one file."""

from storymap.render.folium.accessor import StoryAccessor
from storymap.render.folium.chapter import NotebookChapter
from storymap.render.folium.plain import plain
from storymap.render.folium.story_map import StoryMap

__all__ = ["NotebookChapter", "StoryAccessor", "StoryMap", "plain"]
