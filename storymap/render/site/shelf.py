"""What stands around the stories of a static site: the library page in each language, and the sitemap."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence

from storymap.languages import interface_languages, translation
from storymap.render.built import EMBED_SCRIPT
from storymap.render.feed import NAME as FEED
from storymap.render.feed import FeedEntry, published_day, write_feed
from storymap.render.pages import Card, LanguageLink, LibraryPage, language_name, render_library
from storymap.render.site.addresses import StaticSite
from storymap.render.site.stories import SiteStory
from storymap.render.site.story import Names, SiteFrame

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def shelf_names(address: str) -> list[str]:
    """Return the names of the files that stand around the stories; some only where the address is known."""
    told = ["sitemap.xml", "robots.txt", FEED] if address else []
    return [*told, "embed.js", *(f"{_folder(tag)}index.html" for tag in interface_languages())]


def shelf_files(
    stories: Sequence[SiteStory], frame: SiteFrame, names: Mapping[str, Names]
) -> Iterator[tuple[str, bytes]]:
    """Yield the library pages and, when the site's address is known, sitemap.xml, robots.txt and the feed.

    `names` are those of what each story's pages load, by the story's id.
    """
    if root := frame.root:
        yield "sitemap.xml", _sitemap(stories, root)
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {root}/sitemap.xml\n".encode()
    if feed := _feed(stories, frame, names):
        yield FEED, feed
    if script := frame.assets.text(EMBED_SCRIPT):
        yield "embed.js", script.encode()
    for tag in interface_languages():
        yield f"{_folder(tag)}index.html", render_library(_page(stories, frame, names, tag)).encode()


def _feed(stories: Sequence[SiteStory], frame: SiteFrame, names: Mapping[str, Names]) -> bytes | None:
    """Return the feed; None without the site's address, or when no story says when it was published."""
    entries = []
    for story in stories if frame.root else ():
        tag, drawn = story.languages[0], names[story.story.id]
        if day := published_day(story.story):
            picture = f"{frame.root}/{drawn[story.plain(tag, 'card.png')]}"
            entries.append(FeedEntry(story.documents[tag], day, frame.cover(story, tag), picture))
    return write_feed(entries, home=f"{frame.root}/", address=f"{frame.root}/{FEED}") if entries else None


def _folder(tag: str) -> str:
    return "" if tag == "en" else f"{tag}/"


def _page(
    stories: Sequence[SiteStory], frame: SiteFrame, names: Mapping[str, Names], language: str
) -> LibraryPage:
    up = "" if language == "en" else "../"
    root, _ = frame.root, translation(language).gettext
    full = [(tag, f"{root}/{_folder(tag)}") for tag in interface_languages()] if root else []
    return LibraryPage(
        language=language, query="", searchable=False, total=len(stories), title=_("Stories on the map"),
        description=_("Stories told chapter by chapter on a map."),
        languages=[LanguageLink(tag, language_name(tag), f"{up}{_folder(tag)}" or "./", tag == language)
                   for tag in interface_languages()],
        urls=StaticSite(frame.assets, up),
        cards=[_card(story, names[story.story.id], language, up) for story in stories],
        canonical=dict(full).get(language, ""), alternates=full,
        feed=up + FEED if root and any(published_day(story.story) for story in stories) else "",
    )  # fmt: skip


def _card(story: SiteStory, names: Names, language: str, up: str) -> Card:
    tag = language if language in story.languages else story.languages[0]
    document, home = story.documents[tag], up + story.folder_of(tag)
    return Card(
        title=document["title"], summary=document["summary"], language=tag, url=home,
        map=up + names[story.plain(tag, "map.svg")], map_dark=up + names[story.plain(tag, "map-dark.svg")],
        span=document["span"]["label"] if document["span"] else "",
        languages=[LanguageLink(item, language_name(item), up + story.folder_of(item), item == tag)
                   for item in story.languages],
    )  # fmt: skip


def _sitemap(stories: Sequence[SiteStory], address: str) -> bytes:
    """Return all covers and chapters with their other languages (sitemaps.org 0.9, with hreflang links)."""
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    whole = ET.Element(f"{{{_SITEMAP}}}urlset")
    for story in stories:
        for chapter in ["", *(f"{item.id}/" for item in story.story.chapters)]:
            addresses = {tag: f"{address}/{story.folder_of(tag)}{chapter}" for tag in story.languages}
            for here in addresses.values():
                entry = ET.SubElement(whole, f"{{{_SITEMAP}}}url")
                ET.SubElement(entry, f"{{{_SITEMAP}}}loc").text = here
                for tag, other in addresses.items() if len(addresses) > 1 else ():
                    ET.SubElement(entry, f"{{{_XHTML}}}link", rel="alternate", hreflang=tag, href=other)
    return ET.tostring(whole, encoding="utf-8", xml_declaration=True)
