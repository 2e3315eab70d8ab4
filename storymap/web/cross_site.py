"""Whether a page of another site made the browser send a request (CSRF), from headers no page can change."""

from urllib.parse import urlsplit

from werkzeug.wrappers import Request

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_PORTS = {"http": 80, "https": 443}


def from_another_site(request: Request, public_url: str = "") -> bool:
    """Whether the request is unsafe and a browser sent it for a page that is not ours.

    Browsers say so in Sec-Fetch-Site. Older ones send Origin or Referer, which must be this host's or that of
    `public_url`. A request without any of the three is a program's, and no page can send one.
    """
    if request.method in SAFE:
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    source = request.headers.get("Origin", request.headers.get("Referer"))
    return source is not None and not _ours(source, request, public_url)


def _ours(source: str, request: Request, public_url: str) -> bool:
    """Whether an address is on the host that was asked, or on the public one."""
    asked = _place(source)
    if asked is None:
        return False
    if public_url and asked == _place(public_url):
        return True
    # The scheme is the page's: a proxy that speaks https to the browser may speak http to us.
    return asked == _place(f"{asked[0]}://{request.headers.get('Host', '')}")


def _place(address: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port of an address, None for what is no http address (such as `null`)."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or _PORTS[parts.scheme]
