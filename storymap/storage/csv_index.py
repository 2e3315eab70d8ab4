"""The rows of a large CSV file by id, found without keeping the cells, so that one row changes alone."""

from __future__ import annotations

import codecs
import csv
import io
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
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

    `rows` has the row of every id as a spreadsheet numbers it, in the order of the file; `lengths` how many
    bytes each record has, the header's first, its line end included, after the `mark` of the encoding.
    """

    data: bytes
    mark: int
    columns: Columns
    languages: tuple[str, ...]
    rows: Mapping[str, int]
    lengths: Sequence[int]

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
        top = self.mark + self.lengths[0]
        header = self.data[self.mark : top]
        view = memoryview(self.data)
        pieces: list[memoryview | bytes] = []
        at, place, passed = 0, self.mark, 0
        for row in sorted({*changes, *removed, *follow}):
            place += sum(self.lengths[passed : row - 1]) if row else 0
            passed = row - 1 if row else 0
            start, end = (place, place + self.lengths[row - 1]) if row else (top, top)
            alone = edit_rows(
                header + self.data[start:end],
                self.columns,
                self.languages,
                {2: changes[row]} if row in changes else {},
                removed=[2] if row in removed else [],
                inserted={2 if row else 0: follow[row]} if row in follow else {},
            )
            piece = alone.removeprefix(header)
            after = piece or self.data[end : end + 1]
            torn = self.data[start - 1 : start] == b"\r" and after.startswith(b"\n")
            if not alone.startswith(header) or not header.endswith((b"\n", b"\r")) or torn:
                return edit_rows(*whole, changes, added, removed, inserted)
            pieces += [view[at:start], piece]
            at = end
        result = b"".join([*pieces, view[at:]])
        if len(changes) == 1 and not removed and not follow:
            self._remember_after(next(iter(changes)), len(piece), result)
        return result

    def _remember_after(self, row: int, length: int, result: bytes) -> None:
        """Remember the index of the file in which one row has another length, for the next change."""
        lengths = [*self.lengths]
        lengths[row - 1] = length
        _remember(replace(self, data=result, lengths=lengths))


_MOST_REMEMBERED = 4
_remembered: list[Index] = []
_lock = threading.Lock()


def _remember(index: Index) -> None:
    with _lock:
        _remembered[:] = [*_remembered[1 - _MOST_REMEMBERED :], index]


def index_of(data: bytes, columns: Columns, languages: Sequence[str]) -> Index | None:
    """Return the index of a file's bytes, None where only reading all of it tells which row has which id.

    The files that were changed last are remembered, so that one change after the other costs little.
    """
    wanted = (columns, tuple(languages))
    with _lock:
        recent = _remembered[::-1]
    # Compared, not looked up: the hash of megabytes costs more than comparing them with a few others.
    known = (index for index in recent if (index.columns, index.languages) == wanted and index.data == data)
    return next(known, None) or _made(data, *wanted)


def _made(data: bytes, columns: Columns, languages: tuple[str, ...]) -> Index | None:
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
    sizes = map(len, lines) if text.isascii() else (len(line.encode()) for line in lines)
    places = [*accumulate(sizes, initial=len(mark))]
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
    last = data[ends[-2] if len(ends) > 1 else 0 :]
    if rows is None or last.count(b'"') % 2:
        return None
    lengths = [end - start for start, end in pairwise([len(mark), *ends])]
    return Index(data, len(mark), columns, languages, rows, lengths)


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
