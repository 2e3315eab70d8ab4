"""kill -9 at random moments: every page is the old or the new one, and all that it names is there.

`STORYMAP_KILLS=100 pytest -s tests/publish/test_killed.py` kills more often.
"""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.object_store import Bucket
from tests.publish.conftest import ROOT, State

KILLS = int(os.environ.get("STORYMAP_KILLS", "3"))
_ADDRESS = re.compile(r"""(?:href|src|srcset|data-player)="([^"#]*)""")
_ISLAND = re.compile(r'"((?:\.\./)+assets/[^"]+)"')

Files = Mapping[str, bytes]


def run(kind: str, state: State, target: str, life: float | None = None) -> float:
    """Let a child do its work, or kill it after `life` seconds of it; return how long it took."""
    command = [sys.executable, "-m", "tests.publish.killed", kind, str(state.site.parent), target]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        begun = time.monotonic()
        child.stdin.write("go\n")
        child.stdin.flush()
        try:
            child.wait(life)
        except subprocess.TimeoutExpired:
            child.kill()
        else:
            assert child.stdout.read() == "done\n"
        return time.monotonic() - begun


def named(key: str, page: bytes) -> set[str]:
    """Return the keys that a page loads or links to."""
    text = page.decode()
    here = "https://x.test/" + key.removesuffix("index.html")
    base = re.search(r'<base href="([^"]+)"', text)
    home = urljoin(here, base[1]) if base else here
    found = [*_ADDRESS.findall(text), *_ISLAND.findall(text)]
    paths = [
        unquote(urlsplit(urljoin(home, address)).path).lstrip("/")
        for address in found
        if address and not urlsplit(address).scheme
    ]
    return {f"{path}index.html" if path.endswith("/") or not path else path for path in paths}


def check(there: Files, before: Files, after: Files, *, whole_stories: bool) -> None:
    """See that each page is an old or a new one, and that it is whole."""
    pages = {key: data for key, data in there.items() if key.endswith(".html") and key[0] != "."}
    for key, data in pages.items():
        assert data in (before.get(key), after.get(key)), key
        story = key.partition("/")[0]
        moving = "/" in key and not all(
            any(name.startswith(f"{story}/") for name in files) for files in (before, after)
        )
        for name in named(key, data):
            if moving and name.endswith(".html") and not whole_stories:
                continue  # the pages of a story that comes, or is taken off, do so one after the other
            assert name in there, f"{key} names {name}"
            assert there[name] in (before.get(name), after.get(name)), name
    if whole_stories:
        for story in {key.partition("/")[0] for key in {*before, *after}} - {"assets", "vi", "index.html"}:
            here, old, new = ({key: data for key, data in files.items() if key.startswith(f"{story}/")}
                              for files in (there, before, after))  # fmt: skip
            assert here in (old, new), story


def kill_again_and_again(
    kind: str, states: tuple[State, State], target: str, read: Callable[[], Files], *, whole_stories: bool
) -> None:
    """Go from one state to the other and back; each time the run is killed before it is let to its end."""
    chance = random.Random(KILLS)
    before, after = states
    files = {state: state.files for state in states}
    run(kind, before, target)
    longest = 1.0
    for _ in range(KILLS):
        run(kind, after, target, chance.uniform(0, longest))
        check(read(), files[before], files[after], whole_stories=whole_stories)
        longest = max(0.05, run(kind, after, target)) * 1.2
        left = {key: data for key, data in read().items() if not key.startswith((".", "assets/"))}
        assert left == {key: data for key, data in files[after].items() if not key.startswith("assets/")}
        before, after = after, before


def in_folder(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


@pytest.mark.timeout(120 + 20 * KILLS)
def test_a_bucket_holds_old_or_new_pages_and_all_that_they_name(states: tuple[State, State], bucket: Bucket):
    kill_again_and_again("publish", states, bucket.url, bucket.files, whole_stories=False)


@pytest.mark.timeout(120 + 20 * KILLS)
@pytest.mark.parametrize("kind", ["publish", "build"])
def test_a_folder_holds_each_story_old_or_new(kind: str, states: tuple[State, State], tmp_path: Path):
    folder = tmp_path / "www"
    kill_again_and_again(kind, states, str(folder), lambda: in_folder(folder), whole_stories=True)
