"""A damaged history is found, mended without deleting anything, and never keeps people from saving."""

import shutil
from pathlib import Path

import pytest

from storymap.model.changes import Kind, SetField
from storymap.problems import Severity
from storymap.storage.history import History
from storymap.storage.history_check import damage, mend
from storymap.storage.pending import Signature, stage
from storymap.storage.save import save
from storymap.storage.verify import verify_story
from storymap.storage.version import blob_id, version_of

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"


def title(text: str) -> SetField:
    return SetField(Kind.STORY, "", "title", None, text)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = tmp_path / "library" / "crossing"
    shutil.copytree(STORY, home)
    for text in ("One", "Two", "Three"):
        save(home, [title(text)], expected=None, author="one")
    return home


def object_file(story: Path, ident: str) -> Path:
    return story.parent / ".storymap" / "history.git" / "objects" / ident[:2] / ident[2:]


def spoil(file: Path) -> None:
    """Write other bytes over a file that git made read-only."""
    file.chmod(0o600)
    file.write_bytes(b"no object")


def test_a_whole_history_has_no_damage(story: Path):
    assert damage(History(story)) == []
    found = verify_story(story)
    assert (found.problems, found.revisions, found.mended) == ((), 4, ())


def test_a_damaged_file_of_the_latest_revision_is_written_again_from_the_story(story: Path):
    ident = blob_id((story / "story.yaml").read_bytes())
    spoil(object_file(story, ident))
    assert [problem.severity for problem in verify_story(story).problems] == [Severity.ERROR]
    mended = verify_story(story, repair=True)
    assert (mended.problems, mended.mended) == ((), ("story.yaml is in the history again.",))
    assert History(story).files_at(History(story).head())["story.yaml"] == (story / "story.yaml").read_bytes()


def test_a_damaged_file_of_an_old_revision_is_told_with_its_revision(story: Path):
    old = History(story).revisions()[1]
    spoil(object_file(story, History(story).digests_at(old.id)["story.yaml"]))
    (problem,) = verify_story(story, repair=True).problems
    assert problem.message == f"story.yaml of the revision {old.id[:10]} can't be read."
    save(story, [title("Four")], expected=None, author="one")
    assert History(story).revisions()[0].message == "Changed story: title"


@pytest.mark.parametrize("spoiled", [True, False])
def test_a_lost_latest_revision_does_not_keep_people_from_saving(story: Path, *, spoiled: bool):
    head = History(story).head()
    if spoiled:
        spoil(object_file(story, head))
    else:
        object_file(story, head).unlink()
    saved = save(story, [title("Four")], expected=version_of(story), author="one")
    assert History(story).head() == saved.revision
    refs = story.parent / ".storymap" / "history.git" / "refs" / "damaged"
    assert [file.read_text().strip() for file in refs.iterdir()] == [head]
    assert damage(History(story)) == []


def test_a_repository_that_cannot_be_opened_is_kept_and_a_new_one_begins(story: Path):
    repository = story.parent / ".storymap" / "history.git"
    shutil.rmtree(repository / "objects")
    assert mend(History(story))[0].startswith("The history can't be opened; it is kept as history-damaged-")
    save(story, [title("Four")], expected=None, author="one")
    assert len(History(story).revisions()) == 2
    assert len(list(repository.parent.glob("history-damaged-*.git"))) == 1


@pytest.mark.parametrize("name", ["config", "refs/heads/crossing", "object"])
def test_a_disk_that_does_not_give_the_history_for_a_while_costs_none_of_it(story: Path, name: str):
    before = [revision.id for revision in History(story).revisions()]
    file = object_file(story, before[0]) if name == "object" else History(story).folder / name
    kept = file.rename(file.with_name("kept"))
    file.symlink_to(file.name)  # opening it fails, and not because it isn't there
    with pytest.raises(OSError, match="symbolic links"):
        save(story, [title("Lost")], expected=None, author="one")
    assert verify_story(story).problems != ()
    file.unlink()
    kept.rename(file)
    save(story, [title("Four")], expected=None, author="one")
    assert [revision.id for revision in History(story).revisions()][1:] == before
    assert damage(History(story)) == []


def test_a_history_that_a_disk_does_not_give_is_set_aside_when_a_person_asks_for_it(story: Path):
    file = History(story).folder / "config"
    file.unlink()
    file.symlink_to("config")
    assert "kept as history-damaged-" in verify_story(story, repair=True).mended[0]
    save(story, [title("Four")], expected=None, author="one")
    assert damage(History(story)) == []


def test_a_save_that_a_crash_stopped_is_told_and_brought_to_its_end(story: Path):
    stage(story, {"story.yaml": b"title: Late\n"}, Signature("one", 1, "Late"))
    assert [problem.severity for problem in verify_story(story).problems] == [Severity.WARNING]
    assert verify_story(story, repair=True).problems == ()
    assert (story / "story.yaml").read_bytes() == b"title: Late\n"


def test_a_damaged_note_of_a_save_is_told_and_what_was_staged_stays(story: Path):
    pending = stage(story, {"story.yaml": b"title: Late\n"}, Signature("one", 1, "Late"))
    pending.file.write_bytes(b"{")
    save(story, [title("Four")], expected=None, author="one")
    assert [problem.severity for problem in verify_story(story).problems] == [Severity.ERROR]
    assert (story / pending.parts["story.yaml"]).read_bytes() == b"title: Late\n"


def test_files_that_were_changed_outside_are_a_notice(story: Path):
    (story / "story.yaml").write_bytes(b"title: By hand\n")
    (problem,) = verify_story(story).problems
    assert (problem.severity, problem.found) == (Severity.NOTICE, "story.yaml")
