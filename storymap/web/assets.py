"""Files that the browser build made: hashed names, kept for ever by the browser, packed ahead of time."""

import mimetypes
import re
from pathlib import Path

from flask import Response, abort, request

from storymap.render.built import EMBED_SCRIPT, Assets
from storymap.web.answers import Body, answer
from storymap.web.ranges import serve_file

_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml",
          ".txt": "text/plain", ".woff2": "font/woff2", ".map": "application/json"}
FOREVER = "public, max-age=31536000, immutable"


def serve_embed_script(assets: Assets) -> Response:
    """Answer with the script of articles at its address that never changes, so it is asked for again soon."""
    text = assets.text(EMBED_SCRIPT) or abort(404)
    response = answer(Body(text.encode(), "text/javascript"), cache_control="public, max-age=600")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def serve_asset(assets: Assets, name: str) -> Response:
    """Answer with a built file, packed with gzip when the browser takes it; 404 for any other name."""
    if not _NAME.match(name) or name == "manifest.json":
        abort(404)
    packed = assets.folder / f"{name}.gz"
    use_packed = request.accept_encodings.quality("gzip") > 0 and packed.is_file()
    file = packed if use_packed else assets.folder / name
    if file.is_symlink() or not file.is_file():
        abort(404)
    suffix = Path(name).suffix
    mimetype = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    hashed = name in assets.names.values()
    response = serve_file(file, mimetype, cache_control=FOREVER if hashed else "public, max-age=3600")
    if use_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response
