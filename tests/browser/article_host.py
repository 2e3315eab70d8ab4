"""A web site of somebody else: pages that a test writes, on a port of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


class ArticleHost:
    """A site whose pages are `pages`, by path; it remembers what it was asked for."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, str] = {}
        self.asked: list[str] = []

    def put(self, path: str, body: str, head: str = "") -> str:
        """Publish a page and return its full address."""
        self.pages[path] = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An article</title>'
            f'<link rel="icon" href="data:,">{head}</head><body>{body}</body></html>'
        )
        return self.address + path


@contextmanager
def article_host() -> Iterator[ArticleHost]:
    """Serve a site on a free port of this machine."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            page = host.pages.get(urlsplit(self.path).path)
            self.send_response(200 if page is not None else 404)
            kind = "image/svg+xml" if self.path.endswith(".svg") else "text/html; charset=utf-8"
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        host = ArticleHost(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield host
        server.shutdown()
        thread.join()
