"""The documentation's server before a bucket: one line changes all pages, and no killed run changes any."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.nginx import Nginx, nginx
from tests.object_store import Bucket
from tests.publish.conftest import ROOT, State
from tests.publish.runs import Run
from tests.publish.whole import documents


class Front:
    """nginx before a bucket, with the settings of the documentation."""

    def __init__(self, server: Nginx, state: Path) -> None:
        """Begin with the state that is set."""
        self._server, self._state = server, state

    def show(self, prefix: str) -> None:
        """Change the one line."""
        self._state.write_text(f"set $state {prefix};")
        self._server.reload()

    def get(self, key: str) -> bytes:
        """Return what stands at the address that readers use."""
        with urlopen(f"{self._server.address}/{quote(key.removesuffix('index.html'))}") as answer:
            return bytes(answer.read())

    def shows(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return all of them."""
        return {key: self.get(key) for key in keys}


@pytest.fixture
def front(bucket: Bucket, tmp_path: Path) -> Iterator[Front]:
    """The server, which shows the prefix that it is given."""
    text = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    settings = re.search(r"```nginx\n(.+?)```", text, re.DOTALL)
    assert settings is not None
    told = settings[1].replace("https://my-bucket.s3.amazonaws.com", f"{bucket.server}/{bucket.name}")
    told = told.replace("state.conf", str(tmp_path / "state.conf"))
    told = told.replace("listen 80", "listen 127.0.0.1:{port}")
    (tmp_path / "state.conf").write_text("set $state one;")
    with nginx(told, tmp_path) as server:
        yield Front(server, tmp_path / "state.conf")


def test_one_line_changes_all_pages_and_back(states: tuple[State, State], bucket: Bucket, front: Front):
    before, after = (documents(state.files) for state in states)
    for prefix, state in zip(("one", "two"), states, strict=True):
        Run("publish", state, f"s3://{bucket.name}/{prefix}").go()
    assert front.shows(before) == before
    front.show("two")
    assert front.shows(after) == after
    front.show("one")
    assert front.shows(before) == before


def test_a_killed_run_changes_none(states: tuple[State, State], bucket: Bucket, front: Front):
    before = documents(states[0].files)
    Run("publish", states[0], f"s3://{bucket.name}/one").go()
    for life in (0.05, 0.2, 0.4, 0.8):
        Run("publish", states[1], f"s3://{bucket.name}/two").go(life)
        assert front.shows(before) == before
    assert front.get("equator") == before["equator/index.html"]
