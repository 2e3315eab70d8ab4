"""Reads the cells of an XLSX workbook as a person sees them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from storymap.formats.spreadsheet import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, TableRefused
from storymap.formats.zip_limits import ZipRefused, open_zip
from storymap.storage.encoding import clean
from storymap.storage.where import Where
from storymap.words import Words

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_LAST_ROW = MOST_ROWS + 100
_LAST_OF_ALL = 1_048_576  # of any workbook
_MOST_WIDE = 1_000  # rows whose last cell lies beyond the columns that are read
_DAMAGED = Words("The workbook is damaged. Open and save it again, or save the table as CSV.")
# What openpyxl raises, depending on where the damage is.
_BROKEN = (zipfile.BadZipFile, ParseError, LookupError, ValueError, TypeError, AttributeError, OSError,
           OverflowError)  # fmt: skip


@dataclass(frozen=True)
class Workbook:
    """The rows of one sheet as text, and the names of all sheets."""

    rows: list[list[str]]
    sheets: tuple[str, ...]
    sheet: str


def read_workbook(data: bytes, wanted: str, where: Where) -> Workbook:
    """Return one sheet of a workbook: the one `wanted`, or the first that has something in it.

    Raises
    ------
    TableRefused
        It is no workbook, it is broken or too large, or it has no such sheet.
    """
    try:
        archive = open_zip(data)
    except ZipRefused as fault:
        raise TableRefused(Words("{fault} Save the table as CSV.", fault=fault)) from None
    if "xl/workbook.xml" not in archive.namelist():
        raise TableRefused(Words("This zip file is no .xlsx workbook. Save the table as .xlsx or CSV."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of things that no cell's value depends on
            return _read(data, archive, wanted, where)
    except _BROKEN:
        raise TableRefused(_DAMAGED) from None


def _read(data: bytes, archive: zipfile.ZipFile, wanted: str, where: Where) -> Workbook:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        if wanted and wanted not in sheets:
            raise TableRefused(
                Words(
                    "There is no sheet “{wanted}”. There are: {names}.",
                    wanted=wanted,
                    names=", ".join(sheets),
                )
            )
        for title in [wanted] if wanted else sheets:
            rows = list(_rows(sheets[title]))
            if wanted or any(any(row) for row in rows):
                source = archive.read(str(getattr(sheets[title], "_worksheet_path", "")).lstrip("/"))
                if _FORMULA.search(source):
                    _warn_of_formulas(data, title, rows, where)
                _fill_merged(rows, source, where)
                return Workbook(rows, tuple(sheets), title)
        return Workbook([], tuple(sheets), next(iter(sheets), ""))
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Yield the rows; what a file says of its size is not believed."""
    sheet.reset_dimensions()
    wide = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if len(cells) > MOST_COLUMNS:
            wide += 1
            if wide > _MOST_WIDE or any(cell.value is not None for cell in cells[MOST_COLUMNS:]):
                raise TableRefused(
                    Words(
                        "The table has more than {most_columns:,} columns. Divide it.",
                        most_columns=MOST_COLUMNS,
                    )
                )
        if number > _LAST_OF_ALL:
            raise TableRefused(_DAMAGED)
        row = [shown(cell.value, getattr(cell, "number_format", "")) for cell in cells[:MOST_COLUMNS]]
        if number > _LAST_ROW and any(row):
            raise TableRefused(
                Words(
                    "The table has something below row {last_row:,}. Divide it, or delete that.",
                    last_row=_LAST_ROW,
                )
            )
        if number <= _LAST_ROW:
            if max(map(len, row), default=0) > LONGEST_CELL:
                raise TableRefused(
                    Words(
                        "A cell in row {number} is longer than {longest_cell:,} characters.",
                        number=number,
                        longest_cell=LONGEST_CELL,
                    )
                )
            yield row


def shown(value: Any, number_format: str = "") -> str:
    """Return a cell's value as text: dates in ISO form as exact as they are shown, whole numbers whole."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime):
        exact = not (value.hour or value.minute or value.second)
        return _day(value.date(), number_format) if exact else value.replace(microsecond=0).isoformat()
    if isinstance(value, date):
        return _day(value, number_format)
    if isinstance(value, time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else ""


def _number(value: int | float, number_format: str) -> str:
    if value == int(value) and abs(value) < 1e15:
        text = str(int(value))
        return text.zfill(len(number_format)) if re.fullmatch("0{2,20}", number_format) else text
    text = f"{value:.15g}"
    return text if "e" not in text else f"{value:.15f}".rstrip("0").rstrip(".") if abs(value) < 1 else text


def _day(day: date, number_format: str) -> str:
    """Return a day, or only its month or year where the sheet shows no more."""
    marks = _LITERAL.sub("", number_format).lower()
    if "y" in marks and "d" not in marks:
        return f"{day.year:04}-{day.month:02}" if "m" in marks else f"{day.year:04}"
    return day.isoformat()


def _warn_of_formulas(data: bytes, title: str, rows: Sequence[Sequence[str]], where: Where) -> None:
    """Warn of formulas whose result was never stored: their cells look empty."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    sheet = book[title]
    sheet.reset_dimensions()
    empty = [
        cell.coordinate
        for row, cells in zip(rows, sheet.iter_rows(), strict=False)
        for text, cell in zip(row, cells, strict=False)
        if cell.data_type == "f" and not text
    ]
    book.close()
    if empty:
        where.warning(
            Words("{n} formulas without a stored result, read as empty", n=len(empty))
            if len(empty) > 1
            else Words("1 formula without a stored result, read as empty"),
            found=", ".join(empty[:8]),
            hint=Words("Open the file in a spreadsheet program, save it, and try again."),
        )


def _fill_merged(rows: list[list[str]], source: bytes, where: Where) -> None:
    """Write the text of merged cells into each row that they cover, in their first column."""
    filled = 0
    for left, top, _, bottom in _MERGED.findall(source):
        column, first, last = _index(left), int(top) - 1, min(int(bottom), len(rows))
        if first >= len(rows) or column >= len(rows[first]) or not rows[first][column]:
            continue
        for row in rows[first + 1 : last]:
            row.extend([""] * (column + 1 - len(row)))
            if not row[column]:
                row[column] = rows[first][column]
                filled += 1
    if filled:
        where.notice(
            Words(
                "merged cells: their text was taken for each of the rows that they cover ({filled})",
                filled=filled,
            )
        )


def _index(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
