"""The one cookie: which name and flags it has where, and that only the browser itself can read it."""

from urllib.parse import urlsplit

from flask import Request, Response

from storymap.accounts.sessions import LIFETIME


def session_cookie(request: Request, public_url: str) -> str:
    """Return what the browser carries for its session, or ""."""
    return request.cookies.get(_name(request, public_url), "")


def set_session_cookie(response: Response, request: Request, public_url: str, value: str) -> None:
    """Give the browser a session's cookie."""
    response.set_cookie(_name(request, public_url), value, max_age=LIFETIME, path=_path(request),
                        secure=_secure(request, public_url), httponly=True, samesite="Lax")


def end_session_cookie(response: Response, request: Request, public_url: str) -> None:
    """Take the cookie away from the browser."""
    response.delete_cookie(_name(request, public_url), path=_path(request),
                           secure=_secure(request, public_url), httponly=True, samesite="Lax")


def _name(request: Request, public_url: str) -> str:
    """Return the strictest name that the place allows (RFC 6265bis): a neighbouring host can't set it."""
    if not _secure(request, public_url):
        return "storymap"
    return "__Host-storymap" if _path(request) == "/" else "__Secure-storymap"


def _path(request: Request) -> str:
    return (request.root_path or "").rstrip("/") + "/"


def _secure(request: Request, public_url: str) -> bool:
    """Whether browsers reach the site over https, which a proxy may take care of."""
    return urlsplit(public_url).scheme == "https" if public_url else request.is_secure
