"""A deleted story goes to the trash whole, with its history, and comes back so."""

import shutil
import threading
from pathlib import Path

import pytest

from storymap.model.changes import Kind, SetField
from storymap.problems import StoryNotFound
from storymap.storage.history import History
from storymap.storage.library import list_stories
from storymap.storage.lock import locked
from storymap.storage.new import empty_story
from storymap.storage.save import StaleVersion, save
from storymap.storage.trash import (
    NameRefused,
    NotInTrash,
    forget_story,
    restore_story,
    trash_story,
    trashed,
)
from storymap.storage.version import version_of

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"
TITLE = SetField(Kind.STORY, "", "title", None, "Another title")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = tmp_path / "library" / "crossing"
    shutil.copytree(STORY, home)
    return home


def test_a_story_comes_back_from_the_trash_with_its_history(story: Path):
    saved = save(story, [TITLE], expected=None, author="one")
    entry = trash_story(story, expected=saved.version, author="Bà Tư", title="Another title")
    library = story.parent
    assert list_stories(library) == []
    assert trashed(library) == [entry]
    assert (entry.id, entry.title, entry.by) == ("crossing", "Another title", "Bà Tư")
    assert restore_story(library, entry.entry) == story
    assert version_of(story) == saved.version
    assert History(story).head() == saved.revision
    assert trashed(library) == []


def test_a_new_story_of_the_same_name_has_a_history_of_its_own(story: Path):
    saved = save(story, [TITLE], expected=None, author="one")
    entry = trash_story(story, expected=None, author="one")
    empty_story(story, title="Fresh", language="en")
    fresh = save(story, [TITLE], expected=None, author="two")
    assert saved.revision not in [revision.id for revision in History(story).revisions()]
    with pytest.raises(NameRefused, match="another name"):
        restore_story(story.parent, entry.entry)
    back = restore_story(story.parent, entry.entry, "crossing-again")
    assert version_of(back) == saved.version
    assert History(back).head() == saved.revision
    assert History(story).head() == fresh.revision


def test_a_story_that_somebody_changed_is_not_deleted(story: Path):
    before = version_of(story)
    save(story, [TITLE], expected=None, author="one")
    with pytest.raises(StaleVersion):
        trash_story(story, expected=before, author="two")
    assert story.is_dir()
    assert trashed(story.parent) == []


def test_changes_made_outside_are_in_the_history_of_the_trash(story: Path):
    (story / "story.yaml").write_bytes(b"title: By hand\n")
    entry = trash_story(story, expected=None, author="one")
    back = restore_story(story.parent, entry.entry)
    assert History(back).files_at(History(back).head())["story.yaml"] == b"title: By hand\n"


def test_forgetting_takes_the_story_away_for_good(story: Path):
    entry = trash_story(story, expected=None, author="one")
    forget_story(story.parent, entry.entry)
    assert trashed(story.parent) == []
    with pytest.raises(NotInTrash):
        restore_story(story.parent, entry.entry)


@pytest.mark.parametrize("wrong", ["", "..", "../trash", ".x", "a/b", "nothing", "\0"])
def test_what_is_no_entry_is_refused(story: Path, wrong: str):
    trash_story(story, expected=None, author="one")
    with pytest.raises(NotInTrash):
        restore_story(story.parent, wrong)
    with pytest.raises(NotInTrash):
        forget_story(story.parent, wrong)


@pytest.mark.parametrize("name", ["../out", "a/b", ".x", "Capital"])
def test_a_name_that_is_none_is_refused_and_the_story_stays_in_the_trash(story: Path, name: str):
    entry = trash_story(story, expected=None, author="one")
    with pytest.raises(NameRefused):
        restore_story(story.parent, entry.entry, name)
    assert trashed(story.parent) == [entry]


def test_a_note_that_got_lost_does_not_lose_the_story(story: Path):
    entry = trash_story(story, expected=None, author="one")
    (story.parent / ".storymap" / "trash" / entry.entry / "trashed.json").write_text("{")
    assert [one.id for one in trashed(story.parent)] == ["crossing"]
    assert restore_story(story.parent, entry.entry) == story


def test_whoever_waits_for_a_story_that_is_deleted_writes_nothing(story: Path):
    faults: list[Exception] = []

    def late() -> None:
        try:
            save(story, [TITLE], expected=None, author="late")
        except StoryNotFound as fault:
            faults.append(fault)

    waiting = threading.Thread(target=late)
    with locked(story):
        waiting.start()
        aside = story.with_name("aside")
        story.rename(aside)
    waiting.join()
    assert len(faults) == 1
    assert version_of(aside) == version_of(STORY)


def test_a_story_that_is_not_there_cannot_be_deleted(tmp_path: Path):
    with pytest.raises(StoryNotFound):
        trash_story(tmp_path / "nothing", expected=None, author="one")
