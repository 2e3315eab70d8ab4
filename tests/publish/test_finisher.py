"""A publish that is killed at any of its writes leaves the old site or the new one.

A real proxy stands before moto's server. As the chosen write comes, it kills the command with all of its
group; or it refuses all writes from there on, as when a network or a machine fails. `STORYMAP_STEPS=200
pytest tests/publish/test_finisher.py` tries about every write in place of a choice.
"""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from storymap.publish import PublishRefused, difference, finish_earlier, open_place, transfer
from storymap.publish.beside import FOLDER, JOURNAL
from storymap.publish.finisher import Finisher
from storymap.publish.local import local_files
from storymap.publish.steps import Step, dump_steps
from tests.object_store import Bucket
from tests.publish.conftest import State
from tests.publish.runs import Run
from tests.publish.whole import Files, check, documents, mixed

STEPS = int(os.environ.get("STORYMAP_STEPS", "2"))


class Gate:
    """A proxy that lets writes through, or so many of them, and notes which they were."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.writes: list[str] = []
        self.lock = threading.Lock()
        self.open()

    def open(self) -> None:
        """Let all through."""
        self.left, self.kill = 10**9, None

    def stop(self, last: int, kill: Callable[[], None] | None = None) -> None:
        """Let so many writes through, then kill who sends them, once, or without that refuse the rest."""
        self.left, self.kill = last, kill

    def passes(self, method: str, path: str) -> bool:
        with self.lock:
            if method in ("GET", "HEAD"):
                return True
            self.left -= 1
            if self.left == -1 and self.kill:
                self.kill()
            passes = self.left >= 0 or self.kill is not None
            if passes:
                self.writes.append(path)
            return passes


@pytest.fixture
def gate(moto: str, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:  # noqa: ARG001
    """The gate, by which programs reach the bucket."""
    found = Gate(urlsplit(moto).netloc)

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if not found.passes(self.command, self.path):
                return self.answer(403, {}, b"<Error><Code>AccessDenied</Code></Error>")
            store = http.client.HTTPConnection(found.target)
            store.request(self.command, self.path, body, dict(self.headers.items()))
            told = store.getresponse()
            data = told.read()
            self.answer(told.status, dict(told.headers.items()), data)
            store.close()

        def answer(self, status: int, headers: dict[str, str], data: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers.items():
                if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                    self.send_header(name, value)
            length = headers.get("Content-Length") if self.command == "HEAD" else None
            self.send_header("Content-Length", length or str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
        yield found
        server.shutdown()


def publish(state: State, url: str) -> None:
    place = open_place(url)
    finish_earlier(place)
    transfer(difference(local_files(state.site), state.stories, place, 0), place)


def journal_of(gate: Gate) -> int:
    """Return which of the noted writes is the journal: after it pages change."""
    return next(at for at, path in enumerate(gate.writes) if path.endswith(JOURNAL))


def writes_each_way(states: tuple[State, State], bucket: Bucket, gate: Gate) -> list[tuple[int, int]]:
    """Return which write is the journal, and how many there are, to the one state and then back."""
    before, after = states
    for state in (before, after, before):  # with all assets there, each way has the same writes each time
        publish(state, bucket.url)
    counts = []
    for state in (after, before):
        gate.writes.clear()
        publish(state, bucket.url)
        journal = journal_of(gate)
        assert not [path for path in gate.writes[:journal] if path.endswith(".html") and FOLDER not in path]
        counts.append((journal, len(gate.writes)))
    return counts


ENDS = [(1, 0), (1, 1), (1, 12), *((part / STEPS, 1) for part in range(STEPS))]
"""At which writes to end: a share of 1 is the journal, of less that part of all writes; then so many more."""


def ends(counts: list[tuple[int, int]]) -> Iterator[int]:
    """Yield the number of the last write, to the one state and back by turns."""
    for number, (share, more) in enumerate(dict.fromkeys(ENDS)):
        journal, writes = counts[number % 2]
        yield min(journal + more if share == 1 else int(share * writes) + more, writes - 1)


@pytest.mark.timeout(60 + 30 * STEPS)
def test_a_run_that_is_killed_at_any_write_leaves_the_old_site_or_the_new_one(
    states: tuple[State, State], bucket: Bucket, gate: Gate
):
    before, after = states
    seen = set()
    for last in ends(writes_each_way(states, bucket, gate)):
        run = Run("publish", after, bucket.url)
        gate.stop(last, run.kill)
        run.go()
        gate.open()
        there = bucket.files()
        check(there, before.files, after.files, whole=True)
        assert JOURNAL not in there
        seen.add(documents(there) == documents(after.files))
        publish(after, bucket.url)
        assert documents(bucket.files()) == documents(after.files)
        before, after = after, before
    assert seen == {True, False}


@pytest.mark.timeout(60 + 20 * STEPS)
def test_a_run_that_is_refused_any_write_leaves_the_old_site_or_a_journal_that_makes_it_the_new_one(
    states: tuple[State, State], bucket: Bucket, gate: Gate
):
    before, after = states
    for last in ends(writes_each_way(states, bucket, gate)):
        gate.stop(last)
        with pytest.raises(PublishRefused, match="refuses"):
            publish(after, bucket.url)
        gate.open()
        left_over(before.files, after.files, bucket)
        publish(after, bucket.url)
        left = bucket.files()
        assert documents(left) == documents(after.files)
        assert not [key for key in left if key.startswith(FOLDER) or key == JOURNAL]
        before, after = after, before


def left_over(before: Files, after: Files, bucket: Bucket) -> None:
    """See what a refused run left: nothing new, or at most one story mixed and a journal that goes on."""
    there = bucket.files()
    stands = JOURNAL in there
    assert len(mixed(there, before, after)) <= stands
    assert stands or documents(there) in (documents(before), documents(after))
    assert finish_earlier(open_place(bucket.url)) == stands
    if stands:  # without the built site
        assert documents(bucket.files()) == documents(after)


def test_a_journal_whose_documents_are_gone_is_left_to_the_next_run(
    states: tuple[State, State], bucket: Bucket
):
    publish(states[0], bucket.url)
    step = Step({"a/index.html": f"{FOLDER}x/index.html"}, {}, ("equator/index.html",))
    bucket.put(JOURNAL, dump_steps([step]).encode())
    assert not finish_earlier(open_place(bucket.url))
    bucket.put(JOURNAL, b"{")
    bucket.put(f"{FOLDER}x/index.html", b"left")
    assert not finish_earlier(open_place(bucket.url))
    publish(states[0], bucket.url)
    left = bucket.files()
    assert documents(left) == documents(states[0].files)
    assert not [key for key in left if key.startswith(FOLDER) or key == JOURNAL]


def test_without_all_steps_nothing_is_done(states: tuple[State, State], tmp_path: Path):
    """As when the command is killed while it gives them."""
    home = str(tmp_path / "www")
    publish(states[0], home)
    (tmp_path / "www" / "new").write_bytes(b"")
    words = dump_steps([Step(changed={"equator/index.html": "new"})])
    for given, there in ((words[:-1], True), ("", True), (words, False)):
        subprocess.run(
            [sys.executable, "-m", "storymap.publish.finish"], input=f"{json.dumps(home)}\n{given}",
            text=True, check=True,
        )  # fmt: skip
        assert (tmp_path / "www" / "new").exists() == there


def kill_finisher() -> None:
    """Kill the child of this process that puts pages in their places."""
    found: list[int] = []
    while not found:  # until it is what it was started as, its command line is this process's own
        for home in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # others come and go
                mine = f"\nPPid:\t{os.getpid()}\n" in (home / "status").read_text()
                if mine and b"storymap.publish.finish" in (home / "cmdline").read_bytes():
                    found.append(int(home.name))
    (child,) = found
    os.kill(child, signal.SIGKILL)


def test_a_process_that_is_killed_itself_is_told(tmp_path: Path):
    with Finisher(open_place(str(tmp_path))) as finisher:
        kill_finisher()
        with pytest.raises(PublishRefused, match="ended too early"):
            finisher.go([Step(changed={"a": "b"})])
