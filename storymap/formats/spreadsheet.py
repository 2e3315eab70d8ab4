"""A table from a spreadsheet (CSV, TSV, XLSX, pasted text) becomes a header and rows of text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from storymap.problems import Problem, Problems, StorymapError
from storymap.storage.encoding import clean, decode
from storymap.storage.where import Where
from storymap.words import Words

MOST_BYTES = 25_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 1_000
MOST_CELLS = 2_000_000
LONGEST_CELL = 131_072
"""The longest cell that Python's csv module reads."""
DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 40
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_NO_TABLES = (
    (b"%PDF", Words("a PDF")),
    (b"\x89PNG", Words("a picture")),
    (b"\xff\xd8\xff", Words("a picture")),
    (b"GIF8", Words("a picture")),
    (b"{\\rtf", Words("a text document")),
)
_EMPTY = Words("The table is empty. Its first row names the columns.")
_TOO_MUCH = Words(
    "The table has more than {rows:,} rows or {cells:,} cells. Divide it.", rows=MOST_ROWS, cells=MOST_CELLS
)


class TableRefused(StorymapError):
    """A file is no table that can be read; the text says why and what to do."""


@dataclass(frozen=True)
class Table:
    """A header and rows of text, every row as wide as the header.

    Empty rows between others are kept, so that the row with index `i` is row `first + i` of the spreadsheet.
    `sheets` are the names of all sheets of a workbook, `sheet` the one that was read; `delimiter` is ''
    there.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first: int = 2
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    delimiter: str = ""
    problems: tuple[Problem, ...] = ()


def read_table(data: bytes | str, name: str = "table", *, sheet: str = "",
               languages: Sequence[str] = ()) -> Table:  # fmt: skip
    """Return the table in a file's bytes or in pasted text; `name` is the file's name for problems.

    `sheet` chooses one of a workbook by name, the first with something in it otherwise; the story's
    `languages` help to guess an old code page.

    Raises
    ------
    TableRefused
        The data is no table, is empty, or goes beyond the limits.
    """
    if len(data) > MOST_BYTES:
        size, most = f"{len(data) / 1e6:,.1f}", MOST_BYTES // 1_000_000
        raise TableRefused(Words("The file has {size} MB; at most {most} MB are read.", size=size, most=most))
    problems = Problems()
    if isinstance(data, str):
        return _of_text(clean(data), Where(problems, name))
    if data.startswith(_ZIP):
        from storymap.formats.workbook import read_workbook

        book = read_workbook(data, sheet, Where(problems, name))
        table = arranged(book.rows, Where(problems, name))
        return replace(table, sheets=book.sheets, sheet=book.sheet)
    if data.startswith(_OLE):
        raise TableRefused(
            Words("This is an old .xls workbook, or one with a password. Save it as .xlsx or CSV.")
        )
    for start, what in _NO_TABLES:
        if data.startswith(start):
            raise TableRefused(
                Words("This is {what}, not a table. Save the table as .xlsx or CSV.", what=what)
            )
    return _of_text(decode(data, Where(problems, name), languages), Where(problems, name))


def arranged(records: Iterable[Sequence[str]], where: Where) -> Table:
    """Return records as a table: the header found, titles above it left out, all rows of one width.

    Raises
    ------
    TableRefused
        There is nothing, or too much.
    """
    rows: list[Sequence[str]] = []
    cells = 0
    for record in records:
        cells += sum(map(bool, record))
        if (len(rows) > MOST_ROWS + _SAMPLE and any(record)) or cells > MOST_CELLS:
            raise TableRefused(_TOO_MUCH)
        rows.append(record)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    start = _header_at(rows)
    if start is None:
        raise TableRefused(_EMPTY)
    if start and any(cell.strip() for row in rows[:start] for cell in row):
        above = " ".join(cell for row in rows[:start] for cell in row if cell)
        where.at(row=start + 1).notice(
            Words("the rows above the names of the columns are left out"), found=above
        )
    body = rows[start + 1 :]
    if len(body) > MOST_ROWS:
        raise TableRefused(
            Words(
                "The table has {count:,} rows; at most {most_rows:,} are read. Divide it.",
                count=len(body),
                most_rows=MOST_ROWS,
            )
        )
    width = max((_filled(row) for row in [rows[start], *body]), default=0)
    if width > MOST_COLUMNS:
        raise TableRefused(
            Words(
                "The table has {width:,} columns; at most {most_columns:,} are read.",
                width=width,
                most_columns=MOST_COLUMNS,
            )
        )
    header = _named(list(rows[start]), width)
    even = tuple((*row[:width], *[""] * (width - len(row))) for row in body)
    return Table(header, even, start + 2, problems=tuple(where.problems))


def _of_text(text: str, where: Where) -> Table:
    if "\x00" in text or not text.strip():
        raise TableRefused(_EMPTY)
    text = text.lstrip("\ufeff")
    first = text.lstrip().split("\n", 1)[0].strip()
    marked = first.lower().startswith("sep=") and first[4:5] in DELIMITERS
    if marked:
        text = "\n" + text.lstrip().partition("\n")[2]
    delimiter = first[4] if marked else delimiter_of(text)
    return replace(arranged(_records(text, delimiter), where), delimiter=delimiter)


def delimiter_of(text: str) -> str:
    """Return the delimiter that parts the first rows most evenly into most columns; a comma if none does."""
    sample = "\n".join(text.lstrip().splitlines()[:_SAMPLE])[:200_000]
    best, most = ",", (False, 1)
    for delimiter in ("\t", ";", ",", "|"):
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if any(row)]
        except csv.Error:
            continue
        if not widths:
            continue
        even = sum(width == widths[0] for width in widths) >= 0.7 * len(widths)
        if widths[0] > 1 and (even, widths[0]) > most:
            best, most = delimiter, (even, widths[0])
    return best


def _records(text: str, delimiter: str) -> Iterable[list[str]]:
    """Yield the records of a text; a record of many lines keeps its one row number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    began, row = 0, 0
    while True:
        row += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise TableRefused(
                Words(
                    "Row {row} can't be read: a cell is longer than {longest_cell:,} characters, "
                    'or a quotation mark (") is never closed.',
                    row=row,
                    longest_cell=LONGEST_CELL,
                )
            ) from None
        lines, began = reader.line_num - began, reader.line_num
        if lines > 1 and text.count('"') % 2 and any(cell.count("\n") >= lines - 1 for cell in record[-1:]):
            raise TableRefused(
                Words('A quotation mark (") in row {row} is never closed. Close it first.', row=row)
            )
        yield [cell.strip() for cell in record]


def _filled(row: Sequence[str]) -> int:
    """Return the width of a row without the empty cells at its end."""
    return next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)


def _header_at(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the row that names the columns: titles of one cell above it are passed over."""
    filled = [index for index, row in enumerate(rows[:_SAMPLE]) if any(cell.strip() for cell in row)]
    if not filled:
        return None
    widths = {index: sum(bool(cell.strip()) for cell in rows[index]) for index in filled}
    widest = max(widths.values())
    return next((index for index in filled if widths[index] > 1 or widest == 1), filled[0])


def _named(cells: list[str], width: int) -> tuple[str, ...]:
    """Return different names for all columns: what has none is named by its letter, as spreadsheets do."""
    names: list[str] = []
    for number in range(width):
        written = " ".join(cells[number].split()) if number < len(cells) else ""
        name = made = written or f"column {_letters(number)}"
        again = 2
        while name in names:
            name, again = f"{made} ({again})", again + 1
        names.append(name)
    return tuple(names)


def _letters(number: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
