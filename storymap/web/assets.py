"""Files that the browser build made: hashed names, kept for ever by the browser, packed ahead of time."""

import json
import mimetypes
import re
from pathlib import Path

from flask import Response, abort, request

from storymap.paths import static_dir
from storymap.web.ranges import serve_file

_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml",
          ".txt": "text/plain", ".woff2": "font/woff2", ".map": "application/json"}
FOREVER = "public, max-age=31536000, immutable"


class Assets:
    """The manifest of the build, read again when a new build replaced it."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use the package's own folder, or `folder`."""
        self.folder = folder or static_dir()
        self._stamp = 0
        self._names: dict[str, str] = {}

    @property
    def names(self) -> dict[str, str]:
        """Hashed names by plain names; empty before the first build."""
        file = self.folder / "manifest.json"
        try:
            stamp = file.stat().st_mtime_ns
            if stamp != self._stamp:
                self._names, self._stamp = json.loads(file.read_text("utf-8")), stamp
        except (OSError, ValueError):
            return self._names
        return self._names

    def text(self, name: str) -> str:
        """Return what the built file `name` holds, or "" before the first build."""
        built = self.names.get(name)
        return (self.folder / built).read_text("utf-8") if built else ""

    @property
    def stamp(self) -> int:
        """A number that changes with every build."""
        return self._stamp if self.names or self._stamp else 0


def serve_asset(assets: Assets, name: str) -> Response:
    """Answer with a built file, packed with gzip when the browser takes it; 404 for any other name."""
    if not _NAME.match(name) or name == "manifest.json":
        abort(404)
    packed = assets.folder / f"{name}.gz"
    use_packed = request.accept_encodings.quality("gzip") > 0 and packed.is_file()
    file = packed if use_packed else assets.folder / name
    if file.is_symlink() or not file.is_file():
        abort(404)
    suffix = Path(name).suffix
    mimetype = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    hashed = name in assets.names.values()
    response = serve_file(file, mimetype, cache_control=FOREVER if hashed else "public, max-age=3600")
    if use_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response
