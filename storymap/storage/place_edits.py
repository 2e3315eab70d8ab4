"""Found places go into a story: coordinates into rows of sites.csv, new rows, and ids into events.csv."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storymap.problems import Problems, StorymapError
from storymap.storage import events, sites
from storymap.storage.atomic import write_atomically
from storymap.storage.csv_edit import Change, edit_rows
from storymap.storage.csv_file import rows_of
from storymap.storage.csv_header import Columns
from storymap.storage.inside import inside, read_bytes
from storymap.storage.where import Where

_COLUMNS: Mapping[str, Columns] = {sites.FILE: sites.COLUMNS, events.FILE: events.COLUMNS}


class StoryChanged(StorymapError):
    """A file of the story was written by someone else meanwhile."""


@dataclass
class PlaceEdits:
    """Changes by row of sites.csv and events.csv, and rows to add to sites.csv."""

    sites: dict[int, Change] = field(default_factory=dict)
    new_sites: list[Change] = field(default_factory=list)
    events: dict[int, Change] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.sites or self.new_sites or self.events)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files that may be edited, b'' for one that isn't there.

    Raises
    ------
    FileRefused
        A file is there but can't be read.
    """
    return {name: read_bytes(folder, name) if (folder / name).exists() else b"" for name in _COLUMNS}


def write_edits(
    folder: Path, edits: PlaceEdits, before: Mapping[str, bytes], languages: Sequence[str]
) -> list[str]:
    """Write the edits and return the names of the files that changed; every other byte stays.

    In existing sites only empty cells are filled: what an author wrote is never replaced. `before` is the
    `snapshot` from which the story was loaded. Both files are worked out before one is written.

    Raises
    ------
    StoryChanged
        A file is no longer the one that was loaded.
    EditRefused, FileRefused, OSError
        A file can't be changed; nothing was written.
    """
    if snapshot(folder) != before:
        raise StoryChanged("The story was changed by another program meanwhile. Try again.")
    filled = _only_empty(before[sites.FILE], edits.sites, languages)
    wanted: list[tuple[str, Mapping[int, Change], Sequence[Change]]] = [
        (sites.FILE, filled, edits.new_sites),
        (events.FILE, edits.events, ()),
    ]
    results = {
        name: edit_rows(before[name], _COLUMNS[name], languages, changes, added)
        for name, changes, added in wanted
        if changes or added
    }
    for name, data in results.items():
        path = inside(folder, name).resolve() if (folder / name).exists() else folder / name
        write_atomically(path, data)
    return list(results)


def _only_empty(data: bytes, changes: Mapping[int, Change], languages: Sequence[str]) -> Mapping[int, Change]:
    """Leave out the changes of cells in which something is written."""
    if not changes:
        return {}
    where = Where(Problems(), sites.FILE)
    rows = {row.where.row: row for row in rows_of(data, sites.COLUMNS, languages, where)}
    return {
        number: {
            name: value for name, value in change.items() if number not in rows or not rows[number].get(name)
        }
        for number, change in changes.items()
    }
