"""`storymap bundle` and `storymap open`, as someone types them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storymap.cli import main

STORY = Path(__file__).resolve().parents[1] / "stories" / "two-places"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_story_goes_out_and_comes_back_under_its_own_name(here: Path):
    assert "two-places.zip  5 files of two-places" in run("bundle", str(STORY)).output
    assert "storymap serve two-places" in run("open", "two-places.zip").output
    assert (here / "two-places" / "story.yaml").read_bytes() == (STORY / "story.yaml").read_bytes()
    again = run("open", "two-places.zip")
    assert again.exit_code == 1
    assert "two-places is there already and stays as it is" in again.output


def test_both_speak_json(here: Path):
    told = json.loads(run("bundle", str(STORY), "-o", "x.zip", "--json").output)
    assert told == {"file": "x.zip", "story": "two-places", "files": 5,
                    "bytes": (here / "x.zip").stat().st_size}  # fmt: skip
    told = json.loads(run("open", "x.zip", "-o", "other", "--json").output)
    size = sum(path.stat().st_size for path in STORY.rglob("*") if path.is_file())
    assert told == {"folder": "other", "story": "two-places", "files": 5, "bytes": size}


def test_a_story_whose_name_is_no_name_for_a_story_needs_another(here: Path):
    shutil.copytree(STORY, here / "My story (1)")
    assert run("bundle", "My story (1)").exit_code == 0
    refused = run("open", "My story (1).zip")
    assert "Name a folder for it with -o" in refused.output
    assert run("open", "My story (1).zip", "-o", "my-story").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bundle", "nowhere"], "There is no story in nowhere"),
        (["bundle", str(STORY), "-o", "x.tar"], "must end in .zip"),
        (["open", "nowhere.zip"], "nowhere.zip can't be read"),
    ],
)
def test_what_cannot_be_done_is_said(here: Path, arguments: list[str], words: str):
    done = run(*arguments)
    assert done.exit_code != 0
    assert words in done.output
    assert list(here.iterdir()) == []
