"""The bytes of an event tile, in columns: see `docs/scaling.md`, "The tiles".

A vector tile (MVT) is a list of features with keys and values; a cell with a histogram of 125 months and
8 categories has no place in it but as a text, and its Python encoder manages some ten thousand features a
second. These tiles are columns of numbers, written by NumPy and read in the browser as typed arrays.

Little-endian, every column at a multiple of 8 bytes::

    "SMT1"  u8 kind (1 cells, 2 rows)  u8 bits  u16 columns  u32 entries  u32 0
    per column: u8 type  u8 delta  u16 0  u32 bytes of data  data, filled up to 8

`bits`: a tile is 2**bits cells, or positions, wide. Types: 1 u8, 2 u16, 3 u32, 4 i8, 5 i16, 6 i32, 7 f64,
8 words: u32 count, u32 bytes of text, the words in UTF-8 with NUL between, filled up to 4, then for each
entry a number of a word, u8 for up to 256 words, u16 for up to 65,536, else u32; 9 integers of any size: 7
bits a byte from the lowest on, 128 more in all bytes but a number's last, numbers below 0 as -1, 1, -2, 2 …
become 1, 2, 3, 4 …. `delta`: each number is the difference to the one before it. Counts that follow each
other are alike: as differences in few bytes they pack a quarter smaller than as columns of one width.
"""

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CELLS, ROWS = 1, 2
MAGIC = b"SMT1"
WORDS, VARYING = 8, 9
_TYPES = {"u1": 1, "u2": 2, "u4": 3, "i1": 4, "i2": 5, "i4": 6, "f8": 7}
_NAMES = {number: name for name, number in _TYPES.items()}

Column = NDArray[np.generic] | tuple[Sequence[str], NDArray[np.generic]]
"""Numbers, or words and for each entry the number of its word."""


def tile_bytes(kind: int, bits: int, columns: Sequence[Column], deltas: Sequence[int] = ()) -> bytes:
    """Return a tile of columns of one length; those whose places are in `deltas` are kept as differences."""
    count = len(columns[0][1] if isinstance(columns[0], tuple) else columns[0])
    parts = [MAGIC, struct.pack("<BBHII", kind, bits, len(columns), count, 0)]
    for place, column in enumerate(columns):
        if isinstance(column, tuple):
            kind_of, data = WORDS, _words(*column)
        elif place in deltas:
            steps = column.astype(np.int64)
            steps[1:] -= steps[:-1].copy()
            kind_of, data = VARYING, _varying(steps)
        else:
            small = column.astype(_smallest(column))
            kind_of, data = _TYPES[small.dtype.str[1:]], small.tobytes()
        parts += [struct.pack("<BBHI", kind_of, place in deltas, 0, len(data)), data, bytes(-len(data) % 8)]
    return b"".join(parts)


def read_tile(data: bytes) -> tuple[int, int, list[NDArray[np.generic]]]:
    """Return kind, bits and columns of a tile; words come as an array of objects.

    Raises
    ------
    ValueError
        These bytes are no event tile.
    """
    if data[:4] != MAGIC:
        raise ValueError("these bytes are no event tile")
    kind, bits, columns, count, _ = struct.unpack_from("<BBHII", data, 4)
    at = 16
    found: list[NDArray[np.generic]] = []
    for _ in range(columns):
        kind_of, delta, _, size = struct.unpack_from("<BBHI", data, at)
        body = data[at + 8 : at + 8 + size]
        at += 8 + size + -size % 8
        if kind_of == WORDS:
            found.append(_read_words(body, count))
            continue
        values = _read_varying(body) if kind_of == VARYING else np.frombuffer(body, "<" + _NAMES[kind_of])
        found.append(np.cumsum(values, dtype=np.int64) if delta else values)
    return kind, bits, found


def _varying(numbers: NDArray[np.int64]) -> bytes:
    """Return integers with 7 bits a byte, the small ones in one."""
    left = np.where(numbers < 0, -2 * numbers - 1, 2 * numbers).astype(np.uint64)
    long = np.ones(len(left), np.int64)
    for bits in range(7, 64, 7):
        long += left >= np.uint64(1 << bits)
    begins = np.cumsum(long) - long
    found = np.zeros(int(long.sum()), np.uint8)
    for place in range(int(long.max(initial=0))):
        there = long > place
        more = np.where(long[there] > place + 1, 128, 0).astype(np.uint8)
        found[begins[there] + place] = (left[there] & np.uint64(127)).astype(np.uint8) | more
        left >>= np.uint64(7)
    return found.tobytes()


def _read_varying(body: bytes) -> NDArray[np.int64]:
    data = np.frombuffer(body, np.uint8)
    begins = np.flatnonzero(np.concatenate([[True], data[:-1] < 128])) if len(data) else np.zeros(0, int)
    place = np.arange(len(data)) - np.repeat(begins, np.diff(begins, append=len(data)))
    parts = (data & 127).astype(np.uint64) << (7 * place).astype(np.uint64)
    numbers = (np.add.reduceat(parts, begins) if len(begins) else parts).astype(np.int64)
    return np.where(numbers & 1, -(numbers + 1) // 2, numbers // 2)


def _smallest(values: NDArray[np.generic]) -> str:
    """Return the smallest type that holds the values."""
    if values.dtype.kind == "f":
        return "<f8"
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    fitting = (
        name
        for name in ("u1", "u2", "u4", "i1", "i2", "i4")
        if np.iinfo(name).min <= low and high <= np.iinfo(name).max
    )
    return "<" + next(fitting, "f8")


def _code_type(words: int) -> str:
    return "<u1" if words <= 256 else "<u2" if words <= 65_536 else "<u4"


def _words(words: Sequence[str], codes: NDArray[np.generic]) -> bytes:
    text = "\0".join(word.replace("\0", " ") for word in words).encode()
    body = codes.astype(_code_type(len(words))).tobytes()
    return struct.pack("<II", len(words), len(text)) + text + bytes(-len(text) % 4) + body


def _read_words(body: bytes, count: int) -> NDArray[np.generic]:
    number, size = struct.unpack_from("<II", body)
    words = np.array(body[8 : 8 + size].decode().split("\0") if number else [], dtype=object)
    codes = np.frombuffer(body[8 + size + -size % 4 :], _code_type(number), count)
    found: NDArray[np.generic] = words[codes]
    return found
