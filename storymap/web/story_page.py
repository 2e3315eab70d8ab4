"""The page of a story, put together from the document and kept until the story, or the build, changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from flask import Response, current_app, request, url_for

from storymap.languages import PSEUDO, translation
from storymap.render.pages import StoryLink, StoryPage, interface_language, render_story
from storymap.render.qr import qr_svg
from storymap.render.share_page import render_share, share_page
from storymap.render.story_page import story_page
from storymap.web.addresses import ServedUrls, site_root
from storymap.web.answers import Body, answer
from storymap.web.assets import Assets
from storymap.web.library import Library, ShelvedStory
from storymap.web.policy import FILE, share_policy, story_policy

_OTHERS = 3


@dataclass(frozen=True)
class Choices:
    """What a request chose of a story's page; `pseudo` is the test language of the interface, or ""."""

    chapter: str
    language: str
    pseudo: str
    mode: str
    kiosk: bool
    notice: bool

    @classmethod
    def of_request(cls, story: ShelvedStory, chapter: str) -> "Choices":
        """Read `lang`, `mode`, `kiosk` and `notice` of this request."""
        wanted = request.args.get("lang", "")
        pseudo = wanted == PSEUDO and (current_app.testing or current_app.debug)
        mode = request.args.get("mode", "")
        return cls(chapter, story.language(wanted), PSEUDO if pseudo else "",
                   mode if mode in ("step", "scroll") else "", request.args.get("kiosk") == "1",
                   request.args.get("notice") == "chapter")

    @property
    def spoken(self) -> str:
        """The language of the interface's own words."""
        return self.pseudo or interface_language(self.language)

    def query(self, default: str) -> dict[str, str]:
        """Return what every link of the page carries on; the story's first language needs no parameter."""
        values = {"lang": self.pseudo or (self.language if self.language != default else ""),
                  "mode": self.mode, "kiosk": "1" if self.kiosk else ""}
        return {key: value for key, value in values.items() if value}


def make_page(story: ShelvedStory, chosen: Choices, urls: ServedUrls, style: str, **more: Any) -> StoryPage:
    """Return the page of a story, for readers and for previews; `more` are further fields of it."""
    return story_page(
        story.document(chosen.language), story.story.languages, urls, chapter=chosen.chapter, style=style,
        spoken=chosen.spoken, mode=chosen.mode, kiosk=chosen.kiosk,
        notice=_notice(chosen.spoken) if chosen.notice else "", **more)


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
        make = self._make if current_app.debug else self._kept
        return make(story, self._others(story), Choices.of_request(story, chapter),
                    (site_root(self._public_url), request.script_root, str(self._assets.stamp)))

    def qr(self, story: ShelvedStory) -> Response:
        """Answer with the story's full address in this request's `lang` as a QR code."""
        language = story.language(request.args.get("lang", ""))
        address = site_root(self._public_url) + _address(story, "", language)
        return answer(Body(qr_svg(address).encode(), "image/svg+xml", FILE))

    def _others(self, story: ShelvedStory) -> tuple[ShelvedStory, ...]:
        """Return the next stories of the library, in order and from the start again after the last."""
        slugs = self._library.slugs()
        at = slugs.index(story.slug) if story.slug in slugs else 0
        following = [slug for slug in slugs[at + 1:] + slugs[:at] if slug != story.slug]
        return tuple(islice(self._library.shown(following), _OTHERS))

    def _make(self, story: ShelvedStory, others: Sequence[ShelvedStory], chosen: Choices,
              place: tuple[str, ...]) -> Body:
        """Make one page; the arguments are all that it depends on, so they are also the key in the cache."""
        default = story.story.languages[0]
        urls = ServedUrls(self._assets, chosen.query(default), story.slug, chosen.chapter, default,
                          chosen.spoken)
        page = make_page(
            story, chosen, urls, self._assets.text("player.css"),
            address=place[0] + _address(story, "", chosen.language),
            qr=url_for(".story_qr", story=story.slug, lang=urls.query.get("lang")),
            canonical=place[0] + _address(story, chosen.chapter, chosen.language),
            alternates=_alternates(story, chosen.chapter, place[0]),
            other_stories=[_link(other, chosen.language) for other in others])
        return Body(render_story(page).encode(), "text/html", story_policy(page, self._frame_ancestors))


    def share(self, story: ShelvedStory) -> Body:
        """Return the page for sharing a story, for this request's `lang`."""
        chosen = Choices.of_request(story, "")
        default = story.story.languages[0]
        query = {key: tag for key, tag in chosen.query(default).items() if key == "lang"}
        urls = ServedUrls(self._assets, query, story.slug, "", default, chosen.spoken)
        page = share_page(story.document(chosen.language), story.story.languages, urls, spoken=chosen.spoken,
                          cover=site_root(self._public_url) + urls.story)
        return Body(render_share(page).encode(), "text/html", share_policy(self._frame_ancestors))


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


def _link(other: ShelvedStory, language: str) -> StoryLink:
    """Return a link to another story, in the reader's language when the story has it."""
    tag = other.language(language)
    lang = None if tag == other.story.languages[0] else tag
    return StoryLink(other.story.title.get(tag), tag, url_for(".story_page", story=other.slug, lang=lang),
                     url_for(".story_map", story=other.slug, lang=lang))
