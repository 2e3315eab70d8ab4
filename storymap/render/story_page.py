"""The page of a story, put together from its document: the same for the server, the preview and a site."""

from collections.abc import Mapping, Sequence
from typing import Any

from storymap.render.island import player_island
from storymap.render.pages import LanguageLink, StoryPage, StoryUrls, language_name, page_style
from storymap.render.strings import player_strings

_MOST_DESCRIPTION = 300


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
        Further fields of the page.
    """
    return StoryPage(
        document=document, chapter=chapter, urls=urls, mode=mode or document["mode"],
        island=player_island(document, strings=player_strings(spoken),
                             urls=urls.for_player(document["basemap"])),
        interface_language=spoken, description=describe(document, chapter),
        languages=[LanguageLink(tag, language_name(tag), urls.language(tag), tag == document["language"],
                                urls.cover(tag)) for tag in languages],
        inline_style=page_style(document, style), **more,
    )  # fmt: skip


def describe(document: Mapping[str, Any], chapter: str) -> str:
    """Return the summary; for a chapter its title comes first, so that no two pages have the same text."""
    titles = [item["title"] for item in document["chapters"] if item["id"] == chapter]
    text = " – ".join([*titles, document["summary"] or document["title"]])
    short = text[: _MOST_DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"
    return text if len(text) <= _MOST_DESCRIPTION else short
