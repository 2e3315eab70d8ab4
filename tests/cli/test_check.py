import json
from pathlib import Path

from click.testing import CliRunner, Result

from storymap.cli import main

STORIES = Path(__file__).parent.parent / "stories"


def _check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_a_valid_story_passes_and_the_next_command_is_named() -> None:
    result = _check(STORIES / "pacific-crossing")
    assert result.exit_code == 0
    assert "1 story: no problems." in result.output
    assert f"storymap serve {STORIES / 'pacific-crossing'}" in result.output
    assert "8 events: 5 placed, 1 placed by name, 1 placed by area, 1 without a place" in result.output


def test_errors_are_shown_by_file_with_row_and_hint_and_exit_with_1() -> None:
    result = _check(STORIES / "broken-dates")
    assert result.exit_code == 1
    assert "  events.csv\n" in result.output
    assert "row 2, when" in result.output
    assert "February 1995 has 28 days" in result.output


def test_warnings_alone_do_not_fail() -> None:
    assert _check(STORIES / "broken-utf-16").exit_code == 0


def test_a_library_is_checked_story_by_story() -> None:
    result = _check(STORIES, "--json")
    stories = {story["id"]: story for story in json.loads(result.output)["stories"]}
    assert result.exit_code == 1
    assert stories["two-places"]["problems"] == []
    assert stories["broken-dates"]["counts"] == {"errors": 3, "warnings": 0, "notices": 0}
    for story in stories.values():
        assert sum(story["join"]["counts"].values()) == story["join"]["rows"] == story["holds"]["events"]


def test_an_unknown_site_is_reported_once_though_reader_and_join_both_find_it() -> None:
    story = json.loads(_check(STORIES / "broken-unknown-ids", "--json").output)["stories"][0]
    assert story["join"]["counts"]["problem"] == 2
    assert [problem["row"] for problem in story["problems"] if problem["column"] == "site"] == [2, 3]


def test_a_missing_folder_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    result = _check(tmp_path / "nowhere")
    assert result.exit_code == 1
    assert result.output.startswith("Error: There is no story folder")


def test_many_problems_of_one_kind_are_cut_short(tmp_path: Path) -> None:
    rows = "".join(f"e{number},soon,A\n" for number in range(50))
    (tmp_path / "events.csv").write_text("id,when,title\n" + rows)
    assert "    40 more: this is not a date that can be read" in _check(tmp_path).output


def test_text_of_a_story_cannot_move_the_cursor() -> None:
    output = _check(STORIES / "canaries").output
    assert "\u2028" not in output
    assert "\x1b" not in output
