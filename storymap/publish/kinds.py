"""What a host should say of a file: its type, and how long it may be kept; and which names are fit."""

import re
from pathlib import PurePosixPath

from storymap.render.asset_names import is_hashed

TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8", ".json": "application/json", ".geojson": "application/geo+json",
    ".csv": "text/csv; charset=utf-8", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg", ".avif": "image/avif", ".gif": "image/gif",
    ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg",
    ".opus": "audio/ogg", ".wav": "audio/wav", ".flac": "audio/flac",
    ".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg",
    ".vtt": "text/vtt; charset=utf-8", ".pmtiles": "application/vnd.pmtiles", ".pdf": "application/pdf",
    ".zip": "application/zip",
}  # fmt: skip
"""Types by the ending of the name; those of the machine (`mimetypes`) differ from one to the next."""

_BY_NAME = {"feed.xml": "application/atom+xml; charset=utf-8", "oembed.xml": "text/xml; charset=utf-8"}
_IMMUTABLE = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=60, must-revalidate"
_KEY = re.compile(r"[A-Za-z0-9._/-]+")
LONGEST = 200
"""Bytes that a key may have."""


def content_type(key: str) -> str:
    """Return the media type of a file, `application/octet-stream` when its ending is unknown."""
    path = PurePosixPath(key)
    return _BY_NAME.get(path.name) or TYPES.get(path.suffix.lower(), "application/octet-stream")


def cache_control(key: str) -> str:
    """Return how long readers and hosts may keep a file: for ever when its name holds its hash."""
    return _IMMUTABLE if is_hashed(key) else _SHORT


def unfit(key: str) -> bool:
    """Whether a name is no key that every store takes: ASCII, at most 200 bytes."""
    return len(key.encode()) > LONGEST or _KEY.fullmatch(key) is None
