"""A disk that is full: it is told, nothing is half, and the next save works once there is room."""

import errno
import gc
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from storymap.model.changes import AddRecord, Kind, SetField
from storymap.storage import load
from storymap.storage.editable import read_editable
from storymap.storage.history import History
from storymap.storage.history_check import damage
from storymap.storage.save import save
from storymap.storage.version import version_of

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place],
                             capture_output=True, text=True, check=False)  # fmt: skip
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def chapter(number: int) -> AddRecord:
    values = {"title": f"C {number}", "text": f"{number} " * 20_000}
    return AddRecord(Kind.CHAPTER, f"c{number}", values, None)


# dulwich leaves the file that it can't write to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_is_told_and_what_was_saved_stays(small_disk: Path):
    story = small_disk / "crossing"
    shutil.copytree(STORY, story)
    saved, fault, acknowledged = save(story, [], expected=None, author="one"), 0, 0
    while not fault:
        try:
            saved = save(story, [chapter(acknowledged)], expected=None, author="one")
            acknowledged += 1
        except OSError as full:
            fault = full.errno or -1
    assert fault == errno.ENOSPC
    assert acknowledged > 2
    assert version_of(story) == saved.version
    chapters = read_editable(story).records[Kind.CHAPTER]
    assert [f"c{number}" in chapters for number in range(acknowledged + 1)] == [True] * acknowledged + [False]
    assert load(story).story.title
    assert not list(story.rglob("*.part"))
    with pytest.raises(OSError):  # noqa: PT011
        save(story, [chapter(5_000)], expected=None, author="one")
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    later = save(story, [SetField(Kind.STORY, "", "title", None, "Room again")], expected=None, author="one")
    assert History(story).head() == later.revision
    assert damage(History(story)) == []
    assert set(chapters) <= set(read_editable(story).records[Kind.CHAPTER])
    gc.collect()
