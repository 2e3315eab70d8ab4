"""What can't be read at the moment is not taken for something that is missing or empty."""

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storymap.model.changes import Kind, SetField
from storymap.problems import StorymapError
from storymap.storage import load
from storymap.storage.editable import read_editable
from storymap.storage.history import History
from storymap.storage.save import save

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"
TITLE = SetField(Kind.STORY, "", "title", None, "Another title")


@contextmanager
def no_more_files() -> Iterator[None]:
    """Let this process open no file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORY, tmp_path / "library" / "crossing"))


def test_a_story_that_can_not_be_read_now_is_not_an_empty_one(story: Path) -> None:
    before = read_editable(story)
    with no_more_files(), pytest.raises(OSError, match="Too many open files"):
        read_editable(story)
    with no_more_files(), pytest.raises((OSError, StorymapError)):
        load(story)
    assert read_editable(story) == before


def test_a_history_that_can_not_be_read_now_is_not_a_damaged_one(story: Path) -> None:
    first = save(story, [TITLE], expected=None, author="one").revision
    with no_more_files(), pytest.raises(OSError, match="Too many open files"):
        save(story, [TITLE], expected=None, author="two")
    with no_more_files(), pytest.raises(OSError, match="Too many open files"):
        History(story).head()
    assert History(story).head() == first
    assert not list((story.parent / ".storymap").glob("history-damaged*"))
