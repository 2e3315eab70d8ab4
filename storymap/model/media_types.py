"""The types of files that a story's media folder may hold: one table for reading, checking and serving."""

MEDIA_TYPES = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
    ".avif": "image/avif", ".gif": "image/gif",
    ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg",
    ".opus": "audio/ogg", ".wav": "audio/wav", ".flac": "audio/flac",
    ".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg",
    ".vtt": "text/vtt",
}  # fmt: skip
"""Media types by file ending. SVG is missing on purpose: it may hold scripts."""


def endings(kind: str) -> tuple[str, ...]:
    """Return the endings of a kind of media: `image`, `audio` or `video`."""
    return tuple(ending for ending, mimetype in MEDIA_TYPES.items() if mimetype.startswith(f"{kind}/"))
