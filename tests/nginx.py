"""nginx as a real process."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_SETTINGS = """
{user} worker_processes 1; pid {home}/pid; error_log {home}/error.log;
events {{ }}
http {{
  types {{ text/html html; text/javascript js; text/css css; application/json json; image/svg+xml svg;
          image/png png; image/webp webp; }}
  access_log off; gzip on; gzip_types text/javascript application/json image/svg+xml;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  {http}
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running server, whose own files are in `home`."""

    address: str
    home: Path
    command: tuple[str, ...]

    def reload(self) -> None:
        """Let it read its settings again: a new worker process takes over from the old one."""
        old = self._workers()
        subprocess.run([*self.command, "-s", "reload"], check=True)
        while self._workers() & old or not self._workers():
            pass

    def _workers(self) -> set[str]:
        pid = (self.home / "pid").read_text().strip()
        return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


@contextmanager
def nginx(http: str, home: Path) -> Iterator[Nginx]:
    """Run it with what is given for its `http` block, `{port}` filled in; skip where there is none."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("there is no nginx here")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""
    settings = home / "nginx.conf"
    settings.write_text(_SETTINGS.format(user=user, home=home, http=http.replace("{port}", str(port))))
    command = (program, "-p", str(home), "-c", str(settings), "-e", str(home / "error.log"))
    with subprocess.Popen([*command, "-g", "daemon off;"]) as server:
        while not _listens(port):
            assert server.poll() is None, (home / "error.log").read_text()
        yield Nginx(f"http://127.0.0.1:{port}", home, command)
        server.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex(("127.0.0.1", port)) == 0
