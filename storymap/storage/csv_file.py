"""CSV files as spreadsheets write them become rows of cells; nothing in a row is lost."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from storymap.model import Text
from storymap.storage.csv_header import Columns, Header, read_header
from storymap.storage.encoding import decode
from storymap.storage.inside import FileRefused, read_bytes
from storymap.storage.where import Where
from storymap.words import Words, words_of

_DELIMITERS = {",": Words("comma"), ";": Words("semicolon"), "\t": Words("tab"), "|": Words("bar")}


@dataclass(frozen=True)
class Row:
    """One row: its cells by column name, and where it stands."""

    cells: dict[str, str]
    header: Header
    where: Where

    def get(self, column: str) -> str:
        """Return the cell of a known column without surrounding spaces; '' when there is none."""
        return self.cells.get(column, "").strip()

    def at(self, column: str) -> Where:
        """Return the place of a cell, for problems."""
        return self.where.at(column=column)

    def text(self, column: str) -> Text:
        """Return the text of `column` and its `column@language` cells."""
        return Text.of(
            {tag: self.cells.get(name, "") for tag, name in self.header.by_language.get(column, {}).items()}
        )

    @property
    def extra(self) -> tuple[tuple[str, str], ...]:
        """The cells of unknown columns, as written."""
        return tuple(
            (name, self.cells[name]) for name in self.header.unknown if self.cells.get(name, "").strip()
        )


def read_rows(folder: Path, columns: Columns, languages: Sequence[str], where: Where) -> Iterator[Row]:
    """Yield the rows of the CSV file `where.file`, reporting whatever is odd about it.

    Delimiters other than the comma are recognised by the names of the columns. Rows are numbered as a
    spreadsheet numbers them: the header is row 1, and empty rows count.
    """
    try:
        data = read_bytes(folder, where.file)
    except FileRefused as fault:
        where.error(words_of(fault), hint=fault.hint)
        return
    yield from rows_of(data, columns, languages, where)


def rows_if_there(
    folder: Path, columns: Columns, languages: Sequence[str], where: Where
) -> Iterator[Row]:  # fmt: skip
    """Yield the rows as `read_rows` does, none without the file; a link that leads nowhere is a file."""
    path = folder / where.file
    if path.exists() or path.is_symlink():
        yield from read_rows(folder, columns, languages, where)


def rows_of(data: bytes, columns: Columns, languages: Sequence[str], where: Where) -> Iterator[Row]:
    """Yield the rows of a CSV file's bytes, as `read_rows` does."""
    text = decode(data, where, languages)
    if not text.strip():
        where.error(
            Words("the file is empty"),
            hint=Words("Write the columns' names into the first row: {example}", example=columns.example),
        )
        return
    first, delimiter = delimiter_of(text, columns, where)
    records = _records(text, delimiter, where)
    start, names = next(
        ((row, cells) for row, cells in records if any(cell.strip() for cell in cells)), (1, [])
    )
    header = read_header(names, columns, languages, where.at(row=start - first))
    if header is None:
        return
    for row, cells in records:
        if any(cell.strip() for cell in cells):
            here = where.at(row=row - first)
            yield Row(_cells(cells, header, here), header, here)


def delimiter_of(text: str, columns: Columns, where: Where) -> tuple[int, str]:
    """Return how many rows stand before the header because of Excel's `sep=`, and the delimiter."""
    first = re.split("[\r\n]", text.lstrip(), maxsplit=1)[0].strip()
    if first.lower().startswith("sep=") and first[4:5] in _DELIMITERS:
        return 1, first[4]
    known = {
        delimiter: sum(columns.knows(name) for name in next(csv.reader([first], delimiter=delimiter), []))
        for delimiter in _DELIMITERS
        if len(first) < 100_000
    }
    best = max(known, key=lambda delimiter: known[delimiter], default=",")
    if best != "," and known[best] > known[","]:
        where.at(row=1).notice(
            Words("cells are separated by a {delimiter}", delimiter=_DELIMITERS[best]),
            found=best,
            hint=Words("That is understood; other programs expect a comma."),
        )
        return 0, best
    return 0, ","


def _records(text: str, delimiter: str, where: Where) -> Iterator[tuple[int, list[str]]]:
    """Yield numbered records; a fault that ends the reading is an error that names the row."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=delimiter)
    row = 0
    while True:
        row += 1
        began = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            where.at(row=row).error(
                Words("the file can't be read from this row on; a cell is longer than 131,072 characters"),
                hint=Words('A quotation mark (") that opens a cell is probably never closed.'),
            )
            return
        if row == 1 and "".join(cells).strip().lower() in ("sep=", f"sep={delimiter}"):
            continue
        if reader.line_num - began > 1 and _unclosed(lines, began, reader.line_num):
            where.at(row=row).error(
                Words('a quotation mark (") that opens a cell is never closed'),
                found=next((cell for cell in cells if "\n" in cell), ""),
                hint=Words("Close it; all rows after it were taken into this cell."),
            )
        yield row, cells


def _unclosed(lines: Sequence[str], began: int, ended: int) -> bool:
    """Whether the record in these lines reaches the end of the text with an odd number of quotation marks."""
    return ended >= len(lines) and "".join(lines[began:]).count('"') % 2 == 1


def _cells(cells: list[str], header: Header, where: Where) -> dict[str, str]:
    """Return the cells by column; too few or too many are reported."""
    expected = len(header.names)
    surplus = [cell for cell in cells[expected:] if cell.strip()]
    if surplus:
        where.error(
            Words(
                "the row has {count} cells, the header has {expected}", count=len(cells), expected=expected
            ),
            found=" | ".join(surplus),
            hint=Words(
                'Put quotation marks (") around a text that holds a comma; check that no cell has moved.'
            ),
        )
    elif len(cells) < expected:
        where.warning(
            Words(
                "the row has {count} cells, the header has {expected}", count=len(cells), expected=expected
            ),
            hint=Words("The missing cells were taken as empty; add commas, or check that no cell has moved."),
        )
    found: dict[str, str] = {}
    for name, cell in zip(header.names, cells, strict=False):
        if name:
            found.setdefault(name, cell)
    return found
