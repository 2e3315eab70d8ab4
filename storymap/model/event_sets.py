"""Large sets of events that stay in files of their own and are drawn from tiles."""

import re
from dataclasses import dataclass, field
from datetime import date

from storymap.model.text import Text

Counts = tuple[tuple[str, int], ...]
"""How many rows there are by word."""

_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class Tally:
    """Rows counted: in all, and by place (the largest first, and only those), category and year."""

    rows: int
    places: Counts = ()
    more_places: int = 0
    no_place: int = 0
    categories: Counts = ()
    years: Counts = ()


@dataclass(frozen=True)
class CutSet:
    """What the summary of a set says whose tiles are there.

    `rows` are those of the table, `tally` counts those that are drawn, `bad` those left out, by reason.
    `bounds` are `(west, south, east, north)`, and `bytes` those of the archive.
    `made_from` is a fingerprint of the data, "" when it isn't known; `archive` is where
    the tiles are on this disk.
    """

    rows: int
    tally: Tally
    bad: Counts = ()
    undated: int = 0
    year_only: int = 0
    first_month: str = ""
    last_month: str = ""
    bounds: tuple[float, float, float, float] | None = None
    bytes: int = 0
    made_from: str = ""
    archive: str = ""


@dataclass(frozen=True)
class EventSet:
    """A table of many events; a row is an event with a position, a date and a category.

    `data` is a file, a folder or a pattern inside the story's folder, or an address that fsspec knows.
    `lon`, `lat`, `when`, `category` and `site` name columns; `lon` and `lat` are empty where the file has
    geometries. `areas` is a file of polygons inside the story's folder, `area_id` the property that names
    each; without it the areas of sites are taken. `columns` are the attributes that readers see. `cut` is
    None until the tiles are there.
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
    cut: CutSet | None = field(default=None, compare=False)


@dataclass(frozen=True)
class EventSetState:
    """How a chapter shows an event set: the whole state, never a difference to the chapter before.

    `start` and `end` are years, months or dates as the author wrote them, "" for the set's own; no
    `categories` means all. `tally` counts what is shown; None where the tiles aren't there.
    """

    id: str
    start: str = ""
    end: str = ""
    categories: tuple[str, ...] = ()
    tally: Tally | None = field(default=None, compare=False)

    @property
    def first_month(self) -> str:
        """The first month that is shown, such as `1968-01`, or ""."""
        return month_of(self.start, "01")

    @property
    def last_month(self) -> str:
        """The last month that is shown, or ""."""
        return month_of(self.end, "12")

    @property
    def filtered(self) -> bool:
        """Whether the chapter shows only a part of the set."""
        return bool(self.start or self.end or self.categories)


def month_of(text: str, of_a_year: str) -> str:
    """Return the month that a year, a month or a date lies in, "" for anything else."""
    found = _MONTH.fullmatch(text)
    if not found:
        return ""
    month = found[2] or of_a_year
    try:
        date(int(found[1]), int(month), int(found[3] or 1))
    except ValueError:
        return ""
    return f"{found[1]}-{month}"
