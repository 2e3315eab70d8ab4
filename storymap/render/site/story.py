"""The files of one story on a static site: pages in every language, drawn maps, downloads, media."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from storymap.document import build_document, dumps
from storymap.model import Story
from storymap.model.media_types import MEDIA_TYPES
from storymap.problems import StorymapError
from storymap.render import tables
from storymap.render.built import Assets
from storymap.render.card import draw_card
from storymap.render.pages import StoryLink, StoryPage, interface_language, render_story
from storymap.render.picture import draw_map
from storymap.render.qr import qr_svg
from storymap.render.site.addresses import StaticUrls
from storymap.render.site.offers import offer_files
from storymap.render.story_page import story_page

QR = "qr.svg"
_TAKEN = ("data", "media")


class Unbuildable(StorymapError):
    """The story can't become a static site; the text says what to change."""


@dataclass(frozen=True)
class SiteStory:
    """A story with its folder, as readers see it (without drafts)."""

    story: Story
    folder: Path
    documents: Mapping[str, Mapping[str, Any]] = field(repr=False)

    @classmethod
    def of(cls, story: Story, folder: Path) -> "SiteStory":
        """Build the documents of a story in all its languages.

        Raises
        ------
        Unbuildable
            A chapter has the name of one of the site's own folders.
        """
        names = {*_TAKEN, *story.languages[1:]}
        if wrong := [chapter.id for chapter in story.chapters if chapter.id in names]:
            raise Unbuildable(
                f"The chapter {wrong[0]!r} of {story.id} has the name of a folder of the site. "
                "Rename its file, and its line in story.yaml."
            )
        return cls(story, folder, {tag: build_document(story, tag) for tag in story.languages})

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The story's languages, the default one first."""
        return self.story.languages

    def folder_of(self, language: str) -> str:
        """Return the folder of a language, from the root of the site, with a slash at the end."""
        return f"{self.story.id}/" if language == self.languages[0] else f"{self.story.id}/{language}/"


@dataclass(frozen=True)
class SiteFrame:
    """What all stories of a site share: built files, tiles, the site's address ("" when it isn't known)."""

    assets: Assets
    ground: str
    shade: str
    address: str = ""

    def urls(self, story: SiteStory, language: str, chapter: str) -> StaticUrls:
        """Return the addresses of a page."""
        default = story.languages[0]
        home = "" if language == default else "../"
        return StaticUrls(self.assets, home + "../", home, default, chapter, self.ground, self.shade)


def story_files(
    story: SiteStory, frame: SiteFrame, others: Sequence[SiteStory] = ()
) -> Iterator[tuple[str, bytes | Path]]:
    """Yield the files of a story by their name from the root of the site; pages come last.

    A file that is copied as it is comes as its path. The same story gives the same bytes.
    """
    for language in story.languages:
        home, document = story.folder_of(language), story.documents[language]
        yield from _maps(home, document)
        if frame.address:
            yield f"{home}{QR}", qr_svg(_full(story, frame, language)).encode()
        yield from _data(home, story, document)
    yield from _media(story)
    for language in story.languages:
        for chapter in ["", *(item["id"] for item in story.documents[language]["chapters"])]:
            home = f"{story.folder_of(language)}{chapter + '/' if chapter else ''}"
            page = _page(story, frame, language, chapter, others)
            for name, content in offer_files(page, frame.address.rstrip("/")):
                yield home + name, content
            yield f"{home}index.html", render_story(page).encode()


def _maps(home: str, document: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    for chapter in [None, *document["chapters"]]:
        place = f"{home}{chapter['id']}/" if chapter else home
        yield f"{place}map.svg", draw_map(dict(document), chapter, theme="light").encode()
        yield f"{place}map-dark.svg", draw_map(dict(document), chapter, theme="dark").encode()
        yield f"{place}card.png", draw_card(document, chapter["id"] if chapter else "")


def _data(home: str, story: SiteStory, document: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    yield f"{home}data/document.json", dumps(dict(document)).encode()
    yield f"{home}data/sites.geojson", tables.sites_geojson(document).encode()
    yield f"{home}data/events.geojson", tables.events_geojson(story.story, document).encode()
    yield f"{home}data/events.csv", tables.events_csv(story.story, document).encode()


def _media(story: SiteStory) -> Iterator[tuple[str, Path]]:
    """Yield the media that the chapters show, and no other file of the folder."""
    shown = {media.file for chapter in story.story.chapters for media in chapter.media if media.file}
    for name in sorted(shown):
        if PurePosixPath(name).suffix.lower() in MEDIA_TYPES:
            yield f"{story.story.id}/media/{name}", story.folder / "media" / name


def _page(
    story: SiteStory, frame: SiteFrame, language: str, chapter: str, others: Sequence[SiteStory]
) -> StoryPage:
    urls = frame.urls(story, language, chapter)
    tags = story.languages if frame.address else ()
    full = {tag: _full(story, frame, tag) + (f"{chapter}/" if chapter else "") for tag in tags}
    alternates = [*full.items(), ("x-default", full[story.languages[0]])] if len(full) > 1 else []
    return story_page(
        story.documents[language], story.languages, urls, chapter=chapter,
        style=frame.assets.text("player.css"), spoken=interface_language(language), notice="", kiosk=False,
        base="../" if chapter else "./", canonical=full.get(language, ""), alternates=alternates,
        address=_full(story, frame, language) if full else "", qr=QR if full else "",
        other_stories=[_link(other, language, urls.up) for other in others],
    )  # fmt: skip


def _full(story: SiteStory, frame: SiteFrame, language: str) -> str:
    """Return the full address of a story's cover in a language."""
    return f"{frame.address.rstrip('/')}/{story.folder_of(language)}"


def _link(other: SiteStory, language: str, up: str) -> StoryLink:
    tag = language if language in other.languages else other.languages[0]
    home = up + other.folder_of(tag)
    return StoryLink(other.story.title.get(tag), tag, home, f"{home}map.svg")
