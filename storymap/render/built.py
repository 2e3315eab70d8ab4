"""What the browser build made: hashed names by plain names, and the files themselves."""

import json
from pathlib import Path

from storymap.paths import static_dir

EMBED_SCRIPT = "article.js"
"""The script that articles load, as `embed.js`: their snippets are never changed again."""


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
