"""Pages as data: each page is a record whose documented fields are all that its template may use."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from babel import Locale, UnknownLocaleError

from storymap.languages import PSEUDO, interface_languages
from storymap.model.text import direction
from storymap.render.embed_choices import EmbedChoices
from storymap.render.island import ScriptText
from storymap.render.layer_text import Others
from storymap.render.templates import render

INLINE_SCRIPT = ScriptText(
    'if("noModule"in HTMLScriptElement.prototype){const r=document.documentElement;r.classList.add("js");'
    'addEventListener("error",()=>r.hasAttribute("data-ready")||r.classList.remove("js"),true)}')
"""The one inline script: it lets the style sheet know, before the first paint, that the player will come."""

_COLOUR = re.compile(r"^#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?$")


class SiteUrls(Protocol):
    """Where the parts of a page outside any story are."""

    @property
    def library(self) -> str:
        """Address of the library page."""

    @property
    def icon(self) -> str:
        """Address of the icon."""

    def asset(self, name: str) -> str:
        """Return the address of a built file by its plain name (`player.js`), or "" when it is not built."""


class StoryUrls(SiteUrls, Protocol):
    """Where the parts of a story are; the server and the static site each have their own."""

    @property
    def story(self) -> str:
        """Address of the story's cover."""

    @property
    def basemap(self) -> str:
        """Address of the detailed offline basemap, or ""."""

    @property
    def outline(self) -> str:
        """Address of the small outline map that the first picture is drawn from, or ""."""

    @property
    def detail(self) -> str:
        """Address of the script that draws the detailed basemap, or ""."""

    def chapter(self, chapter: str) -> str:
        """Return the address of a chapter's page."""

    def map(self, chapter: str | None = None, theme: str = "", size: str = "") -> str:
        """Return the address of the drawn map of the story, or of one chapter."""

    def card(self, chapter: str | None = None) -> str:
        """Return the address of the picture for cards of the story, or of one chapter, 1200 × 630."""

    def oembed(self, page: str, form: str) -> str:
        """Return the address of the oEmbed answer about a page (its full address), as "json" or "xml"."""

    @property
    def embed(self) -> str:
        """Address of the embed."""

    @property
    def embed_script(self) -> str:
        """Address of the script that articles load."""

    def share(self, tag: str = "") -> str:
        """Return the address of the page for sharing, in this or another language; "" when there is none."""

    def data(self, name: str) -> str:
        """Return the address of a download, such as `events.csv`."""

    def media(self, file: str) -> str:
        """Return the address of a file of the story's media folder."""

    def tiles(self, file: str) -> str:
        """Return the address of a file of the story's folder of tiles, "" when there is none."""

    def language(self, tag: str) -> str:
        """Return the address of the same page in another language."""

    def cover(self, tag: str) -> str:
        """Return the address of the story's cover in another language."""

    def for_player(self, basemap: Mapping[str, Any]) -> dict[str, Any]:
        """Return the addresses that the player needs, as plain values."""


@dataclass(frozen=True)
class LanguageLink:
    """A language that the reader can switch to: `endonym` is the language's own name for itself.

    `cover` is the address of the story's cover in that language, from which the player makes those of steps.
    """

    tag: str
    endonym: str
    url: str
    current: bool
    cover: str = ""


@dataclass(frozen=True)
class StoryLink:
    """Another story, as a link with its drawn map."""

    title: str
    language: str
    url: str
    map: str


@dataclass(frozen=True)
class StoryPage:
    """The page of a story; every chapter's text is in it, and the player makes it a map story."""

    document: Mapping[str, Any]  #: the player document, whole
    chapter: str  #: id of the chapter that the address names, or "" for the cover
    notice: str  #: a sentence to show at the top, or ""
    island: ScriptText  #: JSON for the player, see `player_island`
    urls: StoryUrls  #: where everything is
    languages: Sequence[LanguageLink]  #: the story's languages
    mode: str  #: "step" or "scroll"
    kiosk: bool  #: whether the page runs unattended
    description: str  #: plain text for search engines and cards, 50 to 300 characters
    interface_language: str  #: the language of buttons and labels (English where there is no catalogue)
    canonical: str = ""  #: the one full address of this page; a preview has none and is not indexed
    alternates: Sequence[tuple[str, str]] = ()  #: (hreflang, full address), with x-default
    other_stories: Sequence[StoryLink] = ()  #: what to read next
    address: str = ""  #: the full address of the story in this language, for paper; "" where it isn't known
    qr: str = ""  #: address of the picture that holds it as a QR code, or ""
    base: str = ""  #: what relative addresses of the page start from, or "" for the page itself
    preview: str = ""  #: address of the script that ties a preview to the editor, or "" for readers
    inline_script: ScriptText = INLINE_SCRIPT  #: the one inline script; the CSP holds its hash
    inline_style: ScriptText = ScriptText("")  #: accents and style sheet; its hash is in the CSP
    kind: str = "article"  #: Open Graph type
    embed: EmbedChoices | None = None  #: what an article chose that shows the page in a frame
    outline: ScriptText = ScriptText("")  #: the small outline map as JSON, where the page holds it
    packed: bool = False  #: whether the page is a file that holds the whole story, for itself
    linked_data: ScriptText = ScriptText("")  #: JSON-LD for search engines; "" without a full address
    picture: str = ""  #: full address of the card, 1200 × 630
    picture_alt: str = ""  #: what the card shows
    offers: Sequence[tuple[str, str]] = ()  #: (media type, full address) of the oEmbed answers about the page
    others: Others = field(default_factory=dict)  #: layers of other programs, in words

    @property
    def language(self) -> str:
        """The document's language, which is the page's."""
        return str(self.document["language"])

    @property
    def shown(self) -> list[str]:
        """Ids of the chapters whose text is in the page."""
        ids = [item["id"] for item in self.document["chapters"]]
        return self.embed.passage(ids) if self.embed else ids

    @property
    def direction(self) -> str:
        """Direction of the document's language."""
        return str(self.document["direction"])

    @property
    def interface_direction(self) -> str:
        """Direction of the interface's own words."""
        return direction(self.interface_language)

    @property
    def title(self) -> str:
        """Title of the window: the chapter's, then the story's."""
        names = [item["title"] for item in self.document["chapters"] if item["id"] == self.chapter]
        return " – ".join([*names, self.document["title"]])


