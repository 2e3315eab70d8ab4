"""The finer map tiles that a story brings along: the one archive that its story.yaml names, in pieces."""

from pathlib import PurePosixPath

from flask import Response, abort

from storymap.storage.inside import FileRefused, inside
from storymap.web.library import ShelvedStory
from storymap.web.policy import FILE
from storymap.web.ranges import serve_file


def serve_archive(story: ShelvedStory) -> Response:
    """Answer with the story's own archive; 404 when it names none, or one that is no plain file."""
    name = story.story.basemap.pmtiles
    if not name or "://" in name:
        abort(404)
    parts = PurePosixPath(name).parts
    steps = [story.folder.joinpath(*parts[:count]) for count in range(1, len(parts) + 1)]
    if any(part.startswith(".") for part in parts) or any(step.is_symlink() for step in steps):
        abort(404)
    try:
        file = inside(story.folder, name)
        response = serve_file(file, "application/vnd.pmtiles", cache_control="public, max-age=300")
    except (FileRefused, OSError):
        abort(404)
    response.headers["Content-Security-Policy"] = FILE
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
