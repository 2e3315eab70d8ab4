"""Answers with a strong ETag, packed with gzip when the reader's browser takes it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from flask import Response, request

from storymap.packing import pack

BRIEF = "public, max-age=5"
"""For pages and data: a crowd is answered from caches, and an author sees a change at once."""

_WORTH_PACKING = 512
_PACKED = {"image/png"}


@dataclass(frozen=True)
class Body:
    """The bytes of an answer, with what is made of them once."""

    data: bytes
    mimetype: str
    csp: str = ""

    @cached_property
    def etag(self) -> str:
        """Hash of the content."""
        return hashlib.sha256(self.data).hexdigest()[:32]

    @cached_property
    def packed(self) -> bytes | None:
        """The gzip form, the same for the same bytes; None when it would not be smaller by much."""
        if len(self.data) < _WORTH_PACKING or self.mimetype in _PACKED:
            return None
        return pack(self.data)


def answer(body: Body, *, cache_control: str = BRIEF, status: int = 200) -> Response:
    """Return the body, or 304 when the browser has it."""
    packed = body.packed if request.accept_encodings.quality("gzip") > 0 else None
    response = Response(body.data if packed is None else packed, status=status, mimetype=body.mimetype)
    if packed is not None:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = cache_control
    if body.csp:
        response.headers["Content-Security-Policy"] = body.csp
    if status == 200:
        # Each encoding is a representation of its own, so a strong tag must tell them apart.
        response.set_etag(body.etag if packed is None else f"{body.etag}-gz")
        response.make_conditional(request)
    return response
