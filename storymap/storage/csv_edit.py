"""Change cells of an author's CSV file, and add rows, without touching any other byte."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from storymap.problems import Problems
from storymap.storage.csv_cells import Cell, Record, Unclosed, records_of, value_of
from storymap.storage.csv_file import delimiter_of, rows_of
from storymap.storage.csv_header import Columns, Header, read_header
from storymap.storage.encoding import clean
from storymap.storage.exact_text import EditRefused as EditRefused
from storymap.storage.exact_text import exact
from storymap.storage.where import Where
from storymap.words import Words

_MOST_CELL = 131_072  # the longest cell that Python's csv module reads
Change = Mapping[str, str]
"""New cells by the name of the column, as the reader names it (`lat`, `note@vi`)."""


@dataclass(frozen=True)
class _Table:
    """An author's file, taken apart: every record, and which columns the reader finds in it."""

    text: str
    delimiter: str
    header: Record
    rows: dict[int, Record]
    names: tuple[str, ...]
    fields: Mapping[str, str]

    @property
    def newline(self) -> str:
        return self.header.newline or "\n"

    def renamed(self, change: Change) -> Change:
        """Return the change by the names that the columns have in this file, with clean values."""
        return {self.fields.get(name, name): clean(value) for name, value in change.items()}


@dataclass(frozen=True)
class _Plan:
    """What is to be done: cells by row, rows that go, and new ones by the row that they follow."""

    changes: Mapping[int, Change]
    removed: frozenset[int]
    inserted: dict[int, list[Change]]

    @property
    def written(self) -> list[Change]:
        """All the changes that write something."""
        return [*self.changes.values(), *(change for rows in self.inserted.values() for change in rows)]


def edit_rows(
    data: bytes,
    columns: Columns,
    languages: Sequence[str],
    changes: Mapping[int, Change],
    added: Sequence[Change] = (),
    removed: Collection[int] = (),
    inserted: Mapping[int, Sequence[Change]] | None = None,
) -> bytes:
    """Return the bytes of a CSV file with some cells changed, some rows removed and some added.

    Encoding, byte order mark, delimiter, line ends, order of columns and quotation marks stay, and so does
    every line that isn't changed. A column that isn't there yet is added on the right, which gives every row
    one delimiter more. The result is read again and compared before it is returned.

    Parameters
    ----------
    changes
        By row as a spreadsheet numbers it (the header is row 1), as in `Site.row`. A text in the story's
        first language may be named with or without it, whatever the header has.
    added
        New rows at the end.
    removed
        Rows that go.
    inserted
        New rows by the row that they follow; 0 stands for the header.

    Raises
    ------
    EditRefused
        The file can't be taken apart, its encoding has no such letter, or there is no such row.
    """
    inserted = inserted or {}
    everything = [*changes.values(), *added, *(change for rows in inserted.values() for change in rows)]
    if any(len(value) > _MOST_CELL for change in everything for value in change.values()):
        raise EditRefused(Words("A cell may hold at most {most:,} characters.", most=_MOST_CELL))
    if not data.strip():
        data = (",".join(_first_columns(columns, everything)) + "\n").encode()
    file = exact(data, languages)
    table = _take_apart(file.text, columns, languages)
    for row in {*changes, *removed, *inserted} - {0, *table.rows}:
        raise EditRefused(Words("There is no row {row} any more. Load the story again.", row=row))
    plan = _Plan(
        {row: table.renamed(change) for row, change in changes.items()},
        frozenset(removed),
        {row: [table.renamed(change) for change in rows] for row, rows in inserted.items()},
    )
    if added:
        last = max(table.rows, default=0)
        plan.inserted[last] = [*plan.inserted.get(last, []), *(table.renamed(change) for change in added)]
    edited = _put_together(table, _new_columns(table, plan.written), plan)
    result = file.encode(edited)
    _compare(data, result, columns, languages, plan)
    return result


def _take_apart(text: str, columns: Columns, languages: Sequence[str]) -> _Table:
    nowhere = Where(Problems(), "")
    first, delimiter = delimiter_of(clean(text), columns, nowhere)
    try:
        records = list(records_of(text, delimiter))
    except Unclosed:
        raise EditRefused(
            Words('A quotation mark (") in the file is never closed. Close it first.')
        ) from None
    if first and "".join(value_of(text, cell) for cell in records[0].cells).strip().lower().startswith(
        "sep="
    ):
        records = records[1:]
    filled = [record for record in records if any(value_of(text, cell).strip() for cell in record.cells)]
    if not filled:
        raise EditRefused(Words("The file has no header. Write the columns' names into its first row."))
    header = read_header([value_of(text, cell) for cell in filled[0].cells], columns, languages, nowhere)
    if header is None:
        raise EditRefused(Words("The first row of the file is not a header. `storymap check` says more."))
    rows = {record.number - first: record for record in filled[1:]}
    return _Table(text, delimiter, filled[0], rows, header.names, fields_of(header, languages))


