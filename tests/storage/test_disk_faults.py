"""EIO and ENOSPC at each system call of a save: the story is as before or as meant, and what is told is true.

A sample of the calls fails in each run; with `STORYMAP_EVERY_FAULT=1` in the environment each one fails, and
once more with all calls of its kind after it: a disk that fails for good.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from storymap.storage import load
from storymap.storage.history import History
from storymap.storage.history_check import damage
from storymap.storage.save import catch_up
from tests.storage.crash_saver import REFUSED, SAVED
from tests.storage.savers import check_whole, save_word, words_in, write_story

HERE = Path(__file__).resolve().parent
CALLS = ("openat", "write", "fsync", "fchmod", "rename", "renameat", "renameat2", "mkdir", "unlink",
         "unlinkat", "utimensat", "link", "ftruncate")  # fmt: skip
EVERY = bool(os.environ.get("STORYMAP_EVERY_FAULT"))
SAMPLE = 14

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="there is no strace here")
SAID = {SAVED: "saved", REFUSED: "refused"}



def run(story: Path, number: int, log: Path, inject: str = "") -> str:
    """Save once in a process whose system calls are traced, and return what it says."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.crash_saver", story, f"word-{number}"], cwd=HERE.parents[1],
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
        child.communicate()
        why = tracer.communicate()[1]
        assert "ptrace" in why, why
        pytest.skip(f"strace may not look at other processes here: {why.strip()}")
    child.communicate("go\n")
    tracer.communicate()
    return SAID[child.returncode]


def attached(pid: int, tracer: subprocess.Popen[str]) -> bool:
    """Wait until the process is traced; false when that is not allowed."""
    while tracer.poll() is None:
        found = re.search(r"TracerPid:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
        if found and found[1] != "0":
            return True
    return False


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = write_story(tmp_path / "library" / "two")
    save_word(home, "word-0")
    return home


def faults(story: Path, log: Path) -> list[str]:
    """Return each system call that a save makes, as strace's rule by which it fails."""
    assert run(story, 1, log) == "saved"
    counts = Counter(re.findall(r"^\d+\s+(\w+)\(", log.read_text(), re.MULTILINE))
    assert counts["fsync"] > 4
    assert counts["write"] > 4
    every = [(call, number) for call in CALLS for number in range(1, counts[call] + 1)]
    if EVERY:
        return [f"{call}:error={error}:when={number}{more}" for call, number in every
                for error in ("EIO", "ENOSPC") for more in ("", "+")]  # fmt: skip
    sample = enumerate(every[:: max(1, len(every) // SAMPLE)])
    some = [f"{call}:error={('EIO', 'ENOSPC')[at % 2]}:when={number}{('', '', '+')[at % 3]}"
            for at, (call, number) in sample]  # fmt: skip
    return some + branch_faults(log)


def branch_faults(log: Path) -> list[str]:
    """Return the rules by which the history's branch can't be read, the first and the second time."""
    opened = re.findall(r"^(\d+)\s+openat\((.*)", log.read_text(), re.MULTILINE)
    mine = [rest for process, rest in opened if process == opened[0][0]]
    read = [number for number, rest in enumerate(mine, 1) if "history.git/refs/heads/" in rest][:2]
    assert len(read) == 2
    return [f"openat:error=EIO:when={number}{more}" for number in read for more in ("", "+")]


@pytest.mark.timeout(7200 if EVERY else 120)
def test_a_save_whose_disk_fails_anywhere_is_whole_or_not_at_all(story: Path, tmp_path: Path) -> None:
    told, there = Counter[str](), ["word-0", "word-1"]
    first = History(story).head()
    for number, fault in enumerate(faults(story, tmp_path / "log"), 2):
        said = run(story, number, tmp_path / "log", fault)
        word = f"word-{number}"
        assert load(story).problems == (), fault
        catch_up(story)
        kept = words_in(story)[0]
        if said == "saved":
            there.append(word)
        elif word in kept:
            # Where nothing can be undone any more, it may be there: whole, as below.
            assert "+" in fault, fault
            there.append(word)
        assert kept == there, (fault, said)
        check_whole(story, there)
        told[said] += 1
    assert damage(History(story)) == []
    assert list(History(story).folder.parent.glob("history-damaged*")) == []
    revisions = History(story).revisions(limit=None)
    assert first in [revision.id for revision in revisions]
    assert len(revisions) == len(there) + 1
    assert 0 < told["saved"] < sum(told.values()), "no fault was ever felt"
    sys.stdout.write(f"\n{dict(told)}\n")
