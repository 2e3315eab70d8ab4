import shutil
from pathlib import Path

from storymap.storage import fingerprint, list_stories

STORIES = Path(__file__).parent.parent / "stories"


def test_a_library_lists_its_stories_by_name_and_broken_ones_too() -> None:
    names = [path.name for path in list_stories(STORIES)]
    assert names == sorted(names)
    assert {"two-places", "empty", "broken-dates"} <= set(names)


def test_one_story_folder_is_a_library_of_one() -> None:
    assert list_stories(STORIES / "equator") == [STORIES / "equator"]


def test_a_missing_library_has_no_stories(tmp_path: Path) -> None:
    assert list_stories(tmp_path / "nowhere") == []


def test_hidden_folders_and_links_that_lead_out_are_no_stories(tmp_path: Path) -> None:
    library = tmp_path / "library"
    shutil.copytree(STORIES / "equator", library / ".hidden")
    (library / "linked").symlink_to(STORIES / "equator")
    assert list_stories(library) == []


def test_a_fingerprint_changes_with_any_file_and_with_nothing_else(tmp_path: Path) -> None:
    story = tmp_path / "story"
    shutil.copytree(STORIES / "equator", story)
    first = fingerprint(story)
    assert fingerprint(story) == first
    (story / ".~lock.events.csv#").write_text("x")
    assert fingerprint(story) == first
    (story / "chapters" / "first.md").write_text("x")
    second = fingerprint(story)
    (story / "chapters" / "second.md").unlink()
    assert len({first, second, fingerprint(story), fingerprint(tmp_path / "nowhere")}) == 4
