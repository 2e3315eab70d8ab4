"""A story that hasn't changed is taken as it was read last, with its documents, from the cache folder."""

import contextlib
import hashlib
import io
import pickle
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import storymap
from storymap.paths import geodata_dir
from storymap.render.site.stamps import program
from storymap.render.site.stories import SiteStory
from storymap.storage import fingerprint

Read = tuple[str, SiteStory | None]
"""A story's id, and the story as readers see it; None for a draft."""

_HASH = 32
_MOST = 2_000  # stories
_SETTLED = 2_000_000_000  # nanoseconds: what changed later may change again without another time
_UNFIT = (pickle.PickleError, TypeError, AttributeError, ImportError, RecursionError)
_CODE = ("document", "model", "storage", "tables")  # what reads stories, and what keeps drafts back
_OURS = ("storymap.model.", "storymap.document.safe", "storymap.render.site.stories")


class KeptStories:
    """A folder with the stories that were read last; what is wrong with it only costs time."""

    def __init__(self, folder: Path, settled: int = _SETTLED) -> None:
        """Use a folder, which need not be there yet; a story is kept `settled` nanoseconds after a change."""
        self._folder = folder
        self._settled = settled
        parts = [geodata_dir() / name for name in ("basemap", "gazetteer")]
        parts += [Path(storymap.__file__).parent / name for name in _CODE]
        self._program = b"\0".join([program(), *(fingerprint(part).encode() for part in parts)])

    def read(self, folder: Path, read: Callable[[Path], Read]) -> Read:
        """Return a story as it was read last if no file of it changed since, else as `read` gives it."""
        file = self._folder / hashlib.blake2b(bytes(folder.resolve()), digest_size=16).hexdigest()
        state, newest = self._state(folder)
        with contextlib.suppress(OSError, *_UNFIT):
            data = file.read_bytes()
            if data[:_HASH] == _digest(state, data[_HASH:]):
                file.touch()
                return _Ours(io.BytesIO(data[_HASH:])).load()
        found = read(folder)
        if self._state(folder)[0] == state and time.time_ns() - newest > self._settled:
            with contextlib.suppress(*_UNFIT):
                data = pickle.dumps(found, 5)
                if _Ours(io.BytesIO(data)).load() == found:
                    self._write(file, state, data)
        return found

    def forget(self) -> None:
        """Remove all but the stories that were read last."""
        with contextlib.suppress(OSError):
            files = sorted(self._folder.iterdir(), key=lambda file: file.stat().st_mtime_ns, reverse=True)
            for file in files[_MOST:]:
                file.unlink(missing_ok=True)

    def _state(self, folder: Path) -> tuple[bytes, int]:
        """Return a hash of all that a story is made from, without reading it, and its latest change."""
        # The time of the last change of a file's record can't be set back, as that of its content can.
        newest = max((path.lstat().st_ctime_ns for path in folder.rglob("*")), default=0)
        told = "\0".join([str(folder.resolve()), fingerprint(folder), str(newest)])
        return self._program + b"\0" + told.encode("utf-8", "surrogateescape"), newest

    def _write(self, file: Path, state: bytes, data: bytes) -> None:
        part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_digest(state, data) + data)
            part.replace(file)


class _Ours(pickle.Unpickler):
    """Makes records of ours alone, whatever a file of the cache folder says."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of ours by its name."""
        found = getattr(__import__(module, fromlist=[name]), name) if module.startswith(_OURS) else None
        if isinstance(found, type) and found.__module__ == module:
            return found
        if module.startswith("pathlib") and name in ("PosixPath", "WindowsPath"):
            return type(Path())
        raise pickle.UnpicklingError(f"{module}.{name} is no record of a story")


def _digest(state: bytes, data: bytes) -> bytes:
    return hashlib.blake2b(state + b"\0" + data, digest_size=_HASH).digest()
