"""The security headers of every answer, and the content security policy of each kind of page."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Response

from storymap.render.pages import StoryPage, content_hash

_HOST = re.compile(r"^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$", re.IGNORECASE)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FILE = "default-src 'none'; sandbox"
"""The policy of a picture or a download: opened by itself it may do nothing."""


def plain_policy(frame_ancestors: str) -> str:
    """Return the policy of pages without scripts: the library and the error pages."""
    return _text({"default-src": ["'none'"], "style-src": ["'self'"], "img-src": ["'self'"],
                  "form-action": ["'self'"]}, frame_ancestors)


def story_policy(page: StoryPage, frame_ancestors: str) -> str:
    """Return the policy of a story's page: our own files, and the hosts that the author chose."""
    rules: dict[str, list[str]] = {
        "default-src": ["'none'"],
        "script-src": ["'self'", content_hash(page.inline_script)],
        "style-src": ["'self'", content_hash(page.inline_style)],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": [],
        "form-action": ["'none'"],
    }
    archive = page.document["basemap"].get("archive")
    if archive and _https_host(archive["url"]):
        rules["connect-src"].append(_https_host(archive["url"]))
    tiles = tile_host(page.document["basemap"])
    if tiles:
        rules["img-src"].append(tiles)
        rules["connect-src"].append(tiles)
    kinds = {"image": "img-src", "audio": "media-src", "video": "media-src", "embed": "frame-src"}
    for chapter in page.document["chapters"]:
        for item in chapter["media"]:
            host = _https_host(item["url"])
            if host and host not in rules[kinds[item["kind"]]]:
                rules[kinds[item["kind"]]].append(host)
    return _text(rules, frame_ancestors)


def tile_host(basemap: Mapping[str, Any]) -> str:
    """Return the CSP source of live tiles, with `*` for numbered servers; "" for the offline basemap."""
    if basemap["kind"] != "tiles":
        return ""
    return _https_host(str(basemap["url"]).replace("{s}", "*"))


def protect(response: Response, csp: str) -> Response:
    """Set the headers that every answer has, and `csp` unless the page brought its own."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", csp)
    return response


def _https_host(url: str) -> str:
    """Return `https://host` of an https address, or "" for anything that cannot be one."""
    parts = urlsplit(url)
    return f"https://{parts.netloc}" if parts.scheme == "https" and _HOST.match(parts.netloc) else ""


def _text(rules: Mapping[str, list[str]], frame_ancestors: str) -> str:
    """Return the rules as a header; an empty list allows nothing."""
    whole = {**rules, "base-uri": [], "frame-ancestors": frame_ancestors.replace(";", " ").split()}
    return "; ".join(" ".join([name, *(sources or ["'none'"])]) for name, sources in whole.items())
