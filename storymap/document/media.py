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
        path = PurePosixPath(media.file)
        inside = not path.is_absolute() and ".." not in path.parts and "\\" not in media.file
        return f"media/{quote(str(path).removeprefix('media/'))}" if inside else ""
    return media.url if web_address(media.url) else ""


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
        "width": None,
        "height": None,
    }
