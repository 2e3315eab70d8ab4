from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from storymap.cli import main
from storymap.settings import Settings


def test_every_setting_is_an_option_with_its_help() -> None:
    output = " ".join(CliRunner().invoke(main, ["serve", "--help"], terminal_width=200).output.split())
    for item in fields(Settings):
        if item.name != "library":
            assert f"--{item.name.replace('_', '-')}" in output
            assert item.metadata["help"] in output


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", str(tmp_path / "nowhere")])
    assert (result.exit_code, result.output) == (1, f"Error: There is no folder {tmp_path / 'nowhere'}.\n")


@pytest.mark.parametrize("arguments", [[], ["--read-only"]])
def test_a_folder_without_stories_says_how_to_make_one(tmp_path: Path, arguments: list[str]) -> None:
    if not arguments:
        (tmp_path / "letter.txt").write_text("A library can begin in an empty folder only.")
    result = CliRunner().invoke(main, ["serve", str(tmp_path), *arguments])
    assert result.exit_code == 1
    assert "storymap new" in result.output


def test_a_setting_in_the_environment_that_is_no_number_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", str(tmp_path)], env={"STORYMAP_PORT": "eighty"})
    assert result.exit_code == 1
    assert "STORYMAP_PORT" in result.output
