"""The records of sites.csv, events.csv and sources.csv as fields, by the ids that the reader gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storymap.model.changes import Kind, Value
from storymap.problems import Problems
from storymap.storage import events, sites, sources
from storymap.storage.csv_file import rows_of
from storymap.storage.csv_header import Columns, Header
from storymap.storage.fields import field_of
from storymap.storage.ids import Ids
from storymap.storage.where import Where

GEOMETRY = "geometry"
"""The field of a site that is kept in sites.geojson."""


@dataclass(frozen=True)
class Table:
    """A CSV file of a story: its name and columns, and the column whose text an id is made from."""

    file: str
    columns: Columns
    name: str


TABLES: Mapping[Kind, Table] = {
    Kind.SITE: Table(sites.FILE, sites.COLUMNS, "name"),
    Kind.EVENT: Table(events.FILE, events.COLUMNS, "title"),
    Kind.SOURCE: Table(sources.FILE, sources.COLUMNS, "citation"),
}


@dataclass
class Records:
    """The records of a CSV file: their fields and rows by id, in the order of the file."""

    ids: Ids
    fields: dict[str, dict[str, Value]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def find(self, written: str) -> str | None:
        """Return the id that a reference means, or None."""
        return self.ids.find(written)


def read_records(kind: Kind, data: bytes | None, languages: Sequence[str]) -> Records:
    """Return the records of a file's bytes; a record without a valid id of its own has the reader's."""
    table = TABLES[kind]
    where = Where(Problems(), table.file)
    found = Records(Ids(str(kind), table.file))
    names: dict[str, str] = {}
    header: Header | None = None
    for row in rows_of(data or b"", table.columns, languages, where):
        if row.header is not header:
            header = row.header
            names = _fields(header, table.columns, languages)
        name = row.text(table.name)
        ident = found.ids.claim(row.get("id"), name.get(languages[0]), row.where)
        found.rows[ident] = row.where.row or 0
        found.fields[ident] = {
            names[column]: cell for column, cell in row.cells.items() if cell and column in names
        }
    return found


def _fields(header: Header, columns: Columns, languages: Sequence[str]) -> dict[str, str]:
    """Return the field of every column that the reader reads or carries."""
    found = {
        name: field_of(base, language, languages)
        for base, by_language in header.by_language.items()
        for language, name in by_language.items()
    }
    plain = {name: name for name in header.names if name in columns.plain and name != "id"}
    unknown = {name: name for name in header.unknown if name not in (*found.values(), GEOMETRY)}
    return found | plain | unknown
