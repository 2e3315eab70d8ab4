"""Stories for the storage tests: the shipped test stories, and a small one to break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storymap.problems import Problem
from storymap.storage import Loaded, load

STORIES = Path(__file__).parent.parent / "stories"


@pytest.fixture
def two_places(tmp_path: Path) -> Callable[[dict[str, str | bytes]], Loaded]:
    """Return a function that loads the story `two-places` with some of its files replaced."""

    def changed(files: dict[str, str | bytes]) -> Loaded:
        folder = tmp_path / "two-places"
        shutil.copytree(STORIES / "two-places", folder, dirs_exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load(folder)

    return changed


@pytest.fixture
def broken() -> Callable[[str], Loaded]:
    """Return a function that loads one of the stories in tests/stories."""
    return lambda name: load(STORIES / name)


@pytest.fixture
def only() -> Callable[[Loaded], Problem]:
    """Return a function that returns a story's only problem."""

    def one(loaded: Loaded) -> Problem:
        assert len(loaded.problems) == 1, "\n".join(map(str, loaded.problems))
        return loaded.problems[0]

    return one
