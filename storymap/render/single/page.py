"""The page of a story that is one file, in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storymap.render.island import ScriptText
from storymap.render.layer_text import Others
from storymap.render.outside import outside_sources, policy_text
from storymap.render.pages import StoryPage, content_hash, interface_language
from storymap.render.single.urls import PackedUrls
from storymap.render.story_page import story_page
from storymap.render.templates import render

BEGIN = ScriptText('if("DecompressionStream"in self)document.documentElement.classList.add("js")')
"""Lets the style sheet know, before the first paint, that the player will come."""


@dataclass(frozen=True)
class PackedPage(StoryPage):
    """A page with everything in it; one in a further language is itself in the pack, and has none."""

    parts: ScriptText = ScriptText("")  #: what the maps that stand in the page share
    pack: ScriptText = ScriptText("")  #: gzip in base64: what the player needs, and the other languages
    opener: ScriptText = ScriptText("")  #: the script that opens the pack
    policy: str = ""  #: content security policy, which a file can't have in a header


def packed_page(
    document: Mapping[str, Any], languages: Sequence[str], urls: PackedUrls, style: str,
    others: Others,
) -> PackedPage:  # fmt: skip
    """Return the page of a story in the document's language, still without its pack."""
    plain = story_page(
        document, languages, urls, chapter="", style=style,
        spoken=interface_language(document["language"]), notice="", kiosk=False, others=others,
    )  # fmt: skip
    return PackedPage(**{**vars(plain), "inline_script": BEGIN, "packed": True})


def policy(page: PackedPage, player: str, foreign: Sequence[str] = ()) -> str:
    """Return the policy: the scripts by their hash, and the hosts that its author chose.

    Foreign layers may carry styles of their own, but nothing else that is not named.
    """
    outside = outside_sources(page.document)
    scripts = [content_hash(text) for text in (page.inline_script, page.opener, player, *foreign)]
    return policy_text({
        "default-src": [],
        "script-src": scripts,
        "style-src": ["'unsafe-inline'"] if foreign else [content_hash(page.inline_style)],
        "img-src": ["data:", "blob:", *outside["img-src"]],
        "media-src": ["data:", *outside["media-src"]],
        "connect-src": outside["connect-src"],
        "frame-src": outside["frame-src"],
        "form-action": [],
        "base-uri": [],
    })  # fmt: skip


def render_packed(page: PackedPage) -> str:
    """Return the page as HTML."""
    return render("reader/single.html", page.interface_language, within=page.language, page=page)
