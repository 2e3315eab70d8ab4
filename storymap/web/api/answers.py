"""JSON answers of the API: never kept by a cache, packed when the client takes it."""

import json
from datetime import UTC, datetime
from typing import Any

from flask import Response, request

from storymap.packing import HASTY, pack

_WORTH_PACKING = 1_024


def json_answer(value: Any, *, status: int = 200, version: str = "") -> Response:
    """Return a value as JSON; `version` becomes the ETag, for `If-Match` of the next save."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    packed = len(data) >= _WORTH_PACKING and request.accept_encodings.quality("gzip") > 0
    body = pack(data, HASTY) if packed else data
    response = Response(body, status=status, mimetype="application/json")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding, Accept-Language"
    response.headers["Cache-Control"] = "no-store"
    if version:
        response.set_etag(version)
    return response


def moment(seconds: float) -> str:
    """Return seconds since 1970 as a program and a browser read them: `2026-11-26T12:01:29Z`."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
