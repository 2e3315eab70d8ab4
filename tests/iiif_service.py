"""A IIIF image service for tests: a real server that refuses what its info.json doesn't grant.

Its picture says where each pixel is from: red grows to the right, green down.
"""

import io
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import numpy as np
from PIL import Image

SIZE = (2000, 1000)
WORDS = {"full", "max"}


def picture(size: tuple[int, int] = SIZE) -> Image.Image:
    """The picture that all services have."""
    red, green = np.meshgrid(np.linspace(0, 255, size[0]), np.linspace(0, 255, size[1]))
    return Image.fromarray(np.dstack([red, green, np.full_like(red, 90)]).astype(np.uint8))


def info(**more: Any) -> dict[str, Any]:
    """The info.json of a service of version 3; `more` is added."""
    return {"@context": "http://iiif.io/api/image/3/context.json", "type": "ImageService3",
            "protocol": "http://iiif.io/api/image", "profile": "level2", "width": SIZE[0], "height": SIZE[1],
            **more}  # fmt: skip


def info2(level: int, **more: Any) -> dict[str, Any]:
    """The info.json of a service of version 2."""
    profile = [f"http://iiif.io/api/image/2/level{level}.json", more.pop("supports", {})]
    return {"@context": "http://iiif.io/api/image/2/context.json", "protocol": "http://iiif.io/api/image",
            "profile": profile, "width": SIZE[0], "height": SIZE[1], **more}  # fmt: skip


class Service(BaseHTTPRequestHandler):
    """Answers `/NAME/info.json` and requests for pictures, and `/NAME.json` from `files`."""

    infos: ClassVar[dict[str, dict[str, Any]]]
    files: ClassVar[dict[str, bytes]]
    asked: ClassVar[list[str]]
    whole: ClassVar[Image.Image] = picture()

    def do_GET(self) -> None:
        self.asked.append(self.path)
        name, _, rest = self.path.strip("/").partition("/")
        document = self.infos.get(name)
        if name in self.files:
            self.answer(self.files[name].replace(b"{home}", f"http://{self.headers['Host']}".encode()))
        elif document is None:
            self.send_error(404)
        elif rest == "info.json":
            self.answer(json.dumps({"id": f"http://{self.headers['Host']}/{name}", **document}).encode())
        else:
            made = self.drawn(document, rest)
            if made is None:
                self.send_error(404)
            else:
                sent = io.BytesIO()
                made.save(sent, "JPEG", quality=95)
                self.answer(sent.getvalue())

    def drawn(self, document: dict[str, Any], rest: str) -> Image.Image | None:
        """The picture of a request, None for one that isn't granted."""
        request = re.fullmatch(r"(full|\d+,\d+,\d+,\d+)/(full|max|\d+,\d*)/0/default\.jpg", rest)
        if not request:
            return None
        width, height = document["width"], document["height"]
        part = (0, 0, width, height) if request[1] == "full" else tuple(map(int, request[1].split(",")))
        x, y, wide, high = part
        size = _size(request[2], wide, high)
        listed_only = "level0" in json.dumps(document["profile"]) and "extraFeatures" not in document
        if listed_only and not self.listed(document, request[1], request[2]):
            return None
        limits = [document, *(one for one in document["profile"] if isinstance(one, dict))]
        most = min(one.get(key, 10**9) for one in limits for key in ("maxWidth", "says nothing of"))
        if size[0] > most or size[1] > most:
            return None
        return self.whole.crop((x, y, x + wide, y + high)).resize(size, Image.Resampling.LANCZOS)

    def listed(self, document: dict[str, Any], region: str, size: str) -> bool:
        """Whether a service of level 0 has this file, as generators write it."""
        three = "image/3" in document["@context"]
        width, height = document["width"], document["height"]
        if region == "full" and size in WORDS:
            return size == ("max" if three else "full")
        files = {
            f"full/{_form(one['width'], one['height'], three)}" for one in document.get("sizes", [])
        } | {file for grid in document.get("tiles", []) for file in _tiles(grid, width, height, three)}
        return f"{region}/{size}" in files

    def answer(self, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _form(width: int, height: int, three: bool) -> str:
    return f"{width},{height}" if three else f"{width},"


def _size(words: str, wide: int, high: int) -> tuple[int, int]:
    if words in WORDS:
        return wide, high
    across, down = words.split(",")
    return int(across), int(down) if down else max(1, round(high * int(across) / wide))


def _tiles(grid: dict[str, Any], width: int, height: int, three: bool) -> Iterator[str]:
    """The tiles of a grid, after the specification's own words."""
    for factor in grid["scaleFactors"]:
        step_x, step_y = grid["width"] * factor, grid.get("height", grid["width"]) * factor
        for y in range(0, height, step_y):
            for x in range(0, width, step_x):
                wide, high = min(step_x, width - x), min(step_y, height - y)
                whole = (wide, high) == (width, height)
                region = "full" if whole else f"{x},{y},{wide},{high}"
                yield f"{region}/{_form((wide + factor - 1) // factor, (high + factor - 1) // factor, three)}"


@contextmanager
def serving(
    infos: dict[str, dict[str, Any]], files: dict[str, bytes] | None = None
) -> Iterator[tuple[str, list[str]]]:
    """The address of a server with these services and files, in which `{home}` is it; what it was asked."""
    asked: list[str] = []
    handler = type("Asked", (Service,), {"infos": infos, "files": files or {}, "asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
