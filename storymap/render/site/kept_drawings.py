"""Drawn maps are kept in the cache folder, so that a new folder for a site needs no new drawings."""

import contextlib
import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from storymap.render.site.drawing_pool import Files, draw_all
from storymap.render.site.drawings import NAMES, Drawing

_MOST = 400  # of about 250 kB
_HASH = 32


class KeptDrawings:
    """A folder with the latest drawings by their keys; without a folder all are drawn."""

    def __init__(self, folder: Path | None) -> None:
        """Use a folder, which need not be there yet; what is wrong with it only costs time."""
        self._folder = folder

    def draw(self, drawings: Sequence[Drawing], keys: Mapping[str, str]) -> Iterator[tuple[Drawing, Files]]:
        """Yield each drawing with its maps, in any order; `keys` are theirs by their place."""
        missing = []
        for drawing in drawings:
            if files := self._read(drawing, keys[drawing.place]):
                yield drawing, files
            else:
                missing.append(drawing)
        for drawing, files in draw_all(missing):
            if len(missing) <= _MOST:
                self._write(keys[drawing.place], files)
            yield drawing, files
        if missing:
            self._forget()

    def _read(self, drawing: Drawing, key: str) -> Files | None:
        if self._folder is None:
            return None
        try:
            data = (self._folder / key).read_bytes()
            head, _, body = data[_HASH:].partition(b"\n")
            if hashlib.blake2b(data[_HASH:], digest_size=_HASH).digest() != data[:_HASH]:
                return None
            (self._folder / key).touch()
        except OSError:
            return None
        files: Files = []
        for name, size in zip(NAMES, json.loads(head), strict=True):
            files.append((f"{drawing.place}{name}", body[:size]))
            body = body[size:]
        return files

    def _write(self, key: str, files: Files) -> None:
        if self._folder is None:
            return
        head = json.dumps([len(content) for _, content in files]).encode()
        data = b"\n".join([head, b"".join(content for _, content in files)])
        part = self._folder / f".{key}.{secrets.token_hex(4)}"
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(hashlib.blake2b(data, digest_size=_HASH).digest() + data)
            part.replace(self._folder / key)

    def _forget(self) -> None:
        """Remove all but the drawings that were used last."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            files = sorted(self._folder.iterdir(), key=lambda file: file.stat().st_mtime_ns, reverse=True)
            for file in files[_MOST:]:
                file.unlink(missing_ok=True)
