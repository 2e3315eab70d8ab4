"""The page of a story, put together from its document: the same for the server, the preview and a site."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from storymap.languages import translation
from storymap.render.description import describe
from storymap.render.island import json_island, player_island
from storymap.render.linked_data import linked_data
from storymap.render.oembed import DISCOVERED
from storymap.render.pages import LanguageLink, StoryPage, StoryUrls, language_name, page_style
from storymap.render.strings import player_strings

TILES = ("archive", "summary", "places")
"""The addresses of an event set's files in the document."""


def story_page(
    document: Mapping[str, Any], languages: Sequence[str], urls: StoryUrls, *, chapter: str, style: str,
    spoken: str, mode: str = "", **more: Any,
) -> StoryPage:  # fmt: skip
    """Return the page of a story in the document's language, with `chapter` current ("" is the cover).

    Parameters
    ----------
    languages
        All languages of the story, BCP 47.
    style
        The player's style sheet, which stands in the page.
    spoken
        Language of the interface's own words.
    mode
        "step" or "scroll"; "" takes what the story says.
    more
        Further fields of the page; with `canonical` it also gets a card, JSON-LD and oEmbed links.
    """
    description = describe(document, chapter, spoken)
    if page := more.get("canonical"):
        base = urljoin(page, more.get("base", ""))
        more |= _shared(document, chapter, urls, page, base, description, spoken)
    return StoryPage(
        document=document, chapter=chapter, urls=urls, mode=mode or document["mode"],
        island=player_island(with_tiles(document, urls), strings=player_strings(spoken),
                             urls=urls.for_player(document["basemap"])),
        interface_language=spoken, description=description,
        languages=[LanguageLink(tag, language_name(tag), urls.language(tag), tag == document["language"],
                                urls.cover(tag)) for tag in languages],
        inline_style=page_style(document, style), **more,
    )  # fmt: skip


def with_tiles(document: Mapping[str, Any], urls: StoryUrls) -> dict[str, Any]:
    """Return the document with the addresses of its event sets on this page, without those that have none."""
    sets = [
        {**one, **{key: urls.tiles(one[key]) for key in TILES}} for one in document["event_sets"]
    ]
    there = [one for one in sets if one["archive"]]
    if not there:  # the words stay in the page
        chapters = [{**chapter, "event_sets": []} for chapter in document["chapters"]]
        return {**document, "event_sets": [], "chapters": chapters}
    return {**document, "event_sets": there}


def offers(urls: StoryUrls, page: str, base: str) -> list[tuple[str, str]]:
    """Return types and full addresses of the oEmbed answers about the page whose full address is `page`."""
    return [(kind, urljoin(base, urls.oembed(page, form))) for form, kind in DISCOVERED.items()]


def _shared(
    document: Mapping[str, Any], chapter: str, urls: StoryUrls, page: str, base: str, description: str,
    spoken: str,
) -> dict[str, Any]:  # fmt: skip
    """Return what other sites and search engines are told about a page; all addresses are full."""
    maps = [item["map_text"] for item in document["chapters"] if item["id"] == chapter]
    picture = urljoin(base, urls.card(chapter or None))
    data = linked_data(document, chapter, page=page, cover=urljoin(base, urls.story), picture=picture,
                       description=description)  # fmt: skip
    return {
        "picture": picture, "linked_data": json_island(data),
        "picture_alt": maps[0] if maps else translation(spoken).gettext("Map of all places of the story"),
        "offers": offers(urls, page, base),
    }  # fmt: skip
