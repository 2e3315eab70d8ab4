"""A run to an object store that ends after any of its writes leaves old pages, or a journal that ends it.

A real proxy stands before moto's server and refuses all writes from the chosen one on: what then stands in
the bucket is what a kill at that moment leaves. `STORYMAP_STEPS=200 pytest tests/publish/test_staged.py`
tries about every write in place of a choice.
"""

import http.client
import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from storymap.publish import PublishRefused, difference, finish_earlier, open_place, transfer
from storymap.publish.local import local_files
from storymap.publish.staged import FOLDER, JOURNAL
from tests.object_store import Bucket
from tests.publish.conftest import State
from tests.publish.test_killed import Files, check

STEPS = int(os.environ.get("STORYMAP_STEPS", "2"))


class Gate:
    """A proxy that lets so many writes through, and notes which they were."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.left = 10**9
        self.writes: list[str] = []
        self.lock = threading.Lock()

    def passes(self, method: str, path: str) -> bool:
        with self.lock:
            if method in ("GET", "HEAD"):
                return True
            self.left -= 1
            if self.left >= 0:
                self.writes.append(path)
            return self.left >= 0


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


def documents(files: Files) -> Files:
    """What stands under addresses that stay: pages, downloads, and what is around the stories."""
    return {key: data for key, data in files.items() if not key.startswith((".", "assets/"))}


def mixed(there: Files, before: Files, after: Files) -> list[str]:
    """The stories that are neither the old nor the new one."""
    homes = {key.partition("/")[0] for key in {*before, *after} if "/" in key} - {"vi"}
    sides = [
        {home: {key: data for key, data in files.items() if key.startswith(f"{home}/")} for home in homes}
        for files in (documents(there), documents(before), documents(after))
    ]
    return [home for home in sorted(homes) if sides[0][home] not in (sides[1][home], sides[2][home])]


@pytest.mark.timeout(60 + 20 * STEPS)
def test_a_run_that_ends_after_any_write_leaves_the_old_site_or_a_journal_that_makes_it_the_new_one(
    states: tuple[State, State], bucket: Bucket, gate: Gate
):
    before, after = states
    for state in (before, after, before):  # with all assets there, each way has the same writes each time
        publish(state, bucket.url)
    counts = []
    for state in (after, before):
        gate.writes.clear()
        publish(state, bucket.url)
        journal = next(at for at, path in enumerate(gate.writes) if path.endswith(JOURNAL))
        assert not [path for path in gate.writes[:journal] if path.endswith(".html") and FOLDER not in path]
        counts.append((journal, len(gate.writes)))
    ends = [(0, 1), (1, 0), (1, 1), (1, 5), (1, 12), *((part / STEPS, 0) for part in range(STEPS))]
    for number, (share, more) in enumerate(dict.fromkeys(ends)):
        journal, writes = counts[number % 2]
        # a share of 1 is the journal, of less a part of all writes
        gate.left = journal + more if share == 1 else int(share * writes) + more
        with pytest.raises(PublishRefused, match="refuses"):
            publish(after, bucket.url)
        gate.left = 10**9
        left_over(before.files, after.files, bucket)
        publish(after, bucket.url)
        left = bucket.files()
        assert documents(left) == documents(after.files)
        assert not [key for key in left if key.startswith(FOLDER) or key == JOURNAL]
        before, after = after, before


def left_over(before: Files, after: Files, bucket: Bucket) -> None:
    """See what a run left that ended: nothing new, or at most one story mixed and a journal that goes on."""
    there = bucket.files()
    check(there, before, after, whole_stories=False)
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
    bucket.put(JOURNAL, json.dumps([{"new": {"a/index.html": f"{FOLDER}x/index.html"}, "changed": {},
                                     "removed": ["equator/index.html"]}]).encode())  # fmt: skip
    assert finish_earlier(open_place(bucket.url))
    assert documents(bucket.files()) == documents(states[0].files)
    bucket.put(JOURNAL, b"{")
    bucket.put(f"{FOLDER}x/index.html", b"left")
    assert not finish_earlier(open_place(bucket.url))
    publish(states[0], bucket.url)
    assert f"{FOLDER}x/index.html" not in bucket.files()
