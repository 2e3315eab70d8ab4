"""What lies at a web address, for an author's command: within limits, from hosts of the public network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from functools import lru_cache
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from storymap.problems import StorymapError

LARGEST_ANSWER = 40_000_000
SECONDS = 30
_PART = 1 << 16
_NOT_SERVED = (400, 403, 404, 405, 410, 415, 501)
"""Object stores answer 403 to what they don't have."""

Told = Callable[[float], None]
"""Is told how much of the work is done, as a share from 0 to 1."""


class FetchError(StorymapError):
    """An address gave nothing that can be used; the text says why."""


class NotServed(FetchError):
    """The host answers, but has nothing at this address, or doesn't serve it in this form."""


def untold(share: float) -> None:
    """Tell nobody."""


def fetch(address: str, trusted: str = "", told: Told = untold) -> bytes:
    """Return what lies at a web address; only hosts of the public network, and `trusted`, are asked.

    Raises
    ------
    FetchError
        There is no network, the host doesn't answer or refuses, or the answer is too large.
    """
    _check(address, trusted)
    request = Request(address, headers={"User-Agent": "geostorymap", "Accept": "application/json, image/*"})
    host = urlsplit(address).netloc
    try:
        with _opener(trusted).open(request, timeout=SECONDS) as answer:
            size, data = int(answer.headers.get("Content-Length") or 0), bytearray()
            while len(data) <= LARGEST_ANSWER and (part := answer.read(_PART)):
                data += part
                told(min(1.0, len(data) / size) if size else 0.0)
    except HTTPError as fault:
        fault.close()
        kind = NotServed if fault.code in _NOT_SERVED else FetchError
        raise kind(f"{host} gave no answer to {address} ({fault.code} {fault.reason}). "
                   "Nothing was changed.") from None  # fmt: skip
    except (URLError, OSError, ValueError) as fault:
        raise FetchError(f"{host} gave no answer ({getattr(fault, 'reason', fault)}). Nothing was changed; "
                         "try again with a network.") from None  # fmt: skip
    if len(data) > LARGEST_ANSWER:
        raise FetchError(f"{address} has over {LARGEST_ANSWER // 1_000_000} MB; try a smaller --size.")
    told(1.0)
    return bytes(data)


class _Hops(HTTPRedirectHandler):
    """Follows a redirection to where `fetch` may ask."""

    def __init__(self, trusted: str) -> None:
        self.trusted = trusted

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """Return the request for the next address."""
        _check(newurl, self.trusted)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@lru_cache(maxsize=4)
def _opener(trusted: str) -> OpenerDirector:
    """Return what opens addresses; to make one reads this machine's certificates."""
    return build_opener(_Hops(trusted))


def _check(address: str, trusted: str) -> None:
    """Refuse what isn't a web address, and hosts inside a network that the author didn't name."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{address} is no web address.")
    if parts.netloc == trusted:
        return
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, proto=socket.IPPROTO_TCP)
    except OSError as fault:
        raise FetchError(f"{parts.hostname} can't be found ({fault}). Nothing was changed; "
                         "try again with a network.") from None  # fmt: skip
    if not all(ipaddress.ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found):
        raise FetchError(f"{parts.hostname} is inside a network of its own; it isn't asked.")
