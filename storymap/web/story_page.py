"""The page of a story, put together from the document and kept until the story, or the build, changes."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from flask import current_app, request, url_for

from storymap.languages import PSEUDO, translation
from storymap.render.island import player_island
from storymap.render.pages import (
    LanguageLink,
    StoryLink,
    StoryPage,
    interface_language,
    language_name,
    page_style,
    render_story,
)
from storymap.render.strings import player_strings
from storymap.web.addresses import ServedUrls, site_root
from storymap.web.answers import Body
from storymap.web.assets import Assets
from storymap.web.library import Library, ShelvedStory
from storymap.web.policy import story_policy

_OTHERS = 3


class StoryPages:
    """Makes and keeps the pages of the stories of a library."""

    def __init__(self, library: Library, assets: Assets, public_url: str, frame_ancestors: str) -> None:
        """Keep the 128 pages that were asked for last."""
        self._library = library
        self._assets = assets
        self._public_url = public_url
        self._frame_ancestors = frame_ancestors
        self._kept = lru_cache(maxsize=128)(self._make)

    def page(self, story: ShelvedStory, chapter: str = "") -> Body:
        """Return the page for this request's `lang`, `mode`, `kiosk` and `notice`."""
        wanted = request.args.get("lang", "")
        pseudo = wanted == PSEUDO and (current_app.testing or current_app.debug)
        mode = request.args.get("mode", "")
        make = self._make if current_app.debug else self._kept
        return make(story, self._others(story), chapter, story.language(wanted), PSEUDO if pseudo else "",
                    mode if mode in ("step", "scroll") else "", request.args.get("kiosk") == "1",
                    request.args.get("notice") == "chapter",
                    (site_root(self._public_url), request.script_root, str(self._assets.stamp)))

    def _others(self, story: ShelvedStory) -> tuple[ShelvedStory, ...]:
        """Return the next stories of the library, in order and from the start again after the last."""
        slugs = self._library.slugs()
        at = slugs.index(story.slug) if story.slug in slugs else 0
        following = [slug for slug in slugs[at + 1:] + slugs[:at] if slug != story.slug]
        return tuple(self._library.stories(following[:_OTHERS]))

    def _make(self, story: ShelvedStory, others: Sequence[ShelvedStory], chapter: str, language: str,
              pseudo: str, mode: str, kiosk: bool, notice: bool, place: tuple[str, ...]) -> Body:
        """Make one page; the arguments are all that it depends on, so they are also the key in the cache."""
        document = story.document(language)
        default = story.story.languages[0]
        spoken = pseudo or interface_language(language)
        query = {"lang": pseudo or (language if language != default else ""), "mode": mode,
                 "kiosk": "1" if kiosk else ""}
        urls = ServedUrls(self._assets, {key: value for key, value in query.items() if value},
                          story.slug, chapter, default, spoken)
        chapters = [item["id"] for item in document["chapters"]]
        page = StoryPage(
            document=document, chapter=chapter, notice=_notice(spoken) if notice else "",
            island=player_island(document, strings=player_strings(spoken),
                                 urls=urls.for_player(chapters, document["basemap"])),
            urls=urls, mode=mode or document["mode"], kiosk=kiosk, interface_language=spoken,
            languages=[LanguageLink(tag, language_name(tag), urls.language(tag), tag == language)
                       for tag in story.story.languages],
            canonical=place[0] + _address(story, chapter, language),
            alternates=_alternates(story, chapter, place[0]),
            description=_description(document, chapter),
            other_stories=[_link(other, language) for other in others],
            inline_style=page_style(document, self._assets.text("player.css")))
        return Body(render_story(page).encode(), "text/html", story_policy(page, self._frame_ancestors))


def _notice(language: str) -> str:
    """Return what a reader sees who came by a link to a chapter that is not there."""
    return translation(language).gettext(
        "There is no such chapter in this story any more. Here is the story from its beginning.")


def _address(story: ShelvedStory, chapter: str, language: str) -> str:
    """Return the path of a page without mode, kiosk and notice."""
    lang = None if language == story.story.languages[0] else language
    if chapter:
        return url_for(".chapter_page", story=story.slug, chapter=chapter, lang=lang)
    return url_for(".story_page", story=story.slug, lang=lang)


def _alternates(story: ShelvedStory, chapter: str, root: str) -> list[tuple[str, str]]:
    """Return the full addresses of the page in all the story's languages, and `x-default`."""
    languages = story.story.languages
    if len(languages) < 2:
        return []
    pairs = [(tag, root + _address(story, chapter, tag)) for tag in languages]
    return [*pairs, ("x-default", pairs[0][1])]


def _description(document: dict[str, Any], chapter: str) -> str:
    """Return the summary; for a chapter its title comes first, so that no two pages have the same text."""
    titles = [item["title"] for item in document["chapters"] if item["id"] == chapter]
    text = " – ".join([*titles, document["summary"] or document["title"]])
    return text if len(text) <= 300 else text[:299].rsplit(" ", 1)[0] + "…"


def _link(other: ShelvedStory, language: str) -> StoryLink:
    """Return a link to another story, in the reader's language when the story has it."""
    tag = other.language(language)
    lang = None if tag == other.story.languages[0] else tag
    return StoryLink(other.story.title.get(tag), tag, url_for(".story_page", story=other.slug, lang=lang),
                     url_for(".story_map", story=other.slug, lang=lang))