def fields_of(header: Header, languages: Sequence[str]) -> dict[str, str]:
    """Return which column holds a text, by its name with its language, and in the first one also without."""
    found = {}
    for base, by_language in header.by_language.items():
        for language, name in by_language.items():
            found[f"{base}@{language}"] = name
            if language == languages[0]:
                found[base] = name
    return found


def _first_columns(columns: Columns, changes: Sequence[Change]) -> list[str]:
    """Return the header of a new file: the usual columns, and whatever else is written."""
    usual = columns.example.split(",")
    return usual + [name for name in _names(changes) if name not in usual]


def _names(changes: Sequence[Change]) -> list[str]:
    return list(dict.fromkeys(name for change in changes for name, value in change.items() if value))


def _new_columns(table: _Table, changes: Sequence[Change]) -> list[str]:
    """Return the columns to add; refuse when a row already has something to the right of the header."""
    new = [name for name in _names(changes) if name not in table.names]
    wide = [row for row, record in table.rows.items() if len(record.cells) > len(table.names)]
    if new and wide:
        raise EditRefused(Words("Row {row} has more cells than the header. Correct it first.", row=wide[0]))
    return new


def _put_together(table: _Table, new: Sequence[str], plan: _Plan) -> str:
    """Return the text with all changes; pieces between them are copied."""
    names = [*table.names, *new]
    made, at = "", 0
    pieces: list[str] = []
    records = {0: table.header, **table.rows}
    widened = {0: dict(zip(new, new, strict=True))} if new else {}
    changes = widened | dict(plan.changes)
    touched = records.keys() if new else {*plan.changes, *plan.removed, *plan.inserted}
    for row in sorted(touched, key=lambda row: records[row].start):
        record = records[row]
        pieces.append(table.text[at : record.start])
        lines = [_line(table, record, names, change) for change in plan.inserted.get(row, ())]
        newline, at = record.newline or table.newline, record.end
        if row not in plan.removed:
            lines = [_record(table, record, names, changes.get(row, {})), *lines]
            pieces.append(newline.join(lines))
        else:
            at += len(record.newline)
            pieces.append(newline.join(lines) + (record.newline if lines else ""))
            if not lines and not record.newline:
                made = re.sub(r"(?:\r\n|\r|\n)\Z", "", made + "".join(pieces))
                pieces = []
    return made + "".join([*pieces, table.text[at:]])


def _record(table: _Table, record: Record, names: Sequence[str], change: Change) -> str:
    """Return one record with its changed cells; a short one is filled up to the last changed cell."""
    targets = {names.index(name): value for name, value in change.items() if name in names}
    cells = [table.text[cell.start : cell.end] for cell in record.cells]
    quoted = all(cell.quoted or cell.start == cell.end for cell in record.cells)
    needed = max([*(index for index, value in targets.items() if value), -1]) + 1
    full = len(cells) >= len(table.names)
    cells += [""] * (max(needed, len(names) if full else 0) - len(cells))
    for index, value in targets.items():
        if index < len(cells):
            old = record.cells[index] if index < len(record.cells) else Cell(0, 0, False)
            cells[index] = _written(value, table.delimiter, quote=old.quoted or (quoted and value != ""))
    gaps = [
        table.text[left.end : right.start]
        for left, right in zip(record.cells, record.cells[1:], strict=False)
    ]
    gaps += [table.delimiter] * (len(cells) - 1 - len(gaps))
    return "".join(piece for pair in zip(cells, [*gaps, ""], strict=True) for piece in pair)


def _line(table: _Table, like: Record, names: Sequence[str], change: Change) -> str:
    """Return a new row, with quotation marks if the row `like` has them around every cell."""
    quoted = all(cell.quoted or cell.start == cell.end for cell in like.cells)
    cells = [change.get(name, "") for name in names]
    return table.delimiter.join(
        _written(cell, table.delimiter, quote=quoted and cell != "") for cell in cells
    )


def _written(value: str, delimiter: str, *, quote: bool) -> str:
    """Return a value as it stands in the file."""
    if quote or re.search(f'[{re.escape(delimiter)}"\r\n]', value):
        return '"' + value.replace('"', '""') + '"'
    return value


def _compare(old: bytes, new: bytes, columns: Columns, languages: Sequence[str], plan: _Plan) -> None:
    """Refuse a result that the reader doesn't read as the old rows with the changes applied."""
    expected = [_filled(change) for change in plan.inserted.get(0, [])]
    for row in rows_of(old, columns, languages, Where(Problems(), "")):
        number = row.where.row or 0
        if number not in plan.removed:
            expected.append(_filled(row.cells | dict(plan.changes.get(number, {}))))
        expected += [_filled(change) for change in plan.inserted.get(number, [])]
    found = [_filled(row.cells) for row in rows_of(new, columns, languages, Where(Problems(), ""))]
    if found != [cells for cells in expected if any(value.strip() for value in cells.values())]:
        raise EditRefused(
            Words(
                "The file can't be changed without harming another row. Look at it with `storymap check`, "
                "and save it as UTF-8."
            )
        )


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in cells.items() if value}
