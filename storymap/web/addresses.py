"""The addresses of a served story; all go through `url_for` within the blueprint, so a prefix is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import request, url_for

from storymap.paths import geodata_dir
from storymap.web.assets import Assets


@dataclass(frozen=True)
class LibraryUrls:
    """Where things outside any story are.

    `within` names the reader's blueprint for a request that reached another, or none; "" is the request's.
    """

    assets: Assets
    query: Mapping[str, Any] = field(default_factory=dict)
    within: str = field(default="", kw_only=True)

    @property
    def library(self) -> str:
        """Address of the library page."""
        return url_for(f"{self.within}.library_page", **self.query)

    def asset(self, name: str) -> str:
        """Return the address of a built file by its plain name, or "" when it is not built."""
        hashed = self.assets.names.get(name)
        return url_for(f"{self.within}.asset", name=hashed) if hashed else ""

    @property
    def icon(self) -> str:
        """Address of the icon."""
        return url_for(f"{self.within}.favicon")


@dataclass(frozen=True)
class ServedUrls(LibraryUrls):
    """Where the parts of one story are.

    `query` is what every link carries on (language, mode, kiosk), so a reader who chose one stays with it.
    """

    slug: str = ""
    current: str = ""
    default: str = ""
    spoken: str = ""

    @property
    def library(self) -> str:
        """Address of the library page."""
        return url_for(f"{self.within}.library_page", lang=self.spoken if self.spoken != "en" else None)

    @property
    def story(self) -> str:
        """Address of the story's cover."""
        return url_for(".story_page", story=self.slug, **self.query)

    @property
    def basemap(self) -> str:
        """Address of the detailed offline basemap, with its version; "" when it is not there."""
        return self._shipped("world.pmtiles")

    @property
    def relief(self) -> str:
        """Address of the picture that shades the hills, with its version; "" when it is not there."""
        return self._shipped("relief.webp")

    def _shipped(self, name: str) -> str:
        file = geodata_dir() / "basemap" / name
        if not file.is_file():
            return ""
        stat = file.stat()
        version = f"{stat.st_size:x}-{stat.st_mtime_ns & 0xFFFFFFFF:x}"
        return url_for(f"{self.within}.basemap", name=file.name, v=version)

    @property
    def outline(self) -> str:
        """Address of the small outline map that the first picture is drawn from."""
        return self.asset("outline.json")

    @property
    def detail(self) -> str:
        """Address of the script that draws the detailed basemap."""
        return self.asset("basemap.js")

    def chapter(self, chapter: str) -> str:
        """Return the address of a chapter's page."""
        return url_for(".chapter_page", story=self.slug, chapter=chapter, **self.query)

    def map(self, chapter: str | None = None, theme: str = "", size: str = "") -> str:
        """Return the address of the drawn map of the story, or of one chapter."""
        lang = self.query.get("lang")
        values: dict[str, Any] = {"lang": lang, "theme": theme or None, "size": size or None}
        if chapter is None:
            return url_for(".story_map", story=self.slug, **values)
        return url_for(".chapter_map", story=self.slug, chapter=chapter, **values)

    def card(self, chapter: str | None = None) -> str:
        """Return the address of the picture for cards of the story, or of one chapter."""
        lang = self.query.get("lang")
        if chapter is None:
            return url_for(".story_card", story=self.slug, lang=lang)
        return url_for(".chapter_card", story=self.slug, chapter=chapter, lang=lang)

    def oembed(self, page: str, form: str) -> str:
        """Return the address of the oEmbed answer about the page whose full address is `page`."""
        return url_for(".oembed", url=page, format=form)

    @property
    def embed(self) -> str:
        """Address of the embed."""
        return url_for(".embed", story=self.slug, lang=self.query.get("lang"))

    @property
    def embed_script(self) -> str:
        """Address of the script that articles load."""
        return url_for(".embed_script")

    def share(self, tag: str = "") -> str:
        """Return the address of the page for sharing the story, in this or another language."""
        lang = {"": self.query.get("lang"), self.default: None}.get(tag, tag)
        return url_for(".share_page", story=self.slug, lang=lang)

    def data(self, name: str) -> str:
        """Return the address of a download."""
        return url_for(".data", story=self.slug, name=name, lang=self.query.get("lang"))

    def media(self, file: str) -> str:
        """Return the address of a file of the media folder; an outside address stays as it is."""
        if "://" in file:
            return file
        return url_for(".media", story=self.slug, file=unquote(file).removeprefix("media/"))

    def tiles(self, file: str) -> str:
        """Return the address of a file of the folder of tiles."""
        return url_for(".tiles", story=self.slug, part=file.removeprefix("tiles/"))

    def language(self, tag: str) -> str:
        """Return the address of the same page in another language; the first one needs no parameter."""
        query: dict[str, Any] = {**self.query, "lang": None if tag == self.default else tag}
        if self.current:
            return url_for(".chapter_page", story=self.slug, chapter=self.current, **query)
        return url_for(".story_page", story=self.slug, **query)

    def cover(self, tag: str) -> str:
        """Return the address of the story's cover in another language."""
        return url_for(".story_page", story=self.slug,
                       **{**self.query, "lang": None if tag == self.default else tag})

    def archive(self, basemap: Mapping[str, Any]) -> str:
        """Return the address of the finer tiles of a document's basemap, or ""."""
        archive = basemap.get("archive") or {"url": "", "host": ""}
        return archive["url"] if archive["host"] is not None else url_for(".archive", story=self.slug)

    def for_player(self, basemap: Mapping[str, Any]) -> dict[str, Any]:
        """Return the addresses that the player needs, as plain values."""
        return {"basemap": self.basemap, "outline": self.outline, "detail": self.detail,
                "relief": self.relief if basemap["relief"] else "", "archive": self.archive(basemap),
                "layers": self.asset("layers.js"), "events": self.asset("events.js"),
                "events_style": self.asset("events.css"), "share": self.asset("share.js")}


class PreviewUrls(ServedUrls):
    """Where the parts of a previewed story are: the same names in the blueprint of previews.

    Only what belongs to no story (built files, the basemap) comes from the reader's blueprint, `within`.
    """

    @property
    def library(self) -> str:
        """A preview stays with its story."""
        return self.story

    def share(self, tag: str = "") -> str:  # noqa: ARG002
        """A preview is nothing to share."""
        return ""


def site_root(public_url: str) -> str:
    """Return scheme and host of full addresses, without a slash at the end."""
    parts = urlsplit(public_url or request.host_url)
    return f"{parts.scheme}://{parts.netloc}"
