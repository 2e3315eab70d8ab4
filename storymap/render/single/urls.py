"""The addresses of a story that is one file: places in the file, or what they hold."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from storymap.render.filters import anchor
from storymap.render.icon import ICON_SVG
from storymap.render.island import ScriptText


def data_url(data: bytes, mimetype: str) -> str:
    """Return an address that is its own content (RFC 2397)."""
    return f"data:{mimetype};base64,{base64.b64encode(data).decode()}"


def svg_url(svg: str) -> str:
    """Return a picture as an address, with what an address may not hold escaped: shorter than base64."""
    return f"data:image/svg+xml,{quote(svg, safe=' =:/;,+()@!*$~[]' + chr(39))}"


@dataclass(frozen=True)
class PackedUrls:
    """Where the parts of the story are.

    `overview` is the drawn map of the whole story, `default` the language that the file shows;
    `drawings` has all maps, as what goes inside an `<svg>`, where they stand in the page.
    """

    overview: str
    default: str
    drawings: Mapping[str | None, ScriptText] = field(default_factory=dict, kw_only=True)

    @property
    def library(self) -> str:
        """There is no library."""
        return ""

    @property
    def icon(self) -> str:
        """The icon."""
        return svg_url(ICON_SVG)

    @property
    def story(self) -> str:
        """Address of the cover."""
        return "#cover"

    @property
    def basemap(self) -> str:
        """The tiles are in the pack."""
        return ""

    @property
    def outline(self) -> str:
        """The outline is in the pack."""
        return ""

    @property
    def detail(self) -> str:
        """The script is in the pack."""
        return ""

    def asset(self, name: str) -> str:  # noqa: ARG002
        """Built files stand in the page or in the pack."""
        return ""

    def chapter(self, chapter: str) -> str:
        """Return the address of a chapter."""
        return f"#{anchor(chapter)}"

    def map(self, chapter: str | None = None, theme: str = "", size: str = "") -> str:  # noqa: ARG002
        """Return the drawn map of the whole story, or of a chapter; "" for one that is in the pack."""
        if theme == "dark":
            return ""
        return self.overview if chapter is None else ""

    def drawing(self, chapter: str | None) -> ScriptText:
        """Return what goes inside the `<svg>` of a map that stands in the page, "" where none does."""
        return self.drawings.get(chapter, ScriptText(""))

    def card(self, chapter: str | None = None) -> str:  # noqa: ARG002
        """Nobody links to a file on a disk, so it has no card."""
        return ""

    def oembed(self, page: str, form: str) -> str:  # noqa: ARG002
        """No article system reaches the file."""
        return ""

    @property
    def embed(self) -> str:
        """A file stands in no article."""
        return ""

    @property
    def embed_script(self) -> str:
        """A file stands in no article."""
        return ""

    def share(self, tag: str = "") -> str:  # noqa: ARG002
        """A file is handed on as it is."""
        return ""

    def data(self, name: str) -> str:  # noqa: ARG002
        """The downloads are in the pack."""
        return ""

    def media(self, file: str) -> str:
        """Return the name of a file of the media folder; `inline_media` puts the file in its place."""
        return file if "://" in file else f"media/{file.removeprefix('media/')}"

    def tiles(self, file: str) -> str:  # noqa: ARG002
        """Large event sets don't fit into a file."""
        return ""

    def language(self, tag: str) -> str:
        """Return the address that shows another language."""
        return "?" if tag == self.default else f"?lang={quote(tag)}"

    def cover(self, tag: str) -> str:
        """Return the address of the cover in another language."""
        return self.language(tag)

    def for_player(self, basemap: Mapping[str, Any]) -> dict[str, Any]:
        """Return the one address that the player may need: finer tiles on another host, after a click."""
        archive = basemap.get("archive") or {"url": "", "host": None}
        return {"basemap": "", "outline": "", "detail": "", "layers": "", "relief": "",
                "archive": archive["url"] if archive["host"] is not None else ""}  # fmt: skip
