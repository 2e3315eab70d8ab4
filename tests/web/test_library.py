"""The shelf of loaded stories: loaded once, safe names, reserved names, many threads."""

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storymap.problems import StoryNotFound
from storymap.web.library import RESERVED, Library


def test_a_story_is_loaded_once_for_each_state_of_its_files(library: Path):
    shelf = Library(library)
    first = shelf.story("two-places")
    assert shelf.story("two-places") is first
    (library / "two-places" / "story.yaml").write_text("title: Other\nlanguages: [en]\nchapters: [first]\n")
    assert shelf.story("two-places") is not first


def test_many_threads_get_the_same_story(library: Path):
    shelf = Library(library)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(shelf.story, ["two-places"] * 32))
    assert len(set(map(id, found))) == 1


def test_the_shelf_holds_no_more_than_its_capacity(library: Path):
    shelf = Library(library, capacity=1)
    first = shelf.story("two-places")
    shelf.story("canaries")
    assert shelf.story("two-places") is not first


@pytest.mark.parametrize(
    "name", ["..", ".", "", "two-places/../canaries", "TWO-PLACES", "a" * 65, "static", "\0", "é"]
)
def test_a_name_that_is_no_address_is_not_found(library: Path, name: str):
    with pytest.raises(StoryNotFound):
        Library(library).story(name)


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_reserved_name_is_reported_and_hides_nothing(
    library: Path, name: str, caplog: pytest.LogCaptureFixture
):
    shutil.copytree(library / "two-places", library / name)
    with caplog.at_level(logging.WARNING, "storymap.web"):
        assert name not in Library(library).slugs()
    assert f"story {name} is not listed" in caplog.text


def test_a_link_to_a_folder_elsewhere_is_not_followed(library: Path, tmp_path: Path):
    shutil.copytree(library / "two-places", tmp_path / "outside")
    (library / "linked").symlink_to(tmp_path / "outside")
    shelf = Library(library)
    assert "linked" not in shelf.slugs()
    with pytest.raises(StoryNotFound):
        shelf.story("linked")
