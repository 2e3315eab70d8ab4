"""The JSON API of the editor: a blueprint at /api/, thin over storage, gazetteer and document."""

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException

from storymap.problems import StorymapError
from storymap.web.access import guard
from storymap.web.api.atlas import Atlas
from storymap.web.api.failures import failure
from storymap.web.api.places import add_places
from storymap.web.api.words import add_words
from storymap.web.library import Library

PREFIX = "/api"

__all__ = ["PREFIX", "api_blueprint", "failure"]


def api_blueprint(library: Library) -> Blueprint:
    """Return the blueprint of the API over a story library."""
    api = guard(Blueprint("api", __name__, url_prefix=PREFIX))
    add_words(api)
    add_places(api, library, Atlas())

    @api.errorhandler(HTTPException)
    @api.errorhandler(StorymapError)
    @api.errorhandler(OSError)
    def failed(error: Exception) -> Response:
        return failure(error)

    return api
