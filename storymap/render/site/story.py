"""The documents of one story on a static site: pages in every language, and downloads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storymap.document import dumps
from storymap.render import tables
from storymap.render.built import Assets
from storymap.render.embed_choices import EmbedChoices
from storymap.render.embed_page import embed_page, render_embed
from storymap.render.oembed import EMBED
from storymap.render.pages import StoryLink, StoryPage, interface_language, render_story
from storymap.render.share_page import render_share, share_page
from storymap.render.site.addresses import StaticUrls
from storymap.render.site.loaded import QR, with_own_pictures
from storymap.render.site.offers import offer_files
from storymap.render.site.stories import SiteStory
from storymap.render.story_page import story_page

CARD = "card.png"
Names = Mapping[str, str]
"""Names from the root of the site of what a story's pages load, by plain names."""


@dataclass(frozen=True)
class SiteFrame:
    """What all stories of a site share: built files, tiles, the site's address ("" when it isn't known)."""

    assets: Assets
    ground: str
    shade: str
    address: str = ""

    @property
    def root(self) -> str:
        """The site's address without a slash at the end, or ""."""
        return self.address.rstrip("/")

    def urls(self, story: SiteStory, names: Names, language: str, chapter: str) -> StaticUrls:
        """Return the addresses of a page."""
        default = story.languages[0]
        home = "" if language == default else "../"
        return StaticUrls(self.assets, home + "../", home, default, chapter, self.ground, self.shade,
                          story.plain(language), names)  # fmt: skip

    def cover(self, story: SiteStory, language: str) -> str:
        """Return the full address of a story's cover, "" when the site's address isn't known."""
        return f"{self.root}/{story.folder_of(language)}" if self.root else ""


def story_files(
    story: SiteStory, frame: SiteFrame, names: Names, others: Sequence[tuple[SiteStory, Names]] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield the documents of a story by their name from the story's folder; the same story gives the same."""
    for language in story.languages:
        yield from _data(story, language, story.documents[language])
        yield from _pages(story, frame, names, language, others)
        yield story.plain(language, "share.html"), _share(story, frame, names, language).encode()


def _data(story: SiteStory, language: str, document: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    home = story.plain(language, "data/")
    yield f"{home}document.json", dumps(dict(document)).encode()
    yield f"{home}sites.geojson", tables.sites_geojson(document).encode()
    yield f"{home}events.geojson", tables.events_geojson(story.story, document).encode()
    yield f"{home}events.csv", tables.events_csv(story.story, document).encode()


def _pages(
    story: SiteStory, frame: SiteFrame, names: Names, language: str,
    others: Sequence[tuple[SiteStory, Names]],
) -> Iterator[tuple[str, bytes]]:  # fmt: skip
    up = frame.urls(story, names, language, "").up
    document = with_own_pictures(
        story.documents[language], {plain: up + name for plain, name in names.items()}
    )
    for chapter in ["", *(item["id"] for item in document["chapters"])]:
        page = _page(story, document, frame.urls(story, names, language, chapter), frame, others)
        home = story.plain(language, f"{chapter}/" if chapter else "")
        for name, content in offer_files(page, frame.root):
            yield home + name, content
        yield f"{home}index.html", render_story(page).encode()
    page = embed_page(document, story.languages, frame.urls(story, names, language, ""), frame.assets,
                      EmbedChoices(), spoken=interface_language(language), base="../",
                      address=f"{frame.cover(story, language)}{EMBED}/" if frame.root else "")  # fmt: skip
    yield story.plain(language, f"{EMBED}/index.html"), render_embed(page).encode()


def _page(
    story: SiteStory, document: Mapping[str, Any], urls: StaticUrls, frame: SiteFrame,
    others: Sequence[tuple[SiteStory, Names]],
) -> StoryPage:  # fmt: skip
    language, chapter = document["language"], urls.current
    below = f"{chapter}/" if chapter else ""
    tags = story.languages if frame.root else ()
    full = {tag: frame.cover(story, tag) + below for tag in tags}
    alternates = [*full.items(), ("x-default", full[story.languages[0]])] if len(full) > 1 else []
    return story_page(
        document, story.languages, urls, chapter=chapter,
        style=frame.assets.text("player.css"), spoken=interface_language(language), notice="", kiosk=False,
        base="../" if chapter else "./", canonical=full.get(language, ""), alternates=alternates,
        address=frame.cover(story, language), qr=urls.drawn(QR) if full else "",
        other_stories=[_link(other, names, language, urls.up) for other, names in others],
    )  # fmt: skip


def _share(story: SiteStory, frame: SiteFrame, names: Names, language: str) -> str:
    # An article keeps its picture for years: its name must be one that no later build takes away.
    lasting = {plain: f"{story.story.id}/{plain}" for plain in names if plain.endswith(CARD)}
    urls = frame.urls(story, {**names, **lasting}, language, "")
    page = share_page(story.documents[language], story.languages, urls, spoken=interface_language(language),
                      cover=frame.cover(story, language))  # fmt: skip
    return render_share(page)


def _link(other: SiteStory, names: Names, language: str, up: str) -> StoryLink:
    tag = language if language in other.languages else other.languages[0]
    drawn = up + names[other.plain(tag, "map.svg")]
    return StoryLink(other.story.title.get(tag), tag, up + other.folder_of(tag), drawn)
