"""The embeds: a story as an article of any site shows it in a frame."""

from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request, url_for

from storymap.languages import PSEUDO
from storymap.render.embed_choices import EmbedChoices
from storymap.render.embed_page import embed_page, render_embed
from storymap.render.pages import interface_language
from storymap.web.addresses import ServedUrls, site_root
from storymap.web.answers import Body, answer
from storymap.web.assets import Assets
from storymap.web.library import Library, ShelvedStory
from storymap.web.policy import story_policy

ENDPOINT = "embed"


def add_embeds(
    blueprint: Blueprint, shelf: Library, assets: Assets, public_url: str, ancestors: str
) -> None:
    """Add `/<story>/embed` to the reader's blueprint; `ancestors` may show it in a frame (CSP)."""
    pages = _EmbedPages(assets, public_url, ancestors)

    @blueprint.get("/<story_name:story>/embed", endpoint=ENDPOINT)
    def embed(story: str) -> Response:
        return answer(pages.page(shelf.story(story)))

    @blueprint.get("/<story_name:story>/embed/")
    def embed_with_slash(story: str) -> Response:
        shelf.story(story)
        address = url_for(f".{ENDPOINT}", story=story)
        query = request.query_string.decode("ascii", "ignore")  # with what the page around says, as pym does
        return current_app.make_response(redirect(f"{address}?{query}" if query else address, 308))


def is_embed() -> bool:
    """Whether the current request is for an embed, which other sites may show even when it fails."""
    return (request.endpoint or "").rpartition(".")[2] == ENDPOINT


class _EmbedPages:
    """Makes and keeps embeds."""

    def __init__(self, assets: Assets, public_url: str, ancestors: str) -> None:
        """Keep the 128 embeds that were asked for last."""
        self._assets = assets
        self._public_url = public_url
        self._ancestors = ancestors
        self._kept = lru_cache(maxsize=128)(self._make)

    def page(self, story: ShelvedStory) -> Body:
        """Return the embed for this request's choices."""
        wanted = request.args.get("lang", "")
        pseudo = wanted == PSEUDO and (current_app.testing or current_app.debug)
        language = story.language(wanted)
        chapters = [chapter.id for chapter in story.story.chapters]
        make = self._make if current_app.debug else self._kept
        return make(story, language, PSEUDO if pseudo else interface_language(language),
                    EmbedChoices.read(request.args, chapters),
                    (site_root(self._public_url), request.script_root, str(self._assets.stamp)))

    def _make(self, story: ShelvedStory, language: str, spoken: str, choices: EmbedChoices,
              place: tuple[str, ...]) -> Body:
        """Make one embed; the arguments are all that it depends on, so they are also the key in the cache."""
        languages = story.story.languages
        default = languages[0]
        query = {"lang": language} if language != default else {}
        urls = ServedUrls(self._assets, query, story.slug, choices.chapter, default, spoken)
        chosen: dict[str, Any] = {**query, **choices.query()}
        address = place[0] + url_for(f".{ENDPOINT}", story=story.slug, **chosen)
        page = embed_page(story.document(language), languages, urls, self._assets, choices, spoken=spoken,
                          address=address)
        return Body(render_embed(page).encode(), "text/html", story_policy(page, self._ancestors))
