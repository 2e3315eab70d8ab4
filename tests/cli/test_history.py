"""`storymap history`, `restore`, `backup` and `verify`, as a person types them."""

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storymap.cli import main
from storymap.model.changes import AddRecord, Kind, SetField
from storymap.storage.history import History
from storymap.storage.save import save
from storymap.storage.trash import trash_story
from storymap.storage.version import version_of

STORIES = Path(__file__).resolve().parents[1] / "stories"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = tmp_path / "library" / "crossing"
    shutil.copytree(STORIES / "two-places", home)
    changes = [
        SetField(Kind.STORY, "", "title", None, "Anew"),
        AddRecord(Kind.CHAPTER, "coda", {"title": "Coda"}, None),
    ]
    save(home, changes, expected=None, author="Bà Tư", message="Tell the end")
    return home


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_the_history_says_who_changed_what(story: Path):
    listed = run("history", story)
    assert listed.exit_code == 0
    assert [line.split("  ", 2)[2] for line in listed.stdout.splitlines()] == [
        "Bà Tư: Tell the end",
        "storymap 0.1.0: The story as it was found",
    ]
    head = History(story).head()
    one = run("history", story, head[:6])
    assert one.stdout.splitlines()[1:] == [
        "  files: chapters/coda.md, story.yaml",
        "  + chapter coda (Coda)",
        "  story: title",
        "    - Two places",
        "    + Anew",
    ]
    told = json.loads(run("history", story, head, "--json").stdout)
    assert (told["author"], told["files"]) == ("Bà Tư", ["chapters/coda.md", "story.yaml"])
    assert [change["op"] for change in told["changes"]] == ["add", "set"]


def test_a_story_that_was_never_saved_has_no_history(tmp_path: Path):
    shutil.copytree(STORIES / "two-places", tmp_path / "fresh")
    found = run("history", tmp_path / "fresh")
    assert (found.exit_code, found.stdout) == (0, "")
    assert "the first save makes one" in found.stderr
    assert json.loads(run("history", tmp_path / "fresh", "--json").stdout) == []


def test_restoring_a_revision_makes_a_new_one(story: Path):
    first = History(story).revisions()[-1].id
    done = run("restore", story, first[:8], "--author", "Ana")
    assert done.exit_code == 0
    assert version_of(story) == version_of(STORIES / "two-places")
    assert History(story).revisions()[0].author == "Ana"


def test_restoring_wants_one_thing_to_restore(story: Path):
    assert run("restore", story).exit_code == 2
    assert run("restore", story, "abcd", "--from-trash").exit_code == 2
    wrong = run("restore", story, "abcd")
    assert wrong.exit_code == 1
    assert "`storymap history` lists them" in wrong.stderr


def test_a_deleted_story_comes_back(story: Path):
    version = version_of(story)
    trash_story(story, expected=None, author="Ana")
    assert run("restore", story, "--from-trash").exit_code == 0
    assert version_of(story) == version
    again = run("restore", story, "--from-trash")
    assert (again.exit_code, "There is no crossing in the trash" in again.stderr) == (1, True)


def test_a_backup_is_made_checked_and_brought_back(story: Path, tmp_path: Path):
    file = tmp_path / "all.zip"
    made = run("backup", story.parent, "-o", file)
    assert made.exit_code == 0
    assert "1 story" in made.stdout
    assert run("verify", file).stdout == f"{file} is whole.\n"
    assert run("restore", tmp_path / "back", "--from-backup", file).exit_code == 0
    assert History(tmp_path / "back" / "crossing").revisions() == History(story).revisions()
    again = run("backup", story.parent, "-o", file)
    assert (again.exit_code, "Choose another name" in again.stderr) == (1, True)


def test_verify_tells_what_is_damaged_and_mends_it(story: Path):
    assert run("verify", story.parent).stdout == "crossing: whole, 2 revisions\n"
    ident = History(story).digests_at(History(story).head())["story.yaml"]
    spoilt = History(story).folder / "objects" / ident[:2] / ident[2:]
    spoilt.chmod(0o600)
    spoilt.write_bytes(b"")
    bad = run("verify", story.parent)
    assert bad.exit_code == 1
    assert "story.yaml of the revision" in bad.stdout
    mended = run("verify", story.parent, "--repair", "--json")
    assert mended.exit_code == 0
    assert json.loads(mended.stdout)[0]["mended"] == ["story.yaml is in the history again."]
    assert run("verify", story.parent).exit_code == 0


@pytest.mark.parametrize("command", [["history"], ["restore", "abcd"]])
def test_what_is_no_story_is_told(tmp_path: Path, command: list[str]):
    name, *rest = command
    found = run(name, tmp_path, *rest)
    assert (found.exit_code, "There is no story in" in found.stderr) == (1, True)


def test_the_author_is_who_runs_the_command(story: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LOGNAME", "curator")
    run("restore", story, History(story).revisions()[-1].id)
    assert History(story).revisions()[0].author == os.environ["LOGNAME"]
