import json
from pathlib import Path

from click.testing import CliRunner

from storymap.cli import main


def test_a_new_story_passes_the_check(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["new", str(tmp_path / "my-story"), "--title", "Mine"])
    assert made.exit_code == 0
    assert f"storymap check {tmp_path / 'my-story'}" in made.output
    checked = CliRunner().invoke(main, ["check", str(tmp_path / "my-story")])
    assert checked.exit_code == 0
    assert "no problems" in checked.output


def test_a_program_gets_the_folder_as_json(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["new", str(tmp_path / "my-story"), "--json"])
    assert json.loads(made.output) == {"folder": str(tmp_path / "my-story"), "story": "my-story"}


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    result = CliRunner().invoke(main, ["new", str(tmp_path)])
    assert result.exit_code == 1
    assert result.output == f"Error: The folder {tmp_path} is not empty. Choose another name.\n"


def test_an_unknown_story_to_copy_names_the_known_ones(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["new", str(tmp_path / "a"), "--from", "nothing"])
    assert result.exit_code == 1
    assert "closing-the-past" in result.output
