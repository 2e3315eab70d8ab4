"""The oEmbed endpoint: an article system asks about an address and gets the frame to show."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, request, url_for

from storymap.problems import StoryNotFound
from storymap.render import oembed as about
from storymap.render.embed_choices import EmbedChoices
from storymap.render.oembed import FORMATS, Asked, Offer
from storymap.web.addresses import site_root
from storymap.web.answers import Body, answer
from storymap.web.library import Library, ShelvedStory
from storymap.web.policy import FILE

_KEPT = "public, max-age=300"


def add_oembed(blueprint: Blueprint, shelf: Library, public_url: str) -> None:
    """Add `/oembed` to the blueprint of the reader's pages."""

    @blueprint.get("/oembed")
    def oembed() -> Response:
        response = _answer(shelf, public_url)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response


def _answer(shelf: Library, public_url: str) -> Response:
    """Answer this request's `url`, `format`, `maxwidth` and `maxheight` with what oEmbed 1.0 says."""
    form = request.args.get("format", "json")
    if form not in FORMATS:
        return _refusal(501, "The formats are json and xml.")
    root = site_root(public_url)
    asked = about.read_address(request.args.get("url", ""), root + url_for(".library_page"))
    if asked is None:
        return _refusal(404, "The address is not one of a story here.")
    try:
        working = shelf.working(asked.story)
    except StoryNotFound:
        return _refusal(404, "There is no such story here.")
    found = working.readable
    if not all(map(working.has_chapter, asked.chapters)):
        return _refusal(404, "There is no such chapter in this story.")
    if found is None or not all(map(found.has_chapter, asked.chapters)):
        return _refusal(401, "The story, or the chapter, is not published yet.")
    if found.broken:
        return _refusal(500, "The story can't be read now.")
    limits = (about.read_limit(request.args.get(name, "")) for name in ("maxwidth", "maxheight"))
    fields = about.answer_fields(_offer(found, asked, root), *limits)
    return answer(Body(about.written(fields, form), FORMATS[form], FILE), cache_control=_KEPT)


def _offer(story: ShelvedStory, asked: Asked, root: str) -> Offer:
    """Return what the address stands for."""
    language = story.language(asked.language)
    document = story.document(language)
    lang = language if language != story.story.languages[0] else None
    titles = {item["id"]: item["title"] for item in document["chapters"]}
    choices = EmbedChoices.read({"chapter": asked.chapter, **asked.choices}, list(titles))
    alone = choices.first if choices.first == choices.last else ""
    chapter = alone or (asked.chapter if asked.chapter == choices.chapter else "")
    values: dict[str, Any] = {"story": story.slug, "lang": lang}
    if chapter:
        values["chapter"] = chapter
    names = ("chapter_page", "chapter_card") if chapter else ("story_page", "story_card")
    link, card = (root + url_for(f".{name}", **values) for name in names)
    query = urlencode({**choices.query(), **({"lang": lang} if lang else {})})
    frame = f"{url_for('.story_page', story=story.slug)}{about.EMBED}{'?' if query else ''}{query}"
    return Offer(
        title=" – ".join([*([titles[chapter]] if chapter else []), document["title"]]),
        authors=", ".join(author["name"] for author in document["authors"]),
        provider=urlsplit(root).netloc, provider_url=root + url_for(".library_page"), link=link,
        frame=root + frame, card=card,
    )  # fmt: skip


def _refusal(status: int, reason: str) -> Response:
    """Answer why there is nothing to embed; programs read the status."""
    response = Response(f"{reason}\n", status=status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
