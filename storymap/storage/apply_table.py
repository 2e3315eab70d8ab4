"""Changes of sites, events and sources become new bytes of their CSV files, and of sites.geojson."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from storymap.model import ID_PATTERN
from storymap.model.changes import Kind, Value, present
from storymap.storage.csv_edit import edit_rows
from storymap.storage.csv_index import Index, index_of
from storymap.storage.csv_records import GEOMETRY, TABLES, Records, read_records
from storymap.storage.exact_text import EditRefused
from storymap.storage.folded import Folded
from storymap.storage.geojson_edit import edit_shapes, geometries
from storymap.storage.ids import RECORDS
from storymap.storage.sites import SHAPES
from storymap.storage.story_bytes import FolderBytes
from storymap.storage.yaml_write import plain
from storymap.words import Words


def apply_table(
    files: FolderBytes, kind: Kind, changes: Folded, languages: Sequence[str]
) -> dict[str, bytes | None]:
    """Return the new bytes of the files that hold the records of one kind.

    Raises
    ------
    EditRefused
        As `apply_changes`.
    """
    if changes.empty:
        return {}
    table = TABLES[kind]
    data = files.to_edit(table.file)
    index = index_of(data, table.columns, languages) if data else None
    records = index or read_records(kind, data, languages)
    shapes = _shape_changes(kind, changes)
    needs_shapes = kind is Kind.SITE and (
        shapes or changes.removed or set(changes.sets) - records.rows.keys()
    )
    shape_data = files.to_edit(SHAPES) if needs_shapes else None
    written = _shape_ids(records, shape_data, languages) if shape_data else {}
    found: dict[str, bytes | None] = {}
    rows = _Rows(kind, records, written, changes)
    if rows.changes or rows.added or rows.removed or rows.inserted:
        what = (rows.changes, rows.added, rows.removed, rows.inserted)
        found[table.file] = (
            index.edit(*what) if index else edit_rows(data or b"", table.columns, languages, *what)
        )
    if needs_shapes and (shapes or any(ident in written for ident in changes.removed)):
        named = {written.get(ident, ident): geometry for ident, geometry in shapes.items()}
        gone = [written[ident] for ident in changes.removed if ident in written]
        found[SHAPES] = edit_shapes(shape_data, named, languages, gone)
    return found


def _shape_changes(kind: Kind, changes: Folded) -> dict[str, Mapping[str, Any] | None]:
    """Take the geometries out of the fields of sites."""
    if kind is not Kind.SITE:
        return {}
    found: dict[str, Mapping[str, Any] | None] = {}
    everything = changes.sets | {ident: record.values for ident, record in changes.added.items()}
    for ident, fields in everything.items():
        if GEOMETRY in fields:
            value = fields.pop(GEOMETRY)
            if present(value) and not isinstance(value, dict):
                raise EditRefused(Words("The geometry of `{ident}` is not a GeoJSON geometry.", ident=ident))
            found[ident] = value if present(value) else None
    return found


def _shape_ids(records: Records | Index, data: bytes, languages: Sequence[str]) -> dict[str, str]:
    """Return the id that a site's first feature gives itself, by the id of the site."""
    found: dict[str, str] = {}
    for shape in geometries(data, languages):
        ident = (records.find(shape.id) if shape.id else None) or shape.id
        if ident:
            found.setdefault(ident, shape.id)
    return found


class _Rows:
    """Where in a CSV file the changes of records go."""

    def __init__(
        self, kind: Kind, records: Records | Index, shapes: Mapping[str, str], changes: Folded
    ) -> None:
        self.changes: dict[int, dict[str, str]] = {}
        self.added: list[dict[str, str]] = []
        self.removed: list[int] = []
        self.inserted: dict[int, list[dict[str, str]]] = {}
        self._records = records
        self._new: dict[str, list[dict[str, str]]] = {}  # where each new row is, by its id
        for ident in changes.removed:
            if ident in records.rows:
                self.removed.append(records.rows[ident])
            elif ident not in shapes:
                raise _missing(kind, ident)
        for ident, fields in changes.sets.items():
            cells = _cells(fields)
            if ident in records.rows:
                if cells:
                    self.changes[records.rows[ident]] = cells
            elif ident not in shapes:
                raise _missing(kind, ident)
            elif cells:
                self.added.append({"id": ident, **cells})
                self._new[ident] = self.added
        for ident, record in changes.added.items():
            taken = ident not in changes.removed and (ident in records.rows or ident in shapes)
            check_id(ident, taken)
            self._insert({"id": ident, **_cells(record.values)}, record.after)

    def _insert(self, cells: dict[str, str], after: str | None) -> None:
        """Put a new row behind another one, which may be new itself; else at the end."""
        if after and (rows := self._new.get(after)) is not None:
            # Mostly it is the row that came just before, so look from the end.
            place = next(at for at in reversed(range(len(rows))) if rows[at]["id"] == after)
            rows.insert(place + 1, cells)
        elif after == "":
            rows = self.inserted.setdefault(0, [])
            rows.insert(0, cells)
        elif after is not None and after in self._records.rows:
            rows = self.inserted.setdefault(self._records.rows[after], [])
            rows.insert(0, cells)
        else:
            rows = self.added
            rows.append(cells)
        self._new[cells["id"]] = rows


def _missing(kind: Kind, ident: str) -> EditRefused:
    return EditRefused(
        Words("There is no {kind} `{ident}` any more. Load the story again.", kind=RECORDS[kind], ident=ident)
    )


def check_id(ident: str, taken: bool) -> None:
    """Refuse an id that breaks the rules or is taken."""
    if not ID_PATTERN.fullmatch(ident):
        raise EditRefused(
            Words(
                "`{ident}` is not a valid id. Write small letters a-z, digits and single "
                "hyphens, at most 64.",
                ident=ident,
            )
        )
    if taken:
        raise EditRefused(Words("The id `{ident}` is taken. Choose another one.", ident=ident))


def _cells(fields: Mapping[str, Value]) -> dict[str, str]:
    """Return the cells that a record's fields stand for; numbers become text."""
    cells: dict[str, str] = {}
    for name, value in fields.items():
        if name == "id":
            raise EditRefused(
                Words("An id stays as it is: other records and links name it. Add a new record instead.")
            )
        text = plain(value) if present(value) else ""
        if not isinstance(text, str):
            raise EditRefused(Words("`{name}` must be one text.", name=name))
        cells[name] = text
    return cells
