"""Hosts of static files as people have them: Python's own server, an object store."""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from storymap.publish import difference, open_place, transfer
from storymap.publish.local import local_files
from tests.object_store import environment, make_public_bucket, object_store


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Python's own file server: it answers no ranges."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def plain_host(root: Path) -> Iterator[str]:
    """Serve a folder with Python's server and yield its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def s3_host(site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Publish a built site to a bucket and yield the address of the site in it."""
    with object_store() as address:
        for name, value in environment(address).items():
            monkeypatch.setenv(name, value)
        make_public_bucket(address, "maps")
        place = open_place("s3://maps/here")
        stories = [path.name for path in site.iterdir() if (path / "data").is_dir()]
        transfer(difference(local_files(site), stories, place, int(time.time())), place)
        yield f"{address}/maps/here"
