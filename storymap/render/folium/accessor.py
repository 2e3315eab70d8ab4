"""`frame.storymap`: a table of places becomes a story by itself, one chapter for each value of a column."""

from __future__ import annotations

from typing import Any

import pandas as pd

from storymap.render.folium.frames import with_ids
from storymap.render.folium.story_map import StoryMap


@pd.api.extensions.register_dataframe_accessor("storymap")
class StoryAccessor:
    """What tables of pandas and geopandas can do once `storymap.StoryMap` has been imported.

    Examples
    --------
    >>> towns.storymap.chapter_per("year", title="Towns by year").save("towns.html")
    """

    def __init__(self, table: Any) -> None:
        self._table = table

    def chapter_per(self, column: str, *, title: str = "A story", text: str = "", **fields: Any) -> StoryMap:
        """Return a story whose sites are the rows, with a chapter for each value of a column, in order.

        Parameters
        ----------
        column
            The column; rows without a value are in no chapter.
        title, fields
            As in `StoryMap`.
        text
            What every chapter tells, in Markdown.

        Raises
        ------
        KeyError
            The table has no such column.

        Examples
        --------
        >>> towns.storymap.chapter_per("year")
        """
        rows = with_ids(self._table)
        story = StoryMap(sites=rows, title=title, **fields)
        for value, chosen in rows.groupby(column, sort=True):
            whole = isinstance(value, float) and value.is_integer()
            story.chapter(str(int(value) if whole else value), text, sites=chosen)
        return story
