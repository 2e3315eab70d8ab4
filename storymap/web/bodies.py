"""How much a request may send: each view says what it takes, and more is refused before anything is read."""

from enum import Enum

from flask import Flask, current_app, request
from werkzeug.exceptions import LengthRequired, RequestEntityTooLarge, UnsupportedMediaType

from storymap.settings import Settings

EDITOR_JSON = 16 * 1024 * 1024
"""Bytes of the largest JSON body of the editor's API."""


class Body(Enum):
    """What a view takes as the body of an unsafe request."""

    JSON = "JSON of at most 16 MB; an empty body is fine"
    FORM = "a small form"
    FILE = "a file or table, as it is, of at most `max_upload` bytes"


def limit_bodies(app: Flask, settings: Settings) -> None:
    """Refuse a body that is too large, or of unknown length, before anything reads it."""
    limits = {Body.JSON: EDITOR_JSON, Body.FILE: settings.max_upload}

    @app.before_request
    def check_length() -> None:
        taken = body_of(request.endpoint)
        limit = settings.max_body if taken is None else limits.get(taken, settings.max_body)
        request.max_content_length = limit
        if request.content_length is not None and request.content_length > limit:
            raise RequestEntityTooLarge
        # Without a length a limit would cut the body short in silence.
        coding = request.headers.get("Transfer-Encoding", "").lower()
        if request.content_length is None and "chunked" in coding:
            raise LengthRequired


def body_of(endpoint: str | None) -> Body | None:
    """Return what the view of an endpoint says it takes, None when it says nothing."""
    taken: Body | None = getattr(current_app.view_functions.get(endpoint or ""), "takes_body", None)
    return taken


def check_kind(taken: Body) -> None:
    """Refuse a kind of body that the view doesn't take.

    Raises
    ------
    UnsupportedMediaType
        JSON is not called so, or a form is sent where none is taken: any page can make a browser send one.
    """
    form = request.mimetype in ("application/x-www-form-urlencoded", "multipart/form-data")
    empty = not request.content_length
    json = request.mimetype == "application/json"
    fits = {Body.JSON: json or (empty and not form), Body.FORM: form or empty, Body.FILE: not form}
    if not fits[taken]:
        raise UnsupportedMediaType
