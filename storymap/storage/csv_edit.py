"""Change cells of an author's CSV file, and add rows, without touching any other byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storymap.problems import Problems, StorymapError
from storymap.storage.csv_cells import Cell, Record, Unclosed, records_of, value_of
from storymap.storage.csv_file import delimiter_of, rows_of
from storymap.storage.csv_header import Columns, read_header
from storymap.storage.encoding import clean, encoding_of
from storymap.storage.where import Where

_MOST_CELL = 131_072  # the longest cell that Python's csv module reads
Change = Mapping[str, str]
"""New cells by the name of the column, as the reader names it (`lat`, `note@vi`)."""


class EditRefused(StorymapError):
    """The file can't be changed without harming something else in it; the text says what to do."""


@dataclass(frozen=True)
class _Table:
    """An author's file, taken apart: every record, and which columns the reader finds in it."""

    text: str
    delimiter: str
    header: Record
    rows: dict[int, Record]
    names: tuple[str, ...]

    @property
    def newline(self) -> str:
        return self.header.newline or "\n"


def edit_rows(
    data: bytes,
    columns: Columns,
    languages: Sequence[str],
    changes: Mapping[int, Change],
    added: Sequence[Change] = (),
) -> bytes:
    """Return the bytes of a CSV file with some cells changed and some rows added at the end.

    Encoding, byte order mark, delimiter, line ends, order of columns and quotation marks stay, and so does
    every line that isn't changed. A column that isn't there yet is added on the right, which gives every row
    one delimiter more. The result is read again and compared before it is returned.

    Parameters
    ----------
    changes
        By row as a spreadsheet numbers it (the header is row 1), as in `Site.row`.
    added
        New rows.

    Raises
    ------
    EditRefused
        The file can't be taken apart, its encoding has no such letter, or there is no such row.
    """
    if not data.strip():
        data = (",".join(_first_columns(columns, [*changes.values(), *added])) + "\n").encode()
    codec, mark = encoding_of(data, languages)
    text = _exact_text(data, codec, mark)
    table = _take_apart(text, columns, languages)
    for row in changes.keys() - table.rows.keys():
        raise EditRefused(f"There is no row {row} any more. Load the story again.")
    new_names = _new_columns(table, [*changes.values(), *added])
    edited = _put_together(table, new_names, changes, added)
    try:
        result = mark + edited.encode(codec, _errors(codec))
    except UnicodeEncodeError as fault:
        raise EditRefused(
            f"The file's encoding ({codec}) has no letter {fault.object[fault.start]!r}. Save it as UTF-8."
        ) from None
    _compare(data, result, columns, languages, changes, added)
    return result


def _errors(codec: str) -> str:
    """Bytes that are no UTF-8 stay as they are."""
    return "surrogateescape" if codec == "utf-8" else "strict"


def _exact_text(data: bytes, codec: str, mark: bytes) -> str:
    """Return the text that gives the same bytes again."""
    body = data[len(mark) :]
    try:
        text = body.decode(codec, _errors(codec))
        if text.encode(codec, _errors(codec)) == body:
            return text
    except UnicodeError:
        pass
    raise EditRefused("Some bytes of the file are no text. Save it as UTF-8, then try again.")


def _take_apart(text: str, columns: Columns, languages: Sequence[str]) -> _Table:
    nowhere = Where(Problems(), "")
    first, delimiter = delimiter_of(clean(text), columns, nowhere)
    try:
        records = list(records_of(text, delimiter))
    except Unclosed:
        raise EditRefused('A quotation mark (") in the file is never closed. Close it first.') from None
    if first and "".join(value_of(text, cell) for cell in records[0].cells).strip().lower().startswith(
        "sep="
    ):
        records = records[1:]
    filled = [record for record in records if any(value_of(text, cell).strip() for cell in record.cells)]
    if not filled:
        raise EditRefused("The file has no header. Write the columns' names into its first row.")
    header = read_header([value_of(text, cell) for cell in filled[0].cells], columns, languages, nowhere)
    if header is None:
        raise EditRefused("The first row of the file is not a header. `storymap check` says more.")
    rows = {record.number - first: record for record in filled[1:]}
    return _Table(text, delimiter, filled[0], rows, header.names)


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
        raise EditRefused(f"Row {wide[0]} has more cells than the header. Correct it first.")
    return new


def _put_together(
    table: _Table, new: Sequence[str], changes: Mapping[int, Change], added: Sequence[Change]
) -> str:
    """Return the text with all changes; pieces between them are copied."""
    names = [*table.names, *new]
    pieces, at = [], 0
    widened = {1: dict(zip(new, new, strict=True))} if new else {}
    records = {1: table.header, **table.rows} if new else {row: table.rows[row] for row in changes}
    everything = widened | {row: dict(change) for row, change in changes.items()}
    for row, record in sorted(records.items(), key=lambda item: item[1].start):
        pieces += [table.text[at : record.start], _record(table, record, names, everything.get(row, {}))]
        at = record.end
    last = max([table.header, *table.rows.values()], key=lambda record: record.end)
    if added:
        quoted = all(cell.quoted or cell.start == cell.end for cell in last.cells)
        lines = [_line(table, [change.get(name, "") for name in names], quoted) for change in added]
        newlines = [last.newline or table.newline, *[table.newline] * (len(lines) - 1), last.newline]
        pieces += [table.text[at : last.end], newlines[0], table.newline.join(lines)]
        at = last.end
    return "".join([*pieces, table.text[at:]])


def _record(table: _Table, record: Record, names: Sequence[str], change: Change) -> str:
    """Return one record with its changed cells; a short one is filled up to the last changed cell."""
    targets = {names.index(name): clean(value) for name, value in change.items() if name in names}
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


def _line(table: _Table, values: Sequence[str], quoted: bool) -> str:
    cells = [_written(clean(value), table.delimiter, quote=quoted and value != "") for value in values]
    return table.delimiter.join(cells)


def _written(value: str, delimiter: str, *, quote: bool) -> str:
    """Return a value as it stands in the file."""
    if quote or re.search(f'[{re.escape(delimiter)}"\r\n]', value):
        return '"' + value.replace('"', '""') + '"'
    return value


def _compare(
    old: bytes,
    new: bytes,
    columns: Columns,
    languages: Sequence[str],
    changes: Mapping[int, Change],
    added: Sequence[Change],
) -> None:
    """Refuse a result that the reader doesn't read as the old rows with the changes applied."""
    if any(len(value) > _MOST_CELL for change in [*changes.values(), *added] for value in change.values()):
        raise EditRefused(f"A cell may hold at most {_MOST_CELL:,} characters.")
    before, after = (
        {
            row.where.row: _filled(row.cells)
            for row in rows_of(data, columns, languages, Where(Problems(), ""))
        }
        for data in (old, new)
    )
    for number, change in changes.items():
        before[number] = _filled(
            before.get(number, {}) | {key: clean(value) for key, value in change.items()}
        )
    kept = {number: after.pop(number, {}) for number in before}
    expected = [_filled({key: clean(value) for key, value in change.items()}) for change in added]
    if kept != before or list(after.values()) != expected:
        raise EditRefused(
            "The file can't be changed without harming another row. Look at it with `storymap check`, "
            "and save it as UTF-8."
        )


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in cells.items() if value}
