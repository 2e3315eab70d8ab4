"""Drawn maps as pictures: of a whole story, or of a chapter, for print, cards and readers without scripts."""

import re
from functools import lru_cache
from typing import Literal

from flask import Response, abort, request

from storymap.render.picture import draw_map
from storymap.web.answers import Body, answer
from storymap.web.library import ShelvedStory
from storymap.web.policy import FILE

Theme = Literal["light", "dark"]

_SIZE = re.compile(r"^(\d{2,4})x(\d{2,4})$")
_DEFAULT = (720, 480)
_SMALLEST, _LARGEST = 64, 2400


def serve_map(story: ShelvedStory, chapter: str | None) -> Response:
    """Answer with the map for this request's `lang`, `theme` (light or dark) and `size` (`720x480`)."""
    theme: Theme = "dark" if request.args.get("theme") == "dark" else "light"
    language = story.language(request.args.get("lang", ""))
    return answer(_draw(story, chapter, language, theme, _size(request.args.get("size", ""))))


def _size(text: str) -> tuple[int, int]:
    """Return width and height in pixels; 400 for anything that is not a size within bounds."""
    if not text:
        return _DEFAULT
    found = _SIZE.match(text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(_SMALLEST <= side <= _LARGEST for side in size):
        abort(400, f"A map's size is written as 720x480, with sides from {_SMALLEST} to {_LARGEST} pixels.")
    return size


@lru_cache(maxsize=256)
def _draw(story: ShelvedStory, chapter: str | None, language: str, theme: Theme,
          size: tuple[int, int]) -> Body:
    """Draw a map once for each state of the story."""
    document = story.document(language)
    record = next((item for item in document["chapters"] if item["id"] == chapter), None) if chapter else None
    return Body(draw_map(document, record, size=size, theme=theme).encode(), "image/svg+xml", FILE)
