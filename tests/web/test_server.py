"""The real server in a process of its own: ranges, a clean end, clear words when it can't start."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from storymap.accounts import Accounts, AccountsProblem
from storymap.settings import Settings
from storymap.web.library import Library
from storymap.web.server import ServerProblem, announcement, free_port, refuse_strangers, serve

PROGRAM = (
    "import sys; from pathlib import Path; from storymap.settings import Settings; "
    "from storymap.web.server import serve; serve(Settings(library=Path(sys.argv[1]), port=0))"
)


@pytest.fixture
def server(library: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    command = [sys.executable, "-c", PROGRAM, str(library)]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        ports = (re.search(r"http://127\.0\.0\.1:(\d+)/", line) for line in process.stdout)
        yield process, next(int(port[1]) for port in ports if port)
        if process.poll() is None:
            process.kill()
            process.communicate()


def ask(
    port: int, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
) -> tuple[int, bytes]:
    """Return status and body of an answer; while the server is starting, ask again."""
    for _ in range(2000):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        with closing(connection):
            try:
                connection.connect()
            except ConnectionRefusedError:
                wait_briefly()
                continue
            connection.request("POST" if body else "GET", path, body, headers or {})
            with connection.getresponse() as answer:
                return answer.status, answer.read()
    raise AssertionError("the server did not start")


def wait_briefly() -> None:
    """Wait ten milliseconds for a connection that nobody makes."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.01)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_program_that_starts_the_server_reads_its_addresses_as_json(library: Path):
    options = ["--port", "0", "--json", "--read-only"]
    command = [sys.executable, "-m", "storymap", "serve", str(library), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            story = said["stories"][0]
            assert story["url"] == f"{said['url']}{story['story']}/"
            assert ask(urlsplit(said["url"]).port, f"/{story['story']}/")[0] == 200
            assert said["read_only"] is True
        finally:
            process.terminate()


def test_the_server_serves_pages_and_ranges_and_ends_cleanly(server: tuple[subprocess.Popen[str], int]):
    process, port = server
    status, page = ask(port, "/two-places/")
    assert status == 200
    assert b"Two places" in page
    assert ask(port, "/basemap/world.pmtiles", {"Range": "bytes=0-6"}) == (206, b"PMTiles")
    assert ask(port, "/basemap/world.pmtiles", {"Range": "bytes=999999999999-"}) == (416, b"")
    chunked = {"Transfer-Encoding": "chunked"}
    assert ask(port, "/two-places/", chunked, b"5\r\nhello\r\n0\r\n\r\n")[0] == 411
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in output


def test_a_taken_port_is_explained():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServerProblem, match=f"Port {port} is taken.*--port"):
            free_port("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("127.0.0.1", 70_000, "There is no port 70000"),
        ("203.0.113.7", 8000, "not an address of this machine"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained(host: str, port: int, words: str):
    with pytest.raises(ServerProblem, match=words):
        free_port(host, port)


def test_a_missing_library_is_explained(tmp_path: Path):
    with pytest.raises(ServerProblem, match="There is no folder"):
        serve(Settings(library=tmp_path / "gone"))


def test_the_first_lines_name_the_address_and_the_stories(library: Path):
    lines = announcement(Settings(library=library, port=8123), Library(library))
    assert lines[0].startswith("Stories at http://127.0.0.1:8123/ ")
    assert any("http://127.0.0.1:8123/two-places/" in line and "Two places" in line for line in lines)


def test_an_address_that_others_reach_is_pointed_out(library: Path):
    lines = announcement(Settings(library=library, host="0.0.0.0", read_only=True), Library(library))
    assert "Other machines" in lines[-2]
    assert "Nobody can change them" in lines[-1]


def test_the_first_lines_say_who_can_change_the_stories(library: Path):
    assert "on this machine alone" in announcement(Settings(library=library), Library(library))[-1]
    behind = Settings(library=library, public_url="https://maps.example.org")
    assert "storymap user add" in announcement(behind, Library(library))[-1]
    Accounts(library).users.add("Ana", "correct horse battery", {})
    assert "has an account" in announcement(Settings(library=library), Library(library))[-1]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "maps.example.org"])
def test_without_accounts_only_readers_are_served_to_other_machines(library: Path, host: str):
    with pytest.raises(ServerProblem) as refused:
        serve(Settings(library=library, host=host))
    assert "storymap user add NAME" in str(refused.value)
    assert "--read-only" in str(refused.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_on_this_machine_no_account_is_needed(library: Path, host: str):
    refuse_strangers(Settings(library=library, host=host), Library(library))


def test_with_an_account_or_read_only_any_address_is_served(library: Path):
    refuse_strangers(Settings(library=library, host="0.0.0.0", read_only=True), Library(library))
    Accounts(library).users.add("Ana", "correct horse battery", {})
    refuse_strangers(Settings(library=library, host="0.0.0.0"), Library(library))


def test_accounts_that_cannot_be_read_keep_the_server_from_starting(library: Path):
    (library / ".storymap").mkdir()
    (library / ".storymap" / "accounts.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(AccountsProblem, match=r"accounts\.sqlite"):
        serve(Settings(library=library, host="127.0.0.1"))


def test_an_empty_library_names_the_next_command(tmp_path: Path):
    assert "storymap new" in announcement(Settings(library=tmp_path), Library(tmp_path))[1]
