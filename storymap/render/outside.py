"""What a story takes from other hosts by its author's choice, as sources of a content security policy."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

_HOST = re.compile(r"^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$", re.IGNORECASE)
_DIRECTIVES = {"image": "img-src", "audio": "media-src", "video": "media-src", "embed": "frame-src"}


def outside_sources(document: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return for each directive the hosts that the document names; none of them is asked before a click."""
    found: dict[str, list[str]] = {"img-src": [], "media-src": [], "connect-src": [], "frame-src": []}
    archive = document["basemap"].get("archive")
    if archive:
        _add(found, "connect-src", https_host(archive["url"]))
    tiles = tile_host(document["basemap"])
    _add(found, "img-src", tiles)
    _add(found, "connect-src", tiles)
    for layer in document["layers"]:
        if layer["tiles"]:
            _add(found, "img-src", https_host(layer["tiles"]["url"].replace("{s}", "*")))
        if layer["image"] and layer["image"]["host"]:
            _add(found, "img-src", https_host(layer["image"]["url"]))
    for chapter in document["chapters"]:
        for item in chapter["media"]:
            _add(found, _DIRECTIVES[item["kind"]], https_host(item["url"]))
    return found


def tile_host(basemap: Mapping[str, Any]) -> str:
    """Return the CSP source of live tiles, with `*` for numbered servers; "" for the offline basemap."""
    if basemap["kind"] != "tiles":
        return ""
    return https_host(str(basemap["url"]).replace("{s}", "*"))


def https_host(url: str) -> str:
    """Return `https://host` of an https address, or "" for anything that cannot be one."""
    parts = urlsplit(url)
    return f"https://{parts.netloc}" if parts.scheme == "https" and _HOST.match(parts.netloc) else ""


def policy_text(rules: Mapping[str, list[str]]) -> str:
    """Return the rules as a policy; an empty list allows nothing."""
    return "; ".join(" ".join([name, *(sources or ["'none'"])]) for name, sources in rules.items())


def _add(found: dict[str, list[str]], directive: str, source: str) -> None:
    if source and source not in found[directive]:
        found[directive].append(source)
