"""A story on paper: one page of HTML with all that it shows inside, for a browser to print."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from storymap.model import Story
from storymap.render.built import Assets
from storymap.render.island import ScriptText
from storymap.render.pages import interface_language
from storymap.render.picture import draw_map
from storymap.render.qr import qr_svg
from storymap.render.single.urls import PackedUrls, svg_url
from storymap.render.site.loaded import own_medium, text_pictures, with_own_pictures
from storymap.render.story_page import story_page
from storymap.render.templates import render

PAPER = "A4"


@dataclass(frozen=True)
class HandoutUrls(PackedUrls):
    """Where the parts of a story on paper are: the maps in the page, the media in the story's folder."""

    document: Mapping[str, Any]
    folder: Path

    def map(self, chapter: str | None = None, theme: str = "", size: str = "") -> str:  # noqa: ARG002
        """Return the drawn map of the story, or of one chapter, as an address; paper has no night."""
        if theme == "dark":
            return ""
        record = next((item for item in self.document["chapters"] if item["id"] == chapter), None)
        return svg_url(draw_map(dict(self.document), record))

    def media(self, file: str) -> str:
        """Return the address of a media file on this disk; what is no file of the story stays as it is."""
        plain = f"media/{unquote(file).removeprefix('media/')}"
        found = None if "://" in file else own_medium(self.folder, plain)
        return found.absolute().as_uri() if found else file


def render_handout(story: Story, document: Mapping[str, Any], folder: Path, *, address: str = "") -> str:
    """Return the handout of a story in the document's language: every chapter with its map, text and sources.

    Parameters
    ----------
    folder
        The story's folder, whose pictures the page shows.
    address
        Where the story can be read on the map; it stands on the first page, with a QR code.
    """
    # Browsers let a reader choose the paper unless the page does; nobody chooses for a file. The spaces at
    # which a heading is broken stay in its bookmark.
    style = f"{Assets().text('player.css').strip()}@page{{size:{PAPER}}}h1,h2{{white-space:pre-wrap}}"
    urls = HandoutUrls("", str(document["language"]), document, folder)
    pictures = {name: own_medium(folder, name) for name in text_pictures(document)}
    shown = with_own_pictures(
        document, {name: file.absolute().as_uri() for name, file in pictures.items() if file}
    )
    page = story_page(
        shown, story.languages, urls, chapter="", style=style,
        spoken=interface_language(str(document["language"])), notice="", kiosk=False, address=address,
        qr=svg_url(qr_svg(address)) if address else "", inline_script=ScriptText(""),
    )  # fmt: skip
    return render("reader/handout.html", page.interface_language, within=page.language, page=page)
