"""A revision comes back byte for byte, as a new one."""

import shutil
from pathlib import Path

import pytest

from storymap.model.changes import AddRecord, Kind, SetField
from storymap.storage.git_trees import NoRevision
from storymap.storage.history import History
from storymap.storage.restoring import find_revision, restore
from storymap.storage.save import StaleVersion, save
from storymap.storage.version import version_of

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = tmp_path / "library" / "crossing"
    shutil.copytree(STORY, home)
    return home


def files(story: Path) -> dict[str, bytes]:
    return {path.relative_to(story).as_posix(): path.read_bytes()
            for path in story.rglob("*") if path.is_file()}


def test_restoring_brings_back_every_byte_and_keeps_what_came_after(story: Path):
    first = files(story)
    chapter = AddRecord(Kind.CHAPTER, "coda", {"title": "Coda", "text": "The end."}, None)
    saved = save(story, [chapter], expected=None, author="one")
    second = files(story)
    before = History(story).before(saved.revision)
    restored = restore(story, before, expected=saved.version, author="two")
    assert files(story) == first
    assert restored.version == version_of(story)
    assert restore(story, saved.revision[:8], expected=None, author="two").version == saved.version
    assert files(story) == second
    messages = [revision.message for revision in History(story).revisions()]
    assert messages[0].startswith(f"Restored the revision {saved.revision[:10]} of ")
    assert len(messages) == 4


def test_restoring_for_another_version_is_refused(story: Path):
    saved = save(story, [SetField(Kind.STORY, "", "title", None, "New")], expected=None, author="one")
    before = files(story)
    with pytest.raises(StaleVersion):
        restore(story, saved.revision, expected="0" * 32, author="two")
    assert files(story) == before


def test_what_was_changed_outside_is_kept_before_it_is_overwritten(story: Path):
    saved = save(story, [SetField(Kind.STORY, "", "title", None, "New")], expected=None, author="one")
    (story / "story.yaml").write_bytes(b"title: By hand\nchapters: []\n")
    restore(story, saved.revision, expected=None, author="two")
    texts = [History(story).files_at(each.id)["story.yaml"] for each in History(story).revisions()]
    assert b"title: By hand\nchapters: []\n" in texts


@pytest.mark.parametrize("wrong", ["", "abc", "HEAD", "../../etc", "f" * 40, "0" * 41])
def test_what_is_no_revision_is_refused_with_words(story: Path, wrong: str):
    save(story, [], expected=None, author="one")
    with pytest.raises(NoRevision, match=r"revision"):
        find_revision(History(story), wrong)


def test_a_revision_of_another_story_is_none_of_this_one(story: Path):
    other = story.with_name("other")
    shutil.copytree(STORY, other)
    saved = save(other, [SetField(Kind.STORY, "", "title", None, "Other")], expected=None, author="one")
    save(story, [], expected=None, author="one")
    with pytest.raises(NoRevision):
        restore(story, saved.revision, expected=None, author="one")
