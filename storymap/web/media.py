"""Files of a story's media folder: known types only, never a path that leads out of the folder."""

from pathlib import Path

from flask import Response, abort

from storymap.model.media_types import MEDIA_TYPES
from storymap.storage.inside import FileRefused
from storymap.storage.media_path import media_path
from storymap.web.policy import FILE
from storymap.web.ranges import serve_file


def serve_media(story_folder: Path, name: str) -> Response:
    """Answer with `media/<name>`; anything else than a plain file of a known type is 404."""
    file = media_file(story_folder, name)
    if file is None:
        abort(404)
    try:
        response = serve_file(file, MEDIA_TYPES[file.suffix.lower()], cache_control="public, max-age=300")
    except OSError:
        abort(404)
    response.headers["Content-Security-Policy"] = FILE
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def media_file(story_folder: Path, name: str) -> Path | None:
    """Return the file when it is inside the folder, with no symbolic link on the way, else None."""
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return None
    try:
        file = media_path(story_folder, name)
    except (FileRefused, OSError):
        return None
    return file if file.suffix.lower() in MEDIA_TYPES else None
