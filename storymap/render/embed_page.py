"""The page that stands in an article's frame: first the story's text, then the player, nothing around it."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from storymap.render.built import Assets
from storymap.render.embed_choices import EmbedChoices
from storymap.render.island import ScriptText
from storymap.render.pages import StoryPage, StoryUrls
from storymap.render.story_page import offers, story_page
from storymap.render.templates import render

DARK = "screen and (prefers-color-scheme:dark)"
"""The media query of the night in the built style sheet."""


def embed_page(
    document: Mapping[str, Any], languages: Sequence[str], urls: StoryUrls, assets: Assets,
    choices: EmbedChoices, *, spoken: str, base: str = "", address: str = "",
) -> StoryPage:  # fmt: skip
    """Return the embed of a story, for `render_embed`.

    Parameters
    ----------
    languages
        All languages of the story, BCP 47.
    choices
        What the article chose; on a static site nothing, since the player reads the query there.
    spoken
        Language of the interface's own words.
    base
        What relative addresses of the page start from, or "" for the page itself.
    address
        The embed's full address, or ""; with it the page names the oEmbed answers about it.
    """
    return story_page(
        document, languages, urls, chapter=choices.chapter,
        style=_themed(assets.text("framed.css"), choices.theme),
        spoken=spoken, mode="step", kiosk=False, notice="", base=base, embed=choices,
        inline_script=ScriptText(assets.text("start.js").strip()),
        outline=ScriptText(assets.text("outline.json").strip()),
        offers=offers(urls, address, urljoin(address, base)) if address else (),
    )  # fmt: skip


def render_embed(page: StoryPage) -> str:
    """Return an embed as HTML."""
    return render("embed/story.html", page.interface_language, within=page.language, page=page)


def _themed(style: str, theme: str) -> str:
    """Return a style sheet whose night always comes, or never."""
    if not theme:
        return style
    when = "screen" if theme == "dark" else "not all"
    return style.replace(DARK, when) + f":root{{color-scheme:{theme}}}"
