"""The application factory: settings in, a Flask application out."""

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, Unauthorized

from storymap.problems import StoryNotFound
from storymap.settings import Settings
from storymap.web.access import open_gate
from storymap.web.api import PREFIX, api_blueprint, failure
from storymap.web.assets import Assets
from storymap.web.bodies import limit_bodies
from storymap.web.cross_site import SAFE
from storymap.web.editor import editor_blueprint
from storymap.web.errors import error_page
from storymap.web.health import health_blueprint
from storymap.web.library import Library, StoryBroken
from storymap.web.login import login_blueprint, to_login
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
                                            frame_ancestors=settings.frame_ancestors,
                                            embed_ancestors=settings.embed_ancestors))
    app.register_blueprint(health_blueprint(library.folder))
    if not settings.read_only:
        _add_editor(app, library, settings)
    app.wsgi_app = PublicPath(app.wsgi_app, settings.public_url)  # type: ignore[method-assign]
    limit_bodies(app, settings)
    _add_error_pages(app, plain_policy(settings.frame_ancestors))
    return app


def _add_editor(app: Flask, library: Library, settings: Settings) -> None:
    """Add what is behind the login; a read-only server has none of it."""
    open_gate(app, settings)
    app.register_blueprint(api_blueprint(library, reader="storymap"))
    app.register_blueprint(editor_blueprint(library, reader="storymap"))
    app.register_blueprint(preview_blueprint(library, reader="storymap"))
    app.register_blueprint(login_blueprint(settings))


def _add_error_pages(app: Flask, csp: str) -> None:
    """Show our own page for errors outside the reader's blueprint, and set the headers of every answer."""
    assets = Assets()

    @app.errorhandler(HTTPException)
    @app.errorhandler(StoryNotFound)
    @app.errorhandler(StoryBroken)
    def http_error(error: Exception) -> Response:
        if request.path.startswith(f"{PREFIX}/"):
            return failure(error)
        # The login may not stand in a frame, such as that of a preview whose reader was shut out meanwhile.
        framed = request.headers.get("Sec-Fetch-Dest") == "iframe"
        if isinstance(error, Unauthorized) and request.method in SAFE and not framed:
            return to_login()
        return error_page(error, assets, csp, within="storymap")

    @app.after_request
    def headers(response: Response) -> Response:
        return protect(response, csp)
