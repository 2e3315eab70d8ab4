"""What a command writes has a place of its own: its folder is made, and misread names are refused."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storymap.cli import main

STORY = Path(__file__).resolve().parents[1] / "stories" / "two-places"
COMMANDS = {
    "build -o": "site", "build --single-file": "a.html", "build --pdf": "a.pdf", "image -o": "a.svg",
    "bundle -o": "a.zip",
}  # fmt: skip
WRITTEN = ("build --single-file", "image -o", "bundle -o")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STORYMAP_CACHE", str(tmp_path / "cache"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def run(command: str, target: str) -> Result:
    name, option = command.split()
    return CliRunner().invoke(main, [name, str(STORY), option, target])


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("target", ["", " ", "s3:maps/", "s3://maps/", "file://relative/", "https://x.test/"])
def test_no_name_and_an_address_are_refused_in_words(command: str, target: str, here: Path):
    done = run(command, target + COMMANDS[command] if target.strip() else target)
    assert done.exit_code == 2, done.output
    assert ("is an address" if target.strip() else "the name is empty. Name a f") in done.output
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("command", WRITTEN)
def test_the_folder_of_a_file_is_made(command: str, here: Path):
    target = f"new/folder/{COMMANDS[command]}"
    done = run(command, target)
    assert done.exit_code == 0, done.output
    assert (here / target).is_file()


@pytest.mark.parametrize("command", WRITTEN)
def test_what_keeps_a_file_from_being_written_is_said_of_the_file_that_was_named(command: str, here: Path):
    (here / "taken").write_text("mine")
    done = run(command, f"taken/{COMMANDS[command]}")
    assert done.exit_code == 1
    assert f"taken/{COMMANDS[command]} can't be written: taken is no folder." in done.output
    (here / "full").symlink_to("/proc")
    done = run(command, f"full/{COMMANDS[command]}")
    assert done.exit_code == 1
    assert f"full/{COMMANDS[command]} can't be written: " in done.output
    assert ".part" not in done.output


def test_a_folder_whose_name_looks_like_an_address_is_written_as_a_path(here: Path):
    assert run("build -o", "./s3:maps").exit_code == 0
    assert (here / "s3:maps" / "index.html").is_file()
