"""The JSON API of the editor: a blueprint at /api/, thin over storage, gazetteer and document."""

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException

from storymap.problems import StorymapError
from storymap.web.access import guard
from storymap.web.api.about import add_about
from storymap.web.api.atlas import Atlas
from storymap.web.api.failures import failure
from storymap.web.api.history import add_history
from storymap.web.api.media import add_media
from storymap.web.api.places import add_places
from storymap.web.api.saving import add_saving
from storymap.web.api.scans import add_scans
from storymap.web.api.sharing import add_sharing
from storymap.web.api.stories import add_stories
from storymap.web.api.tables import add_tables
from storymap.web.api.trash import add_trash
from storymap.web.api.words import add_words
from storymap.web.editor_policy import protect_editor
from storymap.web.library import Library

PREFIX = "/api"

__all__ = ["PREFIX", "api_blueprint", "failure"]


def api_blueprint(library: Library, *, reader: str) -> Blueprint:
    """Return the blueprint of the API over a story library; `reader` names the blueprint of its readers."""
    api, atlas = guard(Blueprint("api", __name__, url_prefix=PREFIX)), Atlas()
    add_about(api, reader=reader)
    add_stories(api, library)
    add_saving(api, library)
    add_words(api)
    add_places(api, library, atlas)
    add_media(api, library)
    add_scans(api)
    add_tables(api, library, atlas)
    add_history(api, library)
    add_trash(api, library)
    add_sharing(api, library)

    @api.errorhandler(HTTPException)
    @api.errorhandler(StorymapError)
    @api.errorhandler(OSError)
    def failed(error: Exception) -> Response:
        return failure(error)

    api.after_request(protect_editor)
    return api
