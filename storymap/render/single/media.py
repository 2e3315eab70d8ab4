"""The media of a story that is one file: each stands in it once."""

import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from storymap.model.media_types import MEDIA_TYPES
from storymap.render.single.urls import data_url
from storymap.storage.inside import FileRefused, read_bytes
from storymap.storage.media_path import FOLDER, media_path

_SOURCES = (
    (re.compile(r'(<(?:img|audio|video)\b[^>]*?\ssrc=)"(media/[^"]*)"'), "data-media"),
    (re.compile(r'(<img\b[^>]*?\sdata-large=)"(media/[^"]*)"'), "data-media-large"),
)
_NOTHING = "data:,"


def inline_media(html: str, folder: Path) -> tuple[str, list[str]]:
    """Return a page with its media in it, and in words which are left out.

    An element keeps the names of its files as `data-media` and, of a larger one, `data-media-large`, by which
    the pages in other languages find them.
    """
    left_out: dict[str, str] = {}
    found: dict[str, str] = {}

    def named(attribute: str) -> Callable[[re.Match[str]], str]:
        def put(match: re.Match[str]) -> str:
            name = unescape(match[2])
            if name not in found:
                found[name] = _content(folder, unquote(name), lambda why: left_out.setdefault(name, why))
            return f'{match[1]}"{found[name]}" {attribute}="{escape(name)}"'

        return put

    for source, attribute in _SOURCES:
        html = source.sub(named(attribute), html)
    return html, [f"{name}: {why}" for name, why in left_out.items()]


def _content(folder: Path, name: str, refused: Callable[[str], object]) -> str:
    mimetype = MEDIA_TYPES.get(PurePosixPath(name).suffix.lower())
    if mimetype is None:
        refused("a file of this type is not shown")
        return _NOTHING
    try:
        file = media_path(folder, name.removeprefix(f"{FOLDER}/"))
        return data_url(read_bytes(folder, file.relative_to(folder).as_posix()), mimetype)
    except (FileRefused, OSError) as fault:
        refused(str(fault))
        return _NOTHING