@dataclass(frozen=True)
class Card:
    """A story on the library page; `title` and `summary` are in `language`."""

    title: str
    summary: str
    language: str
    url: str
    map: str
    map_dark: str
    span: str
    languages: Sequence[LanguageLink]

    @property
    def direction(self) -> str:
        """Direction of the title and the summary."""
        return direction(self.language)


@dataclass(frozen=True)
class LibraryPage:
    """The page that lists the stories."""

    language: str  #: language of the page
    title: str  #: heading of the page and title of its window
    description: str  #: plain text for search engines and cards
    languages: Sequence[LanguageLink]  #: languages that the page exists in
    urls: SiteUrls  #: where the library and the style sheet are
    query: str  #: what the reader searched for, or ""
    searchable: bool  #: whether a server is there that searches
    cards: Sequence[Card]  #: the stories found, in the order of the folder names
    total: int  #: how many stories there are without a search
    canonical: str  #: the one full address of this page
    alternates: Sequence[tuple[str, str]]  #: (hreflang, full address)
    feed: str = ""  #: address of the feed, or "" when there is none
    kind: str = "website"  #: Open Graph type
    inline_script: ScriptText = ScriptText("")  #: no script
    inline_style: ScriptText = ScriptText("")  #: no style of its own

    @property
    def direction(self) -> str:
        """Direction of the page's language."""
        return direction(self.language)


@dataclass(frozen=True)
class ErrorPage:
    """A page that says what happened, what is safe and what to do."""

    status: int  #: the HTTP status
    language: str  #: language of the page
    urls: SiteUrls  #: where the library and the style sheet are
    title: str  #: what happened, as a heading
    what: str  #: what happened, in a sentence
    safe: str  #: what is not touched by it, or ""
    action: str  #: what to do now
    framed: bool = False  #: whether it stands in an article's frame, where the list of stories may not
    canonical: str = ""  #: an error has no address of its own
    inline_script: ScriptText = ScriptText("")  #: no script
    inline_style: ScriptText = ScriptText("")  #: no style of its own

    @property
    def direction(self) -> str:
        """Direction of the page's language."""
        return direction(self.language)


def render_story(page: StoryPage) -> str:
    """Return the story's page as HTML."""
    return render("reader/story.html", page.interface_language, within=page.language, page=page)


def render_library(page: LibraryPage) -> str:
    """Return the library page as HTML."""
    return render("reader/library.html", page.language, page=page)


def render_error(page: ErrorPage) -> str:
    """Return an error page as HTML."""
    return render("error.html", page.language, page=page)


def page_style(document: Mapping[str, Any], style: str) -> ScriptText:
    """Return the style of a story page: its accents as custom properties, then the player's style sheet.

    It stands in the page, since a second request would hold back the first text by a round trip.
    """
    pairs = (("--story-accent", document.get("accent")), ("--story-accent-dark", document.get("accent_dark")))
    rules = ";".join(f"{name}:{value}" for name, value in pairs if value and _COLOUR.match(value))
    return ScriptText((f":root{{{rules}}}" if rules else "") + style.strip())


def content_hash(text: str) -> str:
    """Return the CSP source of an inline script or style: `'sha256-…'` (CSP level 2)."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def language_name(tag: str) -> str:
    """Return a language's own name for itself (CLDR), or the tag when CLDR does not know it."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:] if name else tag


def interface_language(tag: str) -> str:
    """Return the language in which the interface's words are shown to a reader of `tag`."""
    known = interface_languages()
    return next((item for item in (tag, tag.split("-")[0]) if item in known or item == PSEUDO), "en")
