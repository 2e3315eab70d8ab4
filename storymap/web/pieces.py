"""A file that the application has given a part of to everybody: further parts come without asking again."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

FILE = "storymap.file"
"""In a request's environment: the path of the file that its answer is a part of."""

_ASKED = re.compile(r"bytes=(\d{1,15})-(\d{1,15})")
_LARGEST = 1_000_000
_OF_A_PART = ("content-range", "content-length")


def etag_of(stat: os.stat_result) -> str:
    """Return the strong tag of a file's bytes."""
    return f"{stat.st_size:x}-{stat.st_mtime_ns:x}"


class OpenFile:
    """A file, held open, with the headers of its parts."""

    def __init__(self, path: Path | str, headers: Iterable[tuple[str, str]]) -> None:
        """Open the file; `headers` are those of an answer with a part of it.

        Raises
        ------
        OSError
            When the file is not there any more.
        """
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        self._path = path
        self._headers = [(name, value) for name, value in headers if name.lower() not in _OF_A_PART]
        stat = os.fstat(self._handle)
        self._stat = _what(stat)
        self._tagged = dict(self._headers).get("ETag") == f'"{etag_of(stat)}"'

    def __del__(self) -> None:
        """Close the file when nobody holds it any more: no answer that is under way loses it before."""
        if hasattr(self, "_handle"):
            os.close(self._handle)

    @property
    def changed(self) -> bool:
        """Whether another file, or other bytes, are there now than the headers are about."""
        try:
            return not self._tagged or _what(Path(self._path).stat()) != self._stat
        except OSError:
            return True

    def answer(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes] | None:
        """Give the one range that is asked for, or None when the application has to answer."""
        asked = _ASKED.fullmatch(environ.get("HTTP_RANGE", ""))
        if asked is None or environ.get("HTTP_IF_RANGE") or environ.get("HTTP_IF_NONE_MATCH"):
            return None
        size = self._stat[0]
        first, last = int(asked[1]), min(int(asked[2]), size - 1)
        if not first <= last < first + _LARGEST:
            return None
        body = os.pread(self._handle, last - first + 1, first)
        if len(body) != last - first + 1:
            return None
        start_response("206 PARTIAL CONTENT", [
            *self._headers,
            ("Content-Range", f"bytes {first}-{last}/{size}"),
            ("Content-Length", str(len(body))),
        ])  # fmt: skip
        return [body]


def _what(stat: os.stat_result) -> tuple[int, int, int, int]:
    """Return what differs when a file was written or replaced."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_dev
