"""The files of the large event sets that a story shows: tiles in pieces, summaries, and counts by place."""

from flask import Response, abort

from storymap.document.event_sets import shown_sets
from storymap.storage.cut_sets import FOLDER, set_files
from storymap.web.library import ShelvedStory
from storymap.web.policy import FILE
from storymap.web.ranges import serve_file

TYPES = {"archive": "application/vnd.pmtiles", "summary": "application/json", "places": "text/csv"}


def serve_tiles(story: ShelvedStory, name: str) -> Response:
    """Answer with a file of the folder `tiles`; 404 for all but those of sets that a chapter shows."""
    kinds = {file: TYPES[kind] for one in shown_sets(story.story) for kind, file in set_files(one).items()}
    wanted = f"{FOLDER}/{name}"
    file = story.folder / wanted
    if wanted not in kinds or file.is_symlink() or file.parent.is_symlink():
        abort(404)
    try:
        response = serve_file(file, kinds[wanted], cache_control="public, max-age=300")
    except OSError:
        abort(404)
    response.headers["Content-Security-Policy"] = FILE
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
