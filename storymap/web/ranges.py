"""Large files in pieces: byte ranges read with `os.pread`, so no server reads a file from its beginning."""

import os
from collections.abc import Iterator
from pathlib import Path

from flask import Response, request
from werkzeug.http import parse_range_header

from storymap.web.pieces import FILE, etag_of

_PIECE = 262_144


def serve_file(path: Path, mimetype: str, *, cache_control: str) -> Response:
    """Answer with a file, or with the one range that was asked for (RFC 9110, section 14).

    206 with `Content-Range`, 416 for a range beyond the end, 304 for what the browser has. A request for
    several ranges, or with an `If-Range` that no longer holds, gets the whole file, as the RFC allows.

    Raises
    ------
    OSError
        When the file cannot be opened.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        stat = os.fstat(handle)
        etag = etag_of(stat)
        first, end, status = _range(stat.st_size, etag)
    except BaseException:
        os.close(handle)
        raise
    body = _Pieces(handle, first, end)
    request.environ[FILE] = path
    response = Response(body, status=status, mimetype=mimetype, direct_passthrough=True)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = cache_control
    response.set_etag(etag)
    if status == 416:
        response.headers["Content-Range"] = f"bytes */{stat.st_size}"
    elif status == 206:
        response.headers["Content-Range"] = f"bytes {first}-{end - 1}/{stat.st_size}"
    elif request.if_none_match.contains(etag):
        response.status_code = 304
        body.close()
        response.response = []
        return response
    response.headers["Content-Length"] = str(end - first)
    return response


def _range(size: int, etag: str) -> tuple[int, int, int]:
    """Return first byte, end (exclusive) and status of the answer to this request."""
    asked = parse_range_header(request.headers.get("Range"))
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return 0, size, 200
    if request.if_range.etag is not None and request.if_range.etag != etag:
        return 0, size, 200
    if request.if_range.date is not None:
        return 0, size, 200
    bounds = asked.range_for_length(size)
    return (0, 0, 416) if bounds is None else (bounds[0], bounds[1], 206)


class _Pieces:
    """The bytes from `first` to `end` of an open file, which is closed at the end or with the connection."""

    def __init__(self, handle: int, first: int, end: int) -> None:
        """Take over the open file."""
        self._handle: int | None = handle
        self._first = first
        self._end = end

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes in pieces; a file that became shorter ends early."""
        position = self._first
        try:
            while position < self._end and self._handle is not None:
                piece = os.pread(self._handle, min(_PIECE, self._end - position), position)
                if not piece:
                    return
                position += len(piece)
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __del__(self) -> None:
        """Close the file when a server dropped the answer without reading it."""
        self.close()
