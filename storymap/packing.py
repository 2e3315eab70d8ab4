"""Packing with gzip: the same bytes for the same data, and fewer of them than zlib's best level makes."""

import deflate

HASTY, BEST = 1, 12
_SHORT, _LONG = 500_000, 2_000_000


def pack(data: bytes, level: int | None = None) -> bytes:
    """Return the data as gzip, without a time in it.

    `HASTY` is for what is packed anew for each reader, `BEST` for what is packed once and kept. Without a
    level, long data is packed with less care, so that no reader waits for it.
    """
    usual = 10 if len(data) < _SHORT else 9 if len(data) < _LONG else 6
    return bytes(deflate.gzip_compress(data, level or usual))
