"""The security headers of every answer, and the content security policy of each kind of page."""

from collections.abc import Mapping

from flask import Response

from storymap.render.outside import outside_sources, policy_text
from storymap.render.pages import StoryPage, content_hash

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
FILE = "default-src 'none'; sandbox"
"""The policy of a picture or a download: opened by itself it may do nothing."""


def plain_policy(frame_ancestors: str) -> str:
    """Return the policy of pages without scripts: the library and the error pages."""
    return _text({"default-src": ["'none'"], "style-src": ["'self'"], "img-src": ["'self'"],
                  "form-action": ["'self'"]}, frame_ancestors)


def share_policy(frame_ancestors: str) -> str:
    """Return the policy of the page for sharing a story: our own files, and our embed in a frame."""
    own = ["script-src", "style-src", "img-src", "connect-src", "frame-src"]
    rules = {"default-src": ["'none'"], **{name: ["'self'"] for name in own}, "form-action": ["'none'"]}
    return _text(rules, frame_ancestors)


def story_policy(page: StoryPage, frame_ancestors: str) -> str:
    """Return the policy of a story's page: our own files, and the hosts that the author chose."""
    outside = outside_sources(page.document)
    rules: dict[str, list[str]] = {
        "default-src": ["'none'"],
        "script-src": ["'self'", content_hash(page.inline_script)],
        "style-src": ["'self'", content_hash(page.inline_style)],
        "img-src": ["'self'", "data:", "blob:", *outside["img-src"]],
        "media-src": ["'self'", *outside["media-src"]],
        "connect-src": ["'self'", *outside["connect-src"]],
        "frame-src": ["'self'", *outside["frame-src"]],
        "form-action": ["'none'"],
    }
    return _text(rules, frame_ancestors)


def protect(response: Response, csp: str) -> Response:
    """Set the headers that every answer has, and `csp` unless the page brought its own."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", csp)
    return response


def _text(rules: Mapping[str, list[str]], frame_ancestors: str) -> str:
    """Return the rules as a header; an empty list allows nothing.

    Where everybody may frame a page, nothing is said: `*` would shut out articles that have no host, such as
    a file on a disk, a preview in a sandbox or the page of an app.
    """
    ancestors = frame_ancestors.replace(";", " ").split()
    framing = {} if "*" in ancestors else {"frame-ancestors": ancestors}
    return policy_text({**rules, "base-uri": [], **framing})
