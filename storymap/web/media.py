"""Files of a story's media folder: known types only, never a path that leads out of the folder."""

from pathlib import Path

from flask import Response, abort

from storymap.model.media_types import MEDIA_TYPES
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
    if any(part in ("", ".", "..") or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return None
    folder = story_folder / "media"
    file = folder.joinpath(*parts)
    steps = [folder, *(folder.joinpath(*parts[:count]) for count in range(1, len(parts) + 1))]
    known = file.suffix.lower() in MEDIA_TYPES
    if not known or any(step.is_symlink() for step in steps) or not file.is_file():
        return None
    return file if file.resolve().is_relative_to(folder.resolve()) else None
