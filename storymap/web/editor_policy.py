"""The security headers of everything behind the login: nobody frames it, nothing leaves it."""

from flask import Response

_RULES = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
          "media-src 'self' blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
          "form-action 'self'; base-uri 'none'")


def editor_policy(frame_ancestors: str = "'none'") -> str:
    """Return the content security policy of the editor's pages; `'self'` for the preview."""
    return f"{_RULES}; frame-ancestors {frame_ancestors}"


def protect_editor(response: Response, frame_ancestors: str = "'none'") -> Response:
    """Set the headers of an editor page, unless it brought its own; call it before the reader's `protect`."""
    response.headers.setdefault("Content-Security-Policy", editor_policy(frame_ancestors))
    response.headers.setdefault("X-Frame-Options", "DENY" if frame_ancestors == "'none'" else "SAMEORIGIN")
    # With no-referrer a browser sends `Origin: null` for our own forms.
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    # Here alone: a page with this header can't be opened from a sandboxed frame, as articles have them.
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    return response
