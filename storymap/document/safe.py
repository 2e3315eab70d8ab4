"""Markdown becomes HTML that is safe to print: the only place where text turns into markup."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_INLINE = frozenset({"a", "br", "code", "em", "s", "strong"})
_BLOCKS = frozenset(
    {
        "blockquote",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title", "loading"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "geo"}
_HAS_HOST = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)
_PICTURE = re.compile(r'(<img [^>]*?src=")(media/[^"]+)')
_OTHER_HOST_WITHOUT_SCHEME = re.compile(r"\s*[\\/]{2}")


class Html(str):
    """Sanitised HTML; templates with autoescape print it as it is. Only this module makes it."""

    __slots__ = ()

    def __html__(self) -> "Html":
        """Tell the template that the text is already safe."""
        return self


_MANY = 50_000
"""Texts whose HTML is remembered: after a save all but one are the same."""


@lru_cache(maxsize=_MANY)
def render_markdown(text: str) -> Html:
    """Return Markdown (CommonMark, tables, strikethrough) as sanitised HTML; HTML in the text stays text.

    Headings start at h3, since the page's title is h1 and the chapter's is h2. A picture from another host
    becomes a link, so that reading a chapter asks no other host for anything.
    """
    return sanitise(str(_MARKDOWN.render(text))) if text.strip() else Html()


@lru_cache(maxsize=_MANY)
def inline_html(text: str) -> Html:
    """Return one paragraph's worth of Markdown (emphasis, code, links) as sanitised HTML without blocks."""
    return (
        Html(_clean(str(_MARKDOWN.renderInline(" ".join(text.split()))), _INLINE)) if text.strip() else Html()
    )


def sanitise(html: str) -> Html:
    """Return HTML with nothing but the allowed elements, attributes and addresses."""
    return Html(_clean(html, _INLINE | _BLOCKS).strip())


def _clean(html: str, tags: frozenset[str]) -> str:
    return nh3.clean(
        html,
        tags=set(tags),
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener",
        attribute_filter=_filter,
        strip_comments=True,
    )


def pictures_in(markup: str) -> list[str]:
    """Return the names (`media/bridge.jpg`) of the story's own pictures in sanitised HTML."""
    return [_name(found) for found in _PICTURE.finditer(markup)]


def pictures_at(markup: Html, addresses: Mapping[str, str]) -> Html:
    """Return sanitised HTML whose own pictures, by name, are at other addresses; those must be our own."""
    if not _PICTURE.search(markup):
        return markup
    return Html(_PICTURE.sub(
        lambda found: found[1] + escapeHtml(addresses.get(_name(found), unescape(found[2]))), markup))


def _name(picture: re.Match[str]) -> str:
    return unquote(unescape(picture[2]))


def _filter(tag: str, name: str, value: str) -> str | None:
    """Drop addresses that name a host without a scheme, and every picture that isn't the story's own."""
    if name == "href" and _OTHER_HOST_WITHOUT_SCHEME.match(value):
        return None
    return None if name == "src" and (tag != "img" or _HAS_HOST.match(value)) else value


def _image(_renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """Draw a picture of the story's own folder; link to any other."""
    token = tokens[index]
    address, alt = str(token.attrs.get("src", "")), escapeHtml(token.content)
    if _HAS_HOST.match(address):
        return f'<a href="{escapeHtml(address)}">{alt or escapeHtml(address)}</a>'
    # Editors and git forges see a chapter in chapters/, so authors write ../media/; pages are one level up.
    own = escapeHtml(address.removeprefix("../"))
    return f'<img src="{own}" alt="{alt}" loading="lazy">'


def _demote(state: StateCore) -> None:
    """Let a chapter's first heading be h3."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + 2, 6)}"


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    markdown.core.ruler.push("demote_headings", _demote)
    markdown.add_render_rule("image", _image)
    return markdown


_MARKDOWN = _markdown()
