"""The addresses of a static site: relative, so that the site works under any prefix and on any host.

Every page of a story in one language has the same base (`<base>`): the folder of the story in that language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from storymap.document.basemap import ARCHIVE
from storymap.render.asset_names import ASSETS, hashed
from storymap.render.built import Assets
from storymap.render.icon import ICON_SVG

ICON = hashed(f"{ASSETS}/icon.svg", ICON_SVG.encode())


@dataclass(frozen=True)
class StaticSite:
    """Where things outside any story are; `up` leads from the base of the page to the root of the site."""

    assets: Assets
    up: str = ""

    @property
    def library(self) -> str:
        """Address of the library page."""
        return self.up or "./"

    @property
    def icon(self) -> str:
        """Address of the icon."""
        return self.up + ICON

    def asset(self, name: str) -> str:
        """Return the address of a built file by its plain name, or "" when it is not built."""
        hashed = self.assets.names.get(name)
        return f"{self.up}{ASSETS}/{hashed}" if hashed else ""


@dataclass(frozen=True)
class StaticUrls(StaticSite):
    """Where the parts of one story in one language are, from the story's folder of that language.

    `home` leads from that folder to the story's own folder: "" for its first language, else "../"; `default`
    is that first language, `current` the chapter of the page, `own` the language's folder within the story's.
    `ground` and `shade` are the addresses of the basemap's tiles and of the picture of the hills, from the
    root of the site; `names` are those of what the story's pages load, from the root too, by their plain
    names (`map.svg`, `vi/hue/card.png`, `media/a.jpg`).
    """

    home: str = ""
    default: str = ""
    current: str = ""
    ground: str = ""
    shade: str = ""
    own: str = ""
    names: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def story(self) -> str:
        """Address of the story's cover."""
        return "./"

    @property
    def basemap(self) -> str:
        """Address of the basemap's tiles, or ""."""
        return self.up + self.ground if self.ground else ""

    @property
    def relief(self) -> str:
        """Address of the picture that shades the hills, or ""."""
        return self.up + self.shade if self.shade else ""

    @property
    def outline(self) -> str:
        """Address of the small outline map that the first picture is drawn from, or ""."""
        return self.asset("outline.json")

    @property
    def detail(self) -> str:
        """Address of the script that draws the detailed basemap, or ""."""
        return self.asset("basemap.js")

    def chapter(self, chapter: str) -> str:
        """Return the address of a chapter's page."""
        return f"{chapter}/"

    def map(self, chapter: str | None = None, theme: str = "", size: str = "") -> str:  # noqa: ARG002
        """Return the address of the drawn map of the story, or of one chapter; it has one size."""
        return self.drawn("map-dark.svg" if theme == "dark" else "map.svg", chapter)

    def card(self, chapter: str | None = None) -> str:
        """Return the address of the picture for cards of the story, or of one chapter."""
        return self.drawn("card.png", chapter)

    def oembed(self, page: str, form: str) -> str:  # noqa: ARG002
        """Return the address of the oEmbed answer about this page."""
        return f"{self.current}/oembed.{form}" if self.current else f"oembed.{form}"

    @property
    def embed(self) -> str:
        """Address of the embed."""
        return "embed/"

    @property
    def embed_script(self) -> str:
        """Address of the script that articles load."""
        return f"{self.up}embed.js"

    def share(self, tag: str = "") -> str:
        """Return the address of the page for sharing the story, in this or another language."""
        return f"{self.cover(tag).removeprefix('./') if tag else ''}share.html"

    def data(self, name: str) -> str:
        """Return the address of a download, such as `events.csv`."""
        return f"data/{name}"

    def media(self, file: str) -> str:
        """Return the address of a file of the media folder; an outside address stays as it is."""
        plain = f"media/{unquote(file).removeprefix('media/')}"
        return file if "://" in file or plain not in self.names else self.up + self.names[plain]

    def tiles(self, file: str) -> str:
        """Return the address of a file of the folder of tiles."""
        return self.up + self.names[file] if file in self.names else ""

    def language(self, tag: str) -> str:
        """Return the address of the same page in another language."""
        return self.cover(tag) + (f"{self.current}/" if self.current else "")

    def cover(self, tag: str) -> str:
        """Return the address of the story's cover in another language."""
        return (self.home if tag == self.default else f"{self.home}{tag}/") or "./"

    def archive(self, basemap: Mapping[str, Any]) -> str:
        """Return the address of the finer tiles of a document's basemap, or ""."""
        archive = basemap.get("archive") or {"url": "", "host": ""}
        if archive["host"] is not None:
            return str(archive["url"])
        return self.up + self.names[ARCHIVE] if ARCHIVE in self.names else ""

    def for_player(self, basemap: Mapping[str, Any]) -> dict[str, Any]:
        """Return the addresses that the player needs, as plain values."""
        return {
            "basemap": self.basemap, "outline": self.outline, "detail": self.detail,
            "layers": self.asset("layers.js"),
            "events": self.asset("events.js"), "events_style": self.asset("events.css"),
            "relief": self.relief if basemap["relief"] else "", "archive": self.archive(basemap),
            "cut": True,
            "share": self.asset("share.js"),
        }  # fmt: skip

    def drawn(self, name: str, chapter: str | None = None) -> str:
        """Return the address of what was drawn for the story, or for one chapter, by its plain name."""
        return self.up + self.names[f"{self.own}{chapter}/{name}" if chapter else self.own + name]
