"""The Flask application and the blueprint of reader pages."""

from storymap.web.app import create_app
from storymap.web.reader import reader_blueprint

__all__ = ["create_app", "reader_blueprint"]
