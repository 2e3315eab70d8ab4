"""The downloads of a story: the document, its places and its events."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Response, request

from storymap.document import dumps
from storymap.model.story import Story
from storymap.render import tables
from storymap.web.answers import Body, answer
from storymap.web.library import ShelvedStory
from storymap.web.policy import FILE

_MAKERS: dict[str, tuple[Callable[[Story, dict[str, Any]], str], str]] = {
    "document.json": (lambda _, document: dumps(document), "application/json"),
    "sites.geojson": (lambda _, document: tables.sites_geojson(document), "application/geo+json"),
    "events.geojson": (tables.events_geojson, "application/geo+json"),
    "events.csv": (tables.events_csv, "text/csv"),
}
NAMES = frozenset(_MAKERS)


def serve_data(story: ShelvedStory, name: str) -> Response:
    """Answer with one of the downloads in this request's `lang`; it is saved as `<story>-<name>`."""
    language = story.language(request.args.get("lang", ""))
    response = answer(_make(story, name, language))
    stem, _, suffix = name.partition(".")
    tail = "" if language == story.story.languages[0] else f"-{language}"
    if name != "document.json":
        response.headers["Content-Disposition"] = f'attachment; filename="{story.slug}-{stem}{tail}.{suffix}"'
    return response


@lru_cache(maxsize=64)
def _make(story: ShelvedStory, name: str, language: str) -> Body:
    """Make a download once for each state of the story."""
    make, mimetype = _MAKERS[name]
    return Body(make(story.story, story.document(language)).encode(), mimetype, FILE)
