"""Cards as PNG: the picture that other sites show beside a link to a story or a chapter."""

from functools import lru_cache

from flask import Response, abort, request

from storymap.render.card import CARD_SIZES, draw_card
from storymap.web.answers import Body, answer
from storymap.web.library import ShelvedStory
from storymap.web.policy import FILE

_KEPT = "public, max-age=300"
_BY_WIDTH = {str(width): (width, height) for width, height in CARD_SIZES}


def serve_card(story: ShelvedStory, chapter: str = "") -> Response:
    """Answer with the card for this request's `lang` and `width`; there are few widths, so few to draw."""
    size = _BY_WIDTH.get(request.args.get("width", str(CARD_SIZES[0][0])))
    if size is None:
        abort(400, f"A card's width is one of {', '.join(_BY_WIDTH)}.")
    language = story.language(request.args.get("lang", ""))
    return answer(_draw(story, chapter, language, size), cache_control=_KEPT)


@lru_cache(maxsize=128)
def _draw(story: ShelvedStory, chapter: str, language: str, size: tuple[int, int]) -> Body:
    """Draw a card once for each state of the story."""
    return Body(draw_card(story.document(language), chapter, size), "image/png", FILE)
