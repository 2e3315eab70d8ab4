"""One table of settings: it feeds the command line, the environment, the documentation and the tests."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from storymap.paths import shipped_stories_dir

_YES = {"1", "yes", "true", "on"}
_NO = {"0", "no", "false", "off", ""}


def _setting(default: Any, text: str) -> Any:
    """Declare a setting with its default and its line of help."""
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True)
class Settings:
    """How a server behaves; each field is also an environment variable `STORYMAP_<FIELD>`."""

    library: Path = field(default_factory=shipped_stories_dir,
                          metadata={"help": "Folder of story folders, or one story folder."})
    host: str = _setting("127.0.0.1", "Address to listen on.")
    port: int = _setting(8000, "Port to listen on.")
    workers: int = _setting(1, "Number of server processes.")
    public_url: str = _setting("", "Address of the site as readers see it, for links in pages and cards.")
    frame_ancestors: str = _setting("'self'", "Who may show reader pages in a frame (CSP frame-ancestors).")
    embed_ancestors: str = _setting("*", "Who may show embeds in a frame (CSP frame-ancestors).")
    read_only: bool = _setting(False, "Serve the reader's pages alone: no editor, no API.")
    max_upload: int = _setting(25 * 1024 * 1024, "Largest accepted file for the editor in bytes.")
    max_body: int = _setting(65_536, "Largest accepted request body in bytes, outside the editor.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, **overrides: Any) -> "Settings":
        """Return settings from `STORYMAP_*` variables; keyword arguments win.

        Raises
        ------
        ValueError
            When a number is not a number, or a switch neither 1 nor 0; the text names the variable.
        """
        values: dict[str, Any] = {}
        for item in fields(cls):
            text = environment.get(f"STORYMAP_{item.name.upper()}")
            if text is not None:
                values[item.name] = _convert(item.name, item.type, text)
        return cls(**(values | {key: value for key, value in overrides.items() if value is not None}))

    def as_environment(self) -> dict[str, str]:
        """Return the settings as environment variables, for worker processes."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {f"STORYMAP_{name.upper()}": str(int(value) if isinstance(value, bool) else value)
                for name, value in values.items()}


def _convert(name: str, kind: Any, text: str) -> Any:
    """Read one variable as the type of its field."""
    if kind is int:
        try:
            return int(text)
        except ValueError:
            raise ValueError(f"STORYMAP_{name.upper()} must be a whole number, not {text!r}") from None
    if kind is bool:
        if text.strip().lower() not in _YES | _NO:
            raise ValueError(f"STORYMAP_{name.upper()} must be 1 or 0, not {text!r}")
        return text.strip().lower() in _YES
    return Path(text) if kind is Path else text
