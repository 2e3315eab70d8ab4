"""EIO and ENOSPC at each system call of a save: the story is as before or as meant, and what is told is true.

A sample of the calls fails in each run; with `STORYMAP_EVERY_FAULT=1` in the environment each one fails.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from storymap.model.changes import Kind
from storymap.storage import load
from storymap.storage.editable import read_editable
from storymap.storage.history import History
from storymap.storage.history_check import damage
from storymap.storage.save import catch_up, save

HERE = Path(__file__).resolve().parent
STORY = HERE.parent / "stories" / "two-places"
CALLS = ("openat", "write", "fsync", "fchmod", "rename", "renameat", "renameat2", "mkdir", "unlink",
         "unlinkat", "utimensat", "link", "ftruncate")  # fmt: skip
EVERY = bool(os.environ.get("STORYMAP_EVERY_FAULT"))
SAMPLE = 14

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="there is no strace here")


def run(story: Path, number: int, log: Path, inject: str = "") -> str:
    """Save once in a process whose system calls are traced, and return what it says."""
    child = subprocess.Popen(
        [sys.executable, HERE / "crash_saver.py", story, str(number)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    command = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}", "-p", str(child.pid)]
    tracer = subprocess.Popen([*command, *(["-e", f"inject={inject}"] if inject else [])],
                              stderr=subprocess.PIPE, text=True)  # fmt: skip
    if not attached(child.pid, tracer):
        child.kill()
        pytest.skip("strace may not look at other processes here")
    child.stdin.write("go\n")
    child.stdin.flush()
    said = child.stdout.readline().strip()
    child.communicate()
    tracer.communicate()
    return said


def attached(pid: int, tracer: subprocess.Popen[str]) -> bool:
    """Wait until the process is traced; false when that is not allowed."""
    while tracer.poll() is None:
        found = re.search(r"TracerPid:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
        if found and found[1] != "0":
            return True
    return False


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = tmp_path / "library" / "two"
    shutil.copytree(STORY, home)
    save(home, [], expected=None, author="first")
    return home


def faults(story: Path, log: Path) -> list[tuple[str, int]]:
    """Return each system call that a save makes, with its number: what can fail."""
    assert run(story, 1, log) == "saved"
    counts = Counter(re.findall(r"^\d+\s+(\w+)\(", log.read_text(), re.MULTILINE))
    assert counts["fsync"] > 4
    assert counts["write"] > 4
    every = [(call, number) for call in CALLS for number in range(1, counts[call] + 1)]
    return every if EVERY else every[:: max(1, len(every) // SAMPLE)]


def test_a_save_whose_disk_fails_anywhere_is_whole_or_not_at_all(story: Path, tmp_path: Path):
    told = Counter[str]()
    before = 1
    for at, (call, number) in enumerate(faults(story, tmp_path / "log"), 2):
        for error in ("EIO", "ENOSPC") if EVERY else (("EIO", "ENOSPC")[at % 2],):
            where = f"{call} {number} {error}"
            said = run(story, at, tmp_path / "log", f"{call}:error={error}:when={number}")
            assert load(story).story.title, where
            catch_up(story)
            now = read_editable(story).records[Kind.STORY][""]["title"]
            if said == "saved":
                assert now == f"title {at}", where
            else:
                # Nothing is said when the process could not even tell how it went.
                assert said.startswith("refused") or not said, (where, said)
                assert now in (f"title {before}", f"title {at}"), (where, said)
            told[said.split(":")[0]] += 1
            assert damage(History(story)) == [], where
            assert not list(story.rglob("*.part")), where
            before = int(str(now).split()[1])
    assert sum(told.values()) >= SAMPLE
    assert told["saved"] < sum(told.values()), "no fault was ever felt"
    sys.stdout.write(f"\n{dict(told)}\n")
