"""What pages of every origin may read: an embed in an article system's sandbox has no origin of its own."""

from flask import Response, request

_OPEN = frozenset({"asset", "basemap", "archive", "story_map", "chapter_map", "data", "media", "tiles"})
"""Endpoints whose answers are the same for everybody: built files, tiles, drawn maps, downloads, media."""


def open_to_any_origin(response: Response) -> Response:
    """Let scripts of every origin read the public files, in ranges too (Fetch standard, CORS)."""
    if (request.endpoint or "").rpartition(".")[2] in _OPEN:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Access-Control-Expose-Headers"] = "Content-Length, Content-Range, ETag"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Headers"] = "Range"
            response.headers["Access-Control-Max-Age"] = "86400"
    return response
