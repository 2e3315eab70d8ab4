"""Where every cell of a CSV text begins and ends, as Python's csv module divides it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from storymap.storage.encoding import clean

# The reader removes these before it looks for cells (surrogates can't be here: the text was decoded).
_REMOVED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# NFC turns the Greek question mark into a semicolon.
_SEMICOLON = {0x37E: ";"}


class Unclosed(ValueError):
    """A quotation mark that opens a cell is never closed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell from `start` to `end` in the text, quotation marks included."""

    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its number in the text (the first is 1), its cells, and the line end that follows them."""

    number: int
    cells: tuple[Cell, ...]
    newline: str

    @property
    def start(self) -> int:
        """Where the first cell begins."""
        return self.cells[0].start

    @property
    def end(self) -> int:
        """Where the last cell ends."""
        return self.cells[-1].end


def records_of(text: str, delimiter: str) -> Iterator[Record]:
    """Yield the records of an exact text, empty lines included (as one empty cell).

    Raises
    ------
    Unclosed
        The text ends inside quotation marks.
    """
    bare, places = _bare(text)
    pattern = _pattern(delimiter)
    at = number = 0
    while at < len(bare):
        number += 1
        cells = []
        while True:
            found = pattern.match(bare, at)
            assert found is not None  # the pattern also matches nothing
            if found["open"] and not found["close"]:
                raise Unclosed(f"record {number}")
            cells.append(Cell(places(at), places(found.end()), bool(found["open"])))
            at = found.end()
            if at == len(bare) or bare[at] != delimiter:
                break
            at += 1
        newline = "\r\n" if bare.startswith("\r\n", at) else bare[at : at + 1]
        at += len(newline)
        yield Record(number, tuple(cells), newline)


def value_of(text: str, cell: Cell) -> str:
    """Return what the reader sees in a cell."""
    written = clean(text[cell.start : cell.end])
    if not cell.quoted:
        return written
    inner = re.match(r'"((?:[^"]|"")*+)"', written)
    assert inner is not None  # it is quoted
    return inner[1].replace('""', '"') + written[inner.end() :]


@lru_cache(maxsize=8)
def _pattern(delimiter: str) -> re.Pattern[str]:
    """Return the pattern of a cell: quoted with whatever follows, or plain."""
    rest = f"[^{re.escape(delimiter)}\r\n]*"
    return re.compile(f'(?P<open>")(?:[^"]|"")*+(?P<close>"?){rest}|{rest}')


class _Places:
    """The places in the exact text of the characters that the reader keeps."""

    def __init__(self, text: str) -> None:
        self._kept = [index for index, character in enumerate(text) if not _REMOVED.match(character)]
        self._length = len(text)

    def __call__(self, index: int) -> int:
        return self._kept[index] if index < len(self._kept) else self._length


def _bare(text: str) -> tuple[str, _Places | type[int]]:
    """Return the text without what the reader removes, and where its characters stand in the exact one."""
    bare = text.translate(_SEMICOLON)
    if not _REMOVED.search(bare):
        return bare, int
    return _REMOVED.sub("", bare), _Places(text)
