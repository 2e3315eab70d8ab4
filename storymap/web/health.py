"""Two addresses for whoever watches the server: is it alive, can it serve."""

from pathlib import Path

from flask import Blueprint, Response

from storymap.paths import templates_dir


def health_blueprint(library: Path) -> Blueprint:
    """Return the blueprint of `/healthz`, `/readyz` and `/robots.txt`."""
    blueprint = Blueprint("health", __name__)

    def plain(text: str, status: int = 200) -> Response:
        response = Response(text + "\n", status=status, mimetype="text/plain")
        response.headers["Cache-Control"] = "no-store"
        return response

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return plain("ok")

    @blueprint.get("/readyz")
    def readyz() -> Response:
        if not library.is_dir():
            return plain("the story library cannot be read", 503)
        if not (templates_dir() / "base.html").is_file():
            return plain("the page templates are missing", 503)
        return plain("ready")

    @blueprint.get("/robots.txt")
    def robots() -> Response:
        return plain("User-agent: *\nAllow: /")

    return blueprint
