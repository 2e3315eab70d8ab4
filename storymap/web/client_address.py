"""The network address that a request came from, to count failed sign-ins by."""

from flask import Request

from storymap.web.loopback import is_loopback


def client_address(request: Request, public_url: str) -> str:
    """Return the address of the client.

    Behind a proxy on this machine (there is one when `public_url` is set and the peer is here) it is the last
    entry of X-Forwarded-For, which that proxy wrote; whatever stands before it may be made up.
    """
    peer = request.remote_addr or ""
    if public_url and is_loopback(peer):
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or peer
    return peer
