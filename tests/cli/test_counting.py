"""What commands say can be read aloud, and what they say to type can be typed."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from storymap.cli import main
from storymap.cli.counting import counted

STORIES = Path(__file__).resolve().parents[1] / "stories"


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder whose name a shell would take apart, with one story of one chapter."""
    monkeypatch.setenv("STORYMAP_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    story = tmp_path / "st o#ry" / "two-places"
    shutil.copytree(STORIES / "two-places", story)
    (story / "chapters").rename(story / "old")
    (story / "chapters").mkdir()
    (story / "chapters" / "one.md").write_text("---\ntitle: One\n---\nText.\n")
    (story / "story.yaml").write_text("title: A\nlanguages: [en]\nchapters: [one]\n")
    return "st o#ry"


def said(*words: str) -> str:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(
    ("number", "word", "words"),
    [(0, "story", "0 stories"), (1, "story", "1 story"), (1234, "new place", "1,234 new places")],
)
def test_one_thing_is_no_plural(number: int, word: str, words: str):
    assert counted(number, word) == words


def test_one_story_of_one_chapter_is_told_as_such(odd: str):
    assert "  1 story, " in said("build", odd, "-o", "site")
    assert "  1 chapter in " in said("build", f"{odd}/two-places", "--single-file", "a.html")


def test_what_is_said_to_type_is_quoted(odd: str):
    assert "--directory 'st o#ry site' 8001" in said("build", odd, "-o", "st o#ry site")
    assert "storymap open 'st o#ry.zip'" in said("bundle", f"{odd}/two-places", "-o", "st o#ry.zip")
    assert "storymap serve 'a copy'" in said("open", "st o#ry.zip", "-o", "a copy")
    assert "--from-backup 'a backup.zip'" in said("backup", odd, "-o", "a backup.zip")
    assert "storymap serve 'a new one'" in said("restore", "a new one", "--from-backup", "a backup.zip")


@pytest.mark.parametrize("command", ["image", "check", "build -o x", "publish"])
def test_a_file_in_a_storys_place_is_no_reason_to_make_one_there(command: str, tmp_path: Path):
    file = tmp_path / "passwd"
    file.write_text("root")
    name, *rest = command.split()
    done = CliRunner().invoke(main, [name, str(file), *rest, *(["www"] if name == "publish" else [])])
    assert done.exit_code == 1
    assert f"{file} is a file; a story is a folder that holds story.yaml." in done.output


def test_a_story_that_is_not_there_is_offered_in_words_that_can_be_typed():
    done = CliRunner().invoke(main, ["image", "no such"])
    assert "`storymap new 'no such'` makes one" in done.output
