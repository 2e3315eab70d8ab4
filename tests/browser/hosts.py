"""Hosts of static files as people have them: Python's own server, nginx, an object store."""

import http.server
import os
import shutil
import socket
import subprocess
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

_NGINX = """
{user} worker_processes 1; pid {home}/pid; error_log {home}/error.log;
events {{ }}
http {{
  types {{ text/html html; text/javascript js; text/css css; application/json json; image/svg+xml svg;
          image/png png; image/webp webp; }}
  access_log off; gzip on; gzip_types text/javascript application/json image/svg+xml;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


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
def nginx_host(root: Path, home: Path) -> Iterator[str]:
    """Serve a folder with nginx, whose own files are in `home`; skip where there is none."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("there is no nginx here")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""
    (home / "nginx.conf").write_text(_NGINX.format(user=user, home=home, port=port, root=root))
    command = [program, "-p", str(home), "-c", str(home / "nginx.conf"), "-e", str(home / "error.log"),
               "-g", "daemon off;"]  # fmt: skip
    with subprocess.Popen(command) as server:
        while not _listens(port):
            assert server.poll() is None, (home / "error.log").read_text()
        yield f"http://127.0.0.1:{port}"
        server.terminate()


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


def _listens(port: int) -> bool:
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex(("127.0.0.1", port)) == 0
