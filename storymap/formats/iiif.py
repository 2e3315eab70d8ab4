"""Pictures of a IIIF Image API (2 and 3): asked once, by an author's command, in a size that fits a page."""

from __future__ import annotations

import io
import ipaddress
import json
import socket
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from storymap.problems import StorymapError

LARGEST_ANSWER = 40_000_000
SECONDS = 30


class FetchError(StorymapError):
    """An address gave nothing that can be used; the text says why."""


@dataclass(frozen=True)
class Fetched:
    """A part of a picture: `data` as the service sent it, its size in pixels, and the part `(x, y, w, h)`."""

    data: bytes
    width: int
    height: int
    part: tuple[int, int, int, int]


def fetch(address: str, trusted: str = "") -> bytes:
    """Return what lies at a web address; only hosts of the public network, and `trusted`, are asked.

    Raises
    ------
    FetchError
        There is no network, the host doesn't answer or refuses, or the answer is too large.
    """
    _check(address, trusted)

    class Hops(HTTPRedirectHandler):
        def redirect_request(self, req, fp, code, msg, headers, newurl):
            _check(urljoin(address, newurl), trusted)
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    request = Request(address, headers={"User-Agent": "geostorymap", "Accept": "application/json, image/*"})
    try:
        with build_opener(Hops).open(request, timeout=SECONDS) as answer:
            data: bytes = answer.read(LARGEST_ANSWER + 1)
    except (URLError, OSError, ValueError) as fault:
        if isinstance(fault, HTTPError):
            fault.close()
        host = urlsplit(address).netloc
        raise FetchError(f"{host} gave no answer ({getattr(fault, 'reason', fault)}). Nothing was changed; "
                         "try again with a network.") from None  # fmt: skip
    if len(data) > LARGEST_ANSWER:
        raise FetchError(f"{address} has over {LARGEST_ANSWER // 1_000_000} MB; try a smaller --size.")
    return data


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


def fetch_picture(
    service: str, box: tuple[int, int, int, int] | None, longest: int, trusted: str = ""
) -> Fetched:
    """Return a part of a service's picture, its longer side no longer than `longest` pixels.

    Raises
    ------
    FetchError
        The service can't be reached, isn't one, or sends no picture.
    """
    from PIL import Image, UnidentifiedImageError

    width, height = _size(service, fetch(f"{service}/info.json", trusted))
    x, y, wide, high = box or (0, 0, width, height)
    part = (x, y, min(wide, width - x), min(high, height - y))
    if part[2] <= 0 or part[3] <= 0:
        raise FetchError("The annotation's map lies outside its picture.")
    region = "full" if part == (0, 0, width, height) else ",".join(map(str, part))
    across = max(1, min(part[2], round(part[2] * longest / max(part[2:]))))
    data = fetch(f"{service}/{region}/{across},/0/default.jpg", trusted)
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            picture.verify()
            return Fetched(data, *picture.size, part)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise FetchError(f"{service} sent no picture that can be read.") from None


def _size(service: str, data: bytes) -> tuple[int, int]:
    try:
        info: Any = json.loads(data)
        width, height = int(info["width"]), int(info["height"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise FetchError(f"{service} is no IIIF image: its info.json names no size.") from None
    if width < 1 or height < 1:
        raise FetchError(f"{service} is no IIIF image: it has no pixels.")
    return width, height
