"""Answers that many readers ask for at once, kept for a moment in front of the application."""

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from storymap.storage.history import History
from storymap.web.pieces import FILE, OpenFile

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FOREVER = float("inf")
FRESH = 1.0
"""Seconds for which an answer is kept; what a person changed in the files by hand shows after them."""

_MOST_BYTES = 64_000_000
_LARGEST = 1_000_000
_MATTERS = (
    "PATH_INFO", "QUERY_STRING", "SCRIPT_NAME", "wsgi.url_scheme", "HTTP_HOST", "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH", "HTTP_RANGE", "HTTP_IF_RANGE",
)  # fmt: skip
"""All of a request that a public answer depends on; but for the last three, what its file depends on."""

_MOST_FILES = 64

Headers = list[tuple[str, str]]


class _Kept(NamedTuple):
    status: str
    headers: Headers
    body: bytes
    until: float
    saves: int


class _KeptFile(NamedTuple):
    file: OpenFile
    until: float
    saves: int


class Quick:
    """A WSGI application in front of another: a public answer is made once a second, however many ask for it.

    A save through the editor, from whichever process, ends all kept answers at once. Who asks for what is
    just being made waits for it: several threads that make a page at once make each other slow. An archive
    of tiles has thousands of parts: once the application has given one, the others are read right here.
    """

    def __init__(self, application: "WSGIApplication", library: Path, fresh: float = FRESH) -> None:
        """Wrap `application`, which serves the stories of `library`; keep answers for `fresh` seconds."""
        self._fresh = fresh
        self._application = application
        story = library if (library / "story.yaml").is_file() else library / "any"
        self._branches = History(story).folder / "refs" / "heads"
        self._kept: OrderedDict[tuple[Any, ...], _Kept] = OrderedDict()
        self._files: OrderedDict[tuple[Any, ...], _KeptFile] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._making: dict[tuple[Any, ...], threading.Event] = {}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Give the kept answer, or make one."""
        if environ["REQUEST_METHOD"] != "GET":
            return self._application(environ, start_response)
        key = tuple(environ.get(name) for name in _MATTERS)
        if key[-2] and (part := self._part(key[:-3], environ, start_response)) is not None:
            return part
        kept = self._found(key)
        if kept is None:
            with self._turn(key):
                kept = self._found(key)
                if kept is None:
                    return self._made(key, self._saves(), environ, start_response)
        start_response(kept.status, kept.headers)
        return [kept.body]

    def _found(self, key: tuple[Any, ...]) -> _Kept | None:
        """Return the kept answer, if it still holds."""
        kept = self._kept.get(key)
        return kept if kept and self._holds(kept) else None

    def _part(self, key: tuple[Any, ...], environ: "WSGIEnvironment",
              start_response: "StartResponse") -> Iterable[bytes] | None:  # fmt: skip
        """Return the part of a kept file that is asked for, if it still holds."""
        kept = self._files.get(key)
        if kept is None or kept.file.changed or not self._holds(kept):
            return None
        return kept.file.answer(environ, start_response)

    def _holds(self, kept: _Kept | _KeptFile) -> bool:
        """Whether what was kept is still what the application would say."""
        if kept.until < time.monotonic():
            return False
        return kept.until == FOREVER or kept.saves == self._saves()

    @contextlib.contextmanager
    def _turn(self, key: tuple[Any, ...]) -> Iterator[None]:
        """Let the first in; the others wait until it is out, since then there may be an answer for all."""
        with self._lock:
            other = self._making.get(key)
            mine = threading.Event()
            if other is None:
                self._making[key] = mine
        if other is not None:
            other.wait()
            yield
            return
        try:
            yield
        finally:
            with self._lock:
                del self._making[key]
            mine.set()

    def _saves(self) -> int:
        """Return what changes with every save: the time of the folder that names the latest revisions."""
        try:
            return self._branches.stat().st_mtime_ns
        except OSError:
            return 0

    def _made(self, key: tuple[Any, ...], saves: int, environ: "WSGIEnvironment",
              start_response: "StartResponse") -> Iterable[bytes]:  # fmt: skip
        """Let the application answer, and keep the answer if it is for everybody."""
        told: list[tuple[str, Headers]] = []

        def listen(status: str, headers: Headers, *fault: Any) -> Any:
            told[:] = [(status, headers)]
            return start_response(status, headers, *fault)

        made = self._application(environ, listen)
        if not told or not _for_everybody(*told[0]):
            return made
        try:
            body = b"".join(made)
        finally:
            if hasattr(made, "close"):
                made.close()
        status, headers = told[0]
        lasting = "immutable" in dict(headers).get("Cache-Control", "")
        until = FOREVER if lasting else time.monotonic() + self._fresh
        if status[:3] == "206" and FILE in environ:
            self._keep_file(key[:-3], environ[FILE], headers, until, saves)
        else:
            self._keep(key, _Kept(status, headers, body, until, saves))
        return [body]

    def _keep_file(self, key: tuple[Any, ...], path: Path, headers: Headers, until: float,
                   saves: int) -> None:  # fmt: skip
        with contextlib.suppress(OSError):  # gone meanwhile
            kept = _KeptFile(OpenFile(path, headers), until, saves)
            with self._lock:
                self._files[key] = kept
                self._files.move_to_end(key)
                while len(self._files) > _MOST_FILES:
                    self._files.popitem(last=False)

    def _keep(self, key: tuple[Any, ...], kept: _Kept) -> None:
        with self._lock:
            before = self._kept.pop(key, None)
            self._bytes += len(kept.body) - (len(before.body) if before else 0)
            self._kept[key] = kept
            while self._bytes > _MOST_BYTES:
                self._bytes -= len(self._kept.popitem(last=False)[1].body)


def _for_everybody(status: str, headers: Sequence[tuple[str, str]]) -> bool:
    """Whether an answer is public, small, and needs nothing but itself."""
    named = {name.lower(): value for name, value in headers}
    return (
        status[:3] in ("200", "206", "304")
        and named.get("cache-control", "").startswith("public")
        and "set-cookie" not in named
        and int(named.get("content-length", 0)) <= _LARGEST
    )
