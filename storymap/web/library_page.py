"""The library page: a card per story, and a search."""

from functools import lru_cache

from flask import current_app, request, url_for

from storymap.languages import PSEUDO, interface_languages, translation
from storymap.model.text import fold
from storymap.render.pages import Card, LanguageLink, LibraryPage, language_name, render_library
from storymap.web.addresses import LibraryUrls, site_root
from storymap.web.answers import Body
from storymap.web.assets import Assets
from storymap.web.feed import LibraryFeed
from storymap.web.library import FAULTS, Library, ShelvedStory, log
from storymap.web.policy import plain_policy


class LibraryPages:
    """Makes and keeps the library page."""

    def __init__(self, library: Library, assets: Assets, public_url: str, frame_ancestors: str,
                 feed: LibraryFeed) -> None:
        """Keep the pages that were asked for last, searches among them."""
        self._library = library
        self._assets = assets
        self._public_url = public_url
        self._feed = feed
        self._csp = plain_policy(frame_ancestors)
        self._kept = lru_cache(maxsize=64)(self._make)

    def page(self) -> Body:
        """Return the page for this request's `lang` and `q`."""
        wanted = request.args.get("lang", "en")
        known = wanted in interface_languages() or (wanted == PSEUDO and
                                                    (current_app.testing or current_app.debug))
        query = " ".join(request.args.get("q", "").split())[:100]
        stories = tuple(self._library.stories())
        place = (site_root(self._public_url), request.script_root, str(self._assets.stamp))
        make = self._make if current_app.debug else self._kept
        return make(stories, wanted if known else "en", query, place)

    def _make(self, stories: tuple[ShelvedStory, ...], language: str, query: str,
              place: tuple[str, ...]) -> Body:
        """Make the page; the arguments are all that it depends on."""
        words = fold(query).split()
        found = [story for story in stories if all(word in story.search_text for word in words)]
        root, _ = place[0], translation(language).gettext
        page = LibraryPage(
            language=language, query=query, searchable=True, total=len(stories),
            title=_("Stories on the map"),
            description=_("Stories told chapter by chapter on a map."),
            languages=[LanguageLink(tag, language_name(tag), _address(tag, query), tag == language)
                       for tag in interface_languages()],
            urls=LibraryUrls(self._assets, {} if language == "en" else {"lang": language}),
            cards=[card for card in (_card(story, language) for story in found) if card],
            canonical=root + _address(language),
            alternates=[(tag, root + _address(tag)) for tag in interface_languages()],
            feed=self._feed.address())
        return Body(render_library(page).encode(), "text/html", self._csp)


def _address(language: str, query: str = "") -> str:
    """Return the library page's path in a language."""
    return url_for(".library_page", lang=None if language == "en" else language, q=query or None)


def _card(story: ShelvedStory, language: str) -> Card | None:
    """Return a story's card, in the page's language when the story has it; None when it cannot be shown."""
    tag = story.language(language)
    default = story.story.languages[0]
    try:
        document = story.document(tag)
    except FAULTS:
        log.exception("story %s is not listed", story.slug)
        return None
    lang = None if tag == default else tag
    addresses = {item: url_for(".story_page", story=story.slug, lang=None if item == default else item)
                 for item in story.story.languages}
    return Card(
        title=document["title"], summary=document["summary"], language=tag,
        url=addresses[tag],
        map=url_for(".story_map", story=story.slug, lang=lang),
        map_dark=url_for(".story_map", story=story.slug, lang=lang, theme="dark"),
        span=document["span"]["label"] if document["span"] else "",
        languages=[LanguageLink(item, language_name(item), address, item == tag)
                   for item, address in addresses.items()])
