"""oEmbed 1.0 (oembed.com): what an article system learns about an address of ours, as JSON or XML."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from storymap.render.card import card_within
from storymap.render.island import json_island
from storymap.render.templates import render

FORMATS = {"json": "application/json", "xml": "text/xml"}
"""Media types of the answers by the name of the format."""

DISCOVERED = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
"""Types of the links in a page by which an article system finds its oEmbed answer."""

USUAL_SIZE = (800, 600)
"""Width and height in pixels where the consumer sets no limit."""

EMBED = "embed"
"""Last part of an embed's address."""

_CHAPTERS = ("chapter", "from", "to")
_WORDS = {"show": ("map",), "theme": ("light", "dark"), "activate": ("click",)}
_PORTS = {"http": 80, "https": 443}
_CACHE_AGE = 3600
# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Asked:
    """What an address means: a story, a chapter of it or "", a language or "", the embed's other choices."""

    story: str
    chapter: str = ""
    language: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def chapters(self) -> set[str]:
        """Ids of all chapters that the address names."""
        named = {self.chapter, *(self.choices.get(key, "") for key in _CHAPTERS)}
        return named - {""}


def read_address(address: str, root: str) -> Asked | None:
    """Read the address of a story, of a chapter or of an embed; None when it is none of ours.

    Parameters
    ----------
    address
        What the consumer asks about. Scheme and fragment don't matter; host, port and path do.
    root
        Full address of the library page, with a slash at the end.
    """
    try:
        parts, home = urlsplit(address.strip()), urlsplit(root)
        if parts.scheme not in _PORTS or _host(parts) != _host(home) or parts.username is not None:
            return None
    except ValueError:
        return None
    if not parts.path.startswith(home.path):
        return None
    story, *below = unquote(parts.path.removeprefix(home.path)).removesuffix("/").split("/")
    if not story or len(below) > 1:
        return None
    query = dict(parse_qsl(parts.query))
    if below == [EMBED]:
        return Asked(story, query.get("chapter", ""), query.get("lang", ""), _choices(query))
    return Asked(story, "".join(below), query.get("lang", ""))


def _host(parts: SplitResult) -> tuple[str | None, int]:
    """Return host and port; http and https on their usual ports are the same site."""
    usual = _PORTS.get(parts.scheme, 0)
    port = parts.port or usual
    return parts.hostname, 0 if port == usual else port


def _choices(query: Mapping[str, str]) -> dict[str, str]:
    """Return what an embed's address chooses besides chapter and language; nothing else is carried on."""
    chosen = {key: query[key] for key in ("from", "to") if query.get(key)}
    return chosen | {key: query[key] for key, words in _WORDS.items() if query.get(key) in words}


def read_limit(text: str) -> int | None:
    """Return `maxwidth` or `maxheight`; what is no whole number above 0 limits nothing."""
    return int(text) if re.fullmatch(r"0*[1-9][0-9]{0,8}", text, re.ASCII) else None


@dataclass(frozen=True)
class Offer:
    """What can be embedded, with full addresses."""

    title: str
    authors: str
    provider: str
    provider_url: str
    link: str  #: the page that stays
    frame: str  #: what goes into the frame
    card: str  #: the picture in its full size; with `width=…` it is smaller
    fixed: bool = False  #: whether the picture has one size alone, as on a static site


def answer_fields(
    offer: Offer, max_width: int | None = None, max_height: int | None = None
) -> dict[str, str | int]:
    """Return the answer's fields; width and height keep to the limits, and so does the thumbnail."""
    width, height = (min(usual, limit or usual)
                     for usual, limit in zip(USUAL_SIZE, (max_width, max_height), strict=True))  # fmt: skip
    title = _plain(offer.title)
    html = render("snippets/oembed.html", "en", link=offer.link, frame=offer.frame, title=title, width=width,
                  height=height)  # fmt: skip
    fields: dict[str, str | int] = {
        "version": "1.0", "type": "rich", "title": title, "html": html.strip(), "width": width,
        "height": height, "provider_name": offer.provider, "provider_url": offer.provider_url,
        "cache_age": _CACHE_AGE,
    }  # fmt: skip
    if authors := _plain(offer.authors):
        fields["author_name"] = authors
    return fields | _thumbnail(offer, max_width, max_height)


def _thumbnail(offer: Offer, max_width: int | None, max_height: int | None) -> dict[str, str | int]:
    """Return address, width and height of the picture that fits, or nothing."""
    size, whole = card_within(max_width, max_height), card_within(None, None)
    if size is None or (offer.fixed and size != whole):
        return {}
    mark = "&" if "?" in offer.card else "?"
    address = offer.card if size == whole else f"{offer.card}{mark}width={size[0]}"
    return {"thumbnail_url": address, "thumbnail_width": size[0], "thumbnail_height": size[1]}


def written(fields: Mapping[str, Any], form: str) -> bytes:
    """Return the answer in a format of `FORMATS`; the same fields give the same bytes."""
    if form == "json":
        return json_island(dict(fields)).encode()
    whole = ET.Element("oembed")
    for key, value in sorted(fields.items()):
        ET.SubElement(whole, key).text = str(value)
    return ET.tostring(whole, encoding="utf-8", xml_declaration=True)


def _plain(text: str) -> str:
    """Return a text on one line, without what XML can't hold, so that both formats say the same."""
    return " ".join(_UNWRITABLE.sub(" ", text).split())
