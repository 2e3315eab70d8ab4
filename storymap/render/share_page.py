"""The page from which a reader shares a story: links and snippets for articles, in one of its languages.

The player shows it as a dialog; without scripts it is a page of its own, for the story from its beginning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from storymap.languages import translation
from storymap.model.text import direction
from storymap.render.island import ScriptText
from storymap.render.oembed import USUAL_SIZE
from storymap.render.pages import LanguageLink, StoryUrls, interface_language, language_name
from storymap.render.templates import render

SIZES = (("", 600), ("", 400), ("640", 600), ("360", 640))
"""Widths ("" is the article's own) and heights to choose from, in pixels."""


@dataclass(frozen=True)
class Start:
    """Where a shared story can begin: a chapter, or with the id "" the cover."""

    id: str
    title: str
    link: str
    card: str
    alt: str


@dataclass(frozen=True)
class SharePage:
    """Links and snippets of a story in the document's language; the buttons speak the interface's."""

    language: str  #: language of the interface
    story: str  #: title of the story
    story_language: str  #: language of the story's titles
    title: str  #: title of the window
    urls: StoryUrls  #: where everything is
    starts: Sequence[Start]  #: the story from its beginning, then its chapters
    languages: Sequence[LanguageLink]  #: this page in the story's languages
    embed: str  #: address of the embed
    snippet: str  #: the element with its script, as text to copy
    frame: str  #: a plain frame with a link, as text to copy
    sizes: Sequence[tuple[str, int]] = SIZES  #: widths and heights to choose from
    canonical: str = ""  #: not for search engines
    inline_script: ScriptText = ScriptText("")  #: no inline script
    inline_style: ScriptText = ScriptText("")  #: no inline style

    @property
    def direction(self) -> str:
        """Direction of the interface's language."""
        return direction(self.language)

    @property
    def story_direction(self) -> str:
        """Direction of the story's titles."""
        return direction(self.story_language)


def share_page(
    document: Mapping[str, Any], languages: Sequence[str], urls: StoryUrls, *, spoken: str, cover: str = ""
) -> SharePage:
    """Return the share page of a story in the document's language.

    Parameters
    ----------
    spoken
        Language of the interface's own words.
    cover
        Full address of the story's cover, "" where it isn't known: addresses then stay relative, and the
        script in the page makes them full.
    """
    title = document["title"]
    _ = translation(interface_language(document["language"])).gettext  # an article speaks as its story
    first = Start("", title, _full(cover, urls.story), _full(cover, urls.card()),
                  _("Map of all places of the story"))
    starts = [first, *(_chapter(item, urls, cover) for item in document["chapters"])]
    embed, words = _full(cover, urls.embed), _("Open the story map: {title}")
    width, height = USUAL_SIZE
    return SharePage(
        language=spoken, story=title, story_language=document["language"], urls=urls, starts=starts,
        title=translation(spoken).gettext("Share: {title}").format(title=title), embed=embed,
        languages=[LanguageLink(tag, language_name(tag), urls.share(tag), tag == document["language"])
                   for tag in languages],
        snippet=render("snippets/element.html", "en", embed=embed, link=first.link, card=first.card,
                       alt=first.alt, words=words.format(title=title),
                       script=_full(cover, urls.embed_script)).strip(),
        frame=render("snippets/oembed.html", "en", link=first.link, frame=embed, title=title, width=width,
                     height=height).strip(),
    )  # fmt: skip


def render_share(page: SharePage) -> str:
    """Return the share page as HTML."""
    return render("reader/share.html", page.language, page=page)


def _chapter(item: Mapping[str, Any], urls: StoryUrls, cover: str) -> Start:
    link, card = (_full(cover, address(item["id"])) for address in (urls.chapter, urls.card))
    return Start(item["id"], item["title"], link, card, item["map_text"])


def _full(cover: str, address: str) -> str:
    return urljoin(cover, address) if cover else address
