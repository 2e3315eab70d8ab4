"""Pictures, sounds, films and outside pages of a chapter."""

import mimetypes
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

from storymap.model import Media

KINDS = frozenset({"image", "audio", "video", "embed"})


def chapter_media(media: Sequence[Media], language: str) -> list[dict[str, Any]]:
    """Return the media that have an address we may use; `document_problems` names the others."""
    return [_one(item, language) for item in media if address(item)]


def address(media: Media) -> str:
    """Return `media/<file>`, percent-encoded and relative to the story, or an http(s) address; else ''."""
    if media.file:
        return _own(media.file)
    return media.url if web_address(media.url) else ""


def _own(file: str) -> str:
    path = PurePosixPath(file)
    inside = not path.is_absolute() and ".." not in path.parts and "\\" not in file
    return f"media/{quote(str(path).removeprefix('media/'))}" if inside else ""


def web_address(url: str) -> str | None:
    """Return an http(s) address with a host, else None."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def kind_of(media: Media) -> str:
    """Return the author's kind, else the one that the name's ending says, else `embed`."""
    if media.kind in KINDS:
        return media.kind
    guess = mimetypes.guess_type(media.file or urlsplit(media.url).path)[0] or ""
    kind = guess.split("/")[0]
    return kind if kind in KINDS else "embed"


def _one(media: Media, language: str) -> dict[str, Any]:
    url = address(media)
    return {
        "kind": kind_of(media),
        "url": url,
        "host": None if media.file else urlsplit(url).netloc,
        "alt": media.alt.get(language),
        "caption": media.caption.get(language),
        "credit": media.credit.get(language),
        "width": media.size and media.size[0],
        "height": media.size and media.size[1],
        "where": "map" if media.where == "map" else "text",
        "large": _large(media),
    }


def _large(media: Media) -> dict[str, Any] | None:
    """Return the file for those who look closely, None when there is none."""
    url = _own(media.large) if media.large else ""
    if not url or not media.large_size:
        return None
    return {"url": url, "width": media.large_size[0], "height": media.large_size[1]}
