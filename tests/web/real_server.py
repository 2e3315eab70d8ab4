"""Starts the production server in processes of its own, and talks to it over HTTP."""

import contextlib
import gzip
import http.client
import json
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Answer(NamedTuple):
    """Status, headers and JSON of an answer, and how many bytes came."""

    status: int
    headers: Mapping[str, str]
    json: Any
    size: int


class Client:
    """One kept connection, as a browser has it."""

    def __init__(self, port: int) -> None:
        """Connect when the first request is made."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, path: str, body: Any = None, *, version: str = "") -> Answer:
        """Send a request with a JSON body, based on a version where one is given."""
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            headers["Content-Type"] = "application/json"
        if version:
            headers["If-Match"] = f'"{version}"'
        self._connection.request(method, path, data, headers)
        response = self._connection.getresponse()
        sent = response.read()
        text = gzip.decompress(sent) if response.headers["Content-Encoding"] == "gzip" else sent
        found = json.loads(text) if response.headers.get_content_type() == "application/json" else None
        return Answer(response.status, response.headers, found, len(sent))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@contextlib.contextmanager
def serving(library: Path, workers: int = 1) -> Iterator[int]:
    """Serve a library from so many processes and yield the port; they end with the block."""
    options = ["--port", "0", "--workers", str(workers)]
    command = [sys.executable, "-m", "storymap", "serve", str(library), *options]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        try:
            ports = (re.search(r"http://127\.0\.0\.1:(\d+)/", line) for line in process.stdout)
            port = next(int(found[1]) for found in ports if found)
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _wait_for(port: int) -> None:
    """Return when the server answers; it has printed its address before it listens."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        client = Client(port)
        with contextlib.closing(client), contextlib.suppress(OSError):
            if client.ask("GET", "/healthz").status == 200:
                return
        select.select([], [], [], 0.02)  # nothing tells when it listens
    raise AssertionError("The server doesn't answer.")
