"""Measures how many readers the server serves beside nginx, which gives out the same bytes in the same run.

`python tests/web/measure_serving.py` prints a table; it needs nginx and wrk. It asserts nothing. With
`--minutes 10` our server is asked for so long, while the memory of its processes is looked at every second.
Both servers are asked for a second before they are measured: the first answer of a page is made, not kept.
"""

import argparse
import contextlib
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import psutil
from pmtiles.reader import all_tiles
from real_server import ROOT, serving

STORY = "closing-the-past"
ARCHIVE = ROOT / "geodata" / "basemap" / "world.pmtiles"
CONFIGURATION = """
user root; worker_processes 2; pid {folder}/pid; error_log {folder}/errors; daemon off;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types {{ text/html html; }}
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; gzip_static on; }} }}
"""
RANGES = """
local ranges = {{ {ranges} }}
request = function()
  return wrk.format("GET", "{path}", {{ ["Range"] = "bytes=" .. ranges[math.random(#ranges)] }})
end
"""


@contextlib.contextmanager
def nginx(folder: Path, files: dict[str, bytes]) -> Iterator[int]:
    """Let nginx give out some files and yield its port."""
    port = 18_473
    for name, data in files.items():
        path = folder / "www" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if name.endswith(".html"):
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(data, 6))
    (folder / "conf").write_text(CONFIGURATION.format(folder=folder, port=port))
    command = ["nginx", "-p", str(folder), "-c", str(folder / "conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as it:
        while it.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/story.html"):
                break
            time.sleep(0.05)
        assert it.poll() is None, (folder / "errors").read_text()
        yield port
        it.terminate()


def tile_ranges() -> list[tuple[int, int]]:
    """Return first byte and end of every tile of the basemap, as readers ask for them."""
    data, asked = ARCHIVE.read_bytes(), set()

    def read(offset: int, length: int) -> bytes:
        asked.add((offset, offset + length))
        return data[offset : offset + length]

    for _ in all_tiles(read):
        pass
    return sorted(asked)


def load(address: str, seconds: int, connections: int, script: Path | None) -> tuple[float, float, int]:
    """Return requests per second, the 99th percentile in milliseconds, and errors."""
    more = ["-s", str(script)] if script else []
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *more]
    command += ["-H", "Accept-Encoding: gzip"]
    said = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    errors = sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", said)))
    errors += sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", said)))
    slow = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), slow, errors


class Memory:
    """What the processes that this one started hold in memory, in MB, looked at every second."""

    def __init__(self) -> None:
        """Look at all that run now."""
        running = psutil.Process().children(recursive=True)
        self._processes = [one for one in running if one.name() != "nginx"]
        self._seen: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def _look(self) -> None:
        while True:
            self._seen.append(sum(one.memory_info().rss for one in self._processes) / 1e6)
            if self._over.wait(1):
                return

    def __enter__(self) -> list[float]:
        """Begin, and give the list that grows."""
        self._thread.start()
        return self._seen

    def __exit__(self, *_: object) -> None:
        """Stop looking."""
        self._over.set()
        self._thread.join()


def measured(seconds: int, own: int, connections: int) -> Iterator[dict[str, object]]:
    """Ask both servers, nginx for `seconds`, ours for `own`, and yield one row for each kind of answer."""
    with tempfile.TemporaryDirectory() as name, serving(ROOT / "geodata" / "stories", workers=2) as port:
        folder = Path(name)
        page, tiles = f"http://127.0.0.1:{port}/{STORY}/", f"http://127.0.0.1:{port}/basemap/world.pmtiles?v=1"
        with urllib.request.urlopen(page) as answer:
            html = answer.read()
        script = folder / "ranges.lua"
        ranges = ", ".join(f'"{first}-{end - 1}"' for first, end in tile_ranges())
        files = {"story.html": html, "world.pmtiles": ARCHIVE.read_bytes()}
        with nginx(folder, files) as other:
            for what, mine, theirs in (
                ("the page of a story", page, f"http://127.0.0.1:{other}/story.html"),
                ("tiles of the basemap, as ranges", tiles, f"http://127.0.0.1:{other}/world.pmtiles"),
            ):
                found = []
                for address, long in ((theirs, seconds), (mine, own)):
                    script.write_text(RANGES.format(path="/" + address.split("/", 3)[3], ranges=ranges))
                    used = script if "tiles" in what else None
                    load(address, 1, connections, used)
                    with Memory() as held:
                        found.append(load(address, long, connections, used))
                (best, best_slow, _), (rate, slow, errors) = found
                yield {"what": what, "seconds": own, "requests/s": round(rate), "nginx": round(best),
                       "share": round(rate / best, 2), "p99, ms": slow, "nginx p99, ms": best_slow,
                       "errors": errors, "MB at the start": round(held[0]), "MB at the end": round(held[-1]),
                       "MB at most": round(max(held)), "load": round(os.getloadavg()[0], 1)}  # fmt: skip


def main() -> None:
    """Measure both and print a table."""
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=int, default=10)
    options.add_argument("--minutes", type=int, default=0, help="ask our server for so long")
    options.add_argument("--connections", type=int, default=64)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    rows = []
    for row in measured(asked.seconds, asked.minutes * 60 or asked.seconds, asked.connections):
        if asked.json:
            rows.append(row)
            continue
        if not rows:
            print("| " + " | ".join(row) + " |\n|" + "---|" * len(row))
        rows.append(row)
        print("| " + " | ".join(map(str, row.values())) + " |", flush=True)
    if asked.json:
        print(json.dumps(rows, indent=2))


if __name__ == "__main__":
    main()
