"""What a story's media folder holds, and which chapters use it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from PIL import Image

from storymap.model.media_types import MEDIA_TYPES, endings
from storymap.storage.media_path import FOLDER, same_name

_PICTURES = endings("image")
_IN_TEXT = re.compile(r"media/([^\s)\"'>]+)")


@dataclass(frozen=True)
class MediaFile:
    """A file of the media folder; width and height are in pixels, None for what is no picture."""

    file: str
    bytes: int
    width: int | None = None
    height: int | None = None


def media_files(folder: Path) -> list[MediaFile]:
    """Return the plain files of known types in media/, by name; links and hidden files are left out."""
    home = folder / FOLDER
    if home.is_symlink() or not home.is_dir():
        return []
    return [
        _file(path, path.relative_to(home).as_posix())
        for path in sorted(home.rglob("*"))
        if path.suffix.lower() in MEDIA_TYPES and _is_plain(path, home)
    ]


def uses(chapters: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return for each file of the media folder, by its `same_name`, the chapters that show or link it.

    `chapters` are records as `Editable.as_json` has them, with `id`, `media`, `text`, `text@vi`, …
    """
    found: dict[str, list[str]] = {}
    for chapter in chapters:
        for file in sorted(_named(chapter)):
            found.setdefault(file, []).append(str(chapter["id"]))
    return found


def layer_uses(layers: Any, language: str) -> dict[str, list[str]]:
    """Return for each file of the media folder, by its `same_name`, the titles of layers that show it.

    `layers` is what story.yaml says of them, whatever that is.
    """
    found: dict[str, list[str]] = {}
    for layer in layers if isinstance(layers, list) else []:
        file = str(layer.get("image") or "") if isinstance(layer, Mapping) else ""
        if file and "://" not in file:
            words = layer.get("title")
            if isinstance(words, Mapping):
                words = words.get(language) or next(iter(words.values()), "")
            name = same_name(file.removeprefix(f"{FOLDER}/"))
            found.setdefault(name, []).append(str(words or layer.get("id") or "?"))
    return found


def _named(chapter: Mapping[str, Any]) -> set[str]:
    """Return the files that a chapter names, in its list of media and in its texts."""
    named: set[str] = set()
    for field, value in chapter.items():
        name = field.partition("@")[0]
        if name == "media" and isinstance(value, list):
            maps = [item for item in value if isinstance(item, Mapping)]
            files = [str(item.get(key) or "") for item in maps for key in ("file", "large")]
            named.update(file.removeprefix(f"{FOLDER}/") for file in files if file)
        elif name == "text" and isinstance(value, str):
            named.update(unquote(file) for file in _IN_TEXT.findall(value))
    return {same_name(file) for file in named}


def _is_plain(path: Path, home: Path) -> bool:
    parts = path.relative_to(home).parts
    steps = [home.joinpath(*parts[:count]) for count in range(1, len(parts) + 1)]
    hidden = any(part.startswith(".") for part in parts)
    return not hidden and not any(step.is_symlink() for step in steps) and path.is_file()


def _file(path: Path, name: str) -> MediaFile:
    size = path.stat().st_size
    if path.suffix.lower() not in _PICTURES:
        return MediaFile(name, size)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as picture:  # reads the header only
                return MediaFile(name, size, *picture.size)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return MediaFile(name, size)
