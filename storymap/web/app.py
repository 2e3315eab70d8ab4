"""The application factory: settings in, a Flask application out."""

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, LengthRequired, RequestEntityTooLarge

from storymap.problems import StoryNotFound
from storymap.settings import Settings
from storymap.web.api import PREFIX, api_blueprint, failure
from storymap.web.assets import Assets
from storymap.web.errors import error_page
from storymap.web.health import health_blueprint
from storymap.web.library import Library, StoryBroken
from storymap.web.policy import plain_policy, protect
from storymap.web.preview import preview_blueprint
from storymap.web.public_path import PublicPath
from storymap.web.reader import reader_blueprint


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application that serves a story library.

    Without `settings` they come from the environment (`STORYMAP_LIBRARY` and so on).
    """
    settings = settings or Settings.from_environment()
    app = Flask("storymap", static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    library = Library(settings.library)
    app.register_blueprint(reader_blueprint(library, public_url=settings.public_url,
                                            frame_ancestors=settings.frame_ancestors))
    app.register_blueprint(api_blueprint(library))
    app.register_blueprint(preview_blueprint(library, reader="storymap"))
    app.register_blueprint(health_blueprint(library.folder))
    app.wsgi_app = PublicPath(app.wsgi_app, settings.public_url)  # type: ignore[method-assign]
    _refuse_large_bodies(app, settings.max_body)
    _add_error_pages(app, plain_policy(settings.frame_ancestors))
    return app


def _refuse_large_bodies(app: Flask, limit: int) -> None:
    """Refuse a body that is too large, or of unknown length, before anything reads it."""

    @app.before_request
    def check_length() -> None:
        if request.content_length is not None and request.content_length > limit:
            raise RequestEntityTooLarge
        # Without a length a limit would cut the body short in silence.
        coding = request.headers.get("Transfer-Encoding", "").lower()
        if request.content_length is None and "chunked" in coding:
            raise LengthRequired


def _add_error_pages(app: Flask, csp: str) -> None:
    """Show our own page for errors outside the reader's blueprint, and set the headers of every answer."""
    assets = Assets()

    @app.errorhandler(HTTPException)
    @app.errorhandler(StoryNotFound)
    @app.errorhandler(StoryBroken)
    def http_error(error: Exception) -> Response:
        if request.path.startswith(f"{PREFIX}/"):
            return failure(error)
        return error_page(error, assets, csp, within="storymap")

    @app.after_request
    def headers(response: Response) -> Response:
        return protect(response, csp)
