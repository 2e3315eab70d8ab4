"""The rows of a large CSV file by id, found without keeping the cells, so that one row changes alone."""

from __future__ import annotations

import codecs
import csv
import io
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from storymap.model import ID_PATTERN
from storymap.problems import Problems
from storymap.storage.csv_edit import Change, edit_rows
from storymap.storage.csv_file import delimiter_of
from storymap.storage.csv_header import Columns, read_header
from storymap.storage.encoding import clean
from storymap.storage.where import Where

_REMOVED_BY_THE_READER = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_LONGEST_HEADER = 100_000


@dataclass(frozen=True)
class Index:
    """A CSV file in UTF-8 whose rows all have valid ids of their own.

    `rows` has the row of every id as a spreadsheet numbers it, in the order of the file; `ends` where each
    record ends in `text`, the header's first, its line end included.
    """

    data: bytes
    text: str
    mark: bytes
    columns: Columns
    languages: Sequence[str]
    rows: Mapping[str, int]
    ends: Sequence[int]

    def find(self, written: str) -> str | None:
        """Return the id that a reference means, or None."""
        return written.strip() if written.strip() in self.rows else None

    def edit(
        self,
        changes: Mapping[int, Change],
        added: Sequence[Change],
        removed: Collection[int],
        inserted: Mapping[int, Sequence[Change]],
    ) -> bytes:
        """Return what `edit_rows` returns, at the cost of the changed rows.

        Where a record begins, nothing is open: what comes before it has no bearing on how it is read, and
        Unicode's normal form doesn't reach across a line end. So each changed row is put under the header in
        a file of its own, changed and compared there by `edit_rows`, and put back between the others.

        Raises
        ------
        EditRefused
            As `edit_rows`.
        """
        whole = (self.data, self.columns, self.languages)
        follow = {row: list(rows) for row, rows in inserted.items()}
        if added:
            last = max(self.rows.values(), default=0)
            follow[last] = [*follow.get(last, []), *added]
        header = self.text[: self.ends[0]]
        pieces, at = [self.mark], 0
        for row in sorted({*changes, *removed, *follow}):
            start, end = (self.ends[row - 2], self.ends[row - 1]) if row else (self.ends[0], self.ends[0])
            alone = edit_rows(
                (header + self.text[start:end]).encode(),
                self.columns,
                self.languages,
                {2: changes[row]} if row in changes else {},
                removed=[2] if row in removed else [],
                inserted={2 if row else 0: follow[row]} if row in follow else {},
            ).decode()
            piece = alone.removeprefix(header)
            after = piece or self.text[end : end + 1]
            torn = self.text[start - 1 : start] == "\r" and after.startswith("\n")
            if not alone.startswith(header) or not header.endswith(("\n", "\r")) or torn:
                return edit_rows(*whole, changes, added, removed, inserted)
            pieces += [self.text[at:start].encode(), piece.encode()]
            at = end
        result = b"".join([*pieces, self.text[at:].encode()])
        if len(changes) == 1 and not removed and not follow:
            self._remember_after(next(iter(changes)), piece, result)
        return result

    def _remember_after(self, row: int, piece: str, result: bytes) -> None:
        """Remember the index of the file in which one row is another text, for the next change."""
        start, end = self.ends[row - 2], self.ends[row - 1]
        longer = len(piece) - (end - start)
        text = self.text[:start] + piece + self.text[end:]
        ends = [*self.ends[: row - 1], *(place + longer for place in self.ends[row - 1 :])]
        _remember(replace(self, data=result, text=text, ends=ends))


_MOST_REMEMBERED = 4
_remembered: dict[tuple[bytes, Columns, tuple[str, ...]], Index] = {}
_lock = threading.Lock()


def _remember(index: Index) -> None:
    with _lock:
        _remembered[index.data, index.columns, tuple(index.languages)] = index
        while len(_remembered) > _MOST_REMEMBERED:
            del _remembered[next(iter(_remembered))]


def index_of(data: bytes, columns: Columns, languages: Sequence[str]) -> Index | None:
    """Return the index of a file's bytes, None where only reading all of it tells which row has which id.

    The files that were changed last are remembered, so that one change after the other costs little.
    """
    with _lock:
        known = _remembered.get((data, columns, tuple(languages)))
    return known or _made(data, columns, languages)


def _made(data: bytes, columns: Columns, languages: Sequence[str]) -> Index | None:
    if data.translate(None, _REMOVED_BY_THE_READER) != data or any(each in data for each in _NO_CHARACTERS):
        return None
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        text = data[len(mark) :].decode()
    except UnicodeDecodeError:
        return None
    # Both split alike, but for three characters that end a line for Unicode and not for CSV.
    odd = any(each in text for each in "\x85\u2028\u2029")
    lines = io.StringIO(text, newline="").readlines() if odd else text.splitlines(keepends=True)
    places = [0, *accumulate(map(len, lines))]
    first = lines[0] if lines else ""
    if not first.strip() or len(first) > _LONGEST_HEADER or first.strip().lower().startswith("sep="):
        return None
    nowhere = Where(Problems(), "")
    _, delimiter = delimiter_of(clean(first), columns, nowhere)
    if "\u037e" in text and delimiter == ";":  # NFC makes a semicolon of it
        return None
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        header = read_header([clean(cell) for cell in next(reader)], columns, languages, nowhere)
        if header is None or "id" not in header.names:
            return None
        ends = [places[reader.line_num]]
        rows = _rows(reader, header.names.index("id"), places, ends)
    except (csv.Error, StopIteration):
        return None
    last = text[ends[-2] if len(ends) > 1 else 0 :]
    if rows is None or last.count('"') % 2:
        return None
    return Index(data, text, mark, columns, languages, rows, ends)


def _rows(reader: Any, column: int, places: Sequence[int], ends: list[int]) -> dict[str, int] | None:
    """Return the row of every id, and add where records end; None when an id is invalid or given twice."""
    rows: dict[str, int] = {}
    empty = 0
    for number, cells in enumerate(reader, 2):
        ends.append(places[reader.line_num])
        if len(cells) > column and (ident := cells[column]):
            rows[ident] = number
        elif any(cell.strip() for cell in cells):
            return None
        else:
            empty += 1
    if len(rows) + empty + 1 != len(ends) or not all(map(ID_PATTERN.fullmatch, rows)):
        return None
    return rows
