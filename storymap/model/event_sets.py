"""Large sets of events that stay in files of their own and are drawn from tiles."""

from dataclasses import dataclass

from storymap.model.text import Text


@dataclass(frozen=True)
class EventSet:
    """A table of many events; a row is an event with a position, a date and a category.

    `data` is a file, a folder or a pattern inside the story's folder, or an address that fsspec knows.
    `lon`, `lat`, `when`, `category` and `site` name columns; `lon` and `lat` are empty where the file has
    geometries. `areas` is a file of polygons inside the story's folder, `area_id` the property that names
    each; without it the areas of sites are taken. `columns` are the attributes that readers see.
    """

    id: str
    title: Text
    data: str
    lon: str = ""
    lat: str = ""
    when: str = ""
    category: str = ""
    site: str = ""
    areas: str = ""
    area_id: str = ""
    columns: tuple[str, ...] = ()
    note: Text = Text()
