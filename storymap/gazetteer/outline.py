"""Reads the packed outline of a unit, and tells whether a point lies in it."""

import zlib
from collections.abc import Iterator

PER_DEGREE = 1000
Ring = list[tuple[int, int]]


def _numbers(packed: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in packed:
        value |= (byte & 127) << shift
        if byte & 128:
            shift += 7
        else:
            yield -(value + 1) // 2 if value & 1 else value // 2
            value = shift = 0


def rings(blob: bytes) -> Iterator[Ring]:
    """Yield the rings of an outline, as points in thousandths of a degree."""
    numbers = _numbers(zlib.decompress(blob))
    for length in numbers:
        x, y, ring = 0, 0, []
        for _ in range(length):
            x, y = x + next(numbers), y + next(numbers)
            ring.append((x, y))
        yield ring


def holds(blob: bytes, lon: float, lat: float) -> bool:
    """Tell whether a point lies in an outline: a line eastwards crosses its rings an odd number of times."""
    x, y, inside = lon * PER_DEGREE, lat * PER_DEGREE, False
    for ring in rings(blob):
        (x0, y0) = ring[-1]
        for x1, y1 in ring:
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                inside = not inside
            x0, y0 = x1, y1
    return inside
