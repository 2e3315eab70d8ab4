"""`storymap add`, as a person types it: records come in one by one, and nothing is guessed in silence."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from storymap.cli import main
from storymap.storage.decisions import Status, read_decisions
from storymap.storage.editable import read_editable
from storymap.storage.history import History

STORIES = Path(__file__).resolve().parents[1] / "stories"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = tmp_path / "library" / "two-places"
    shutil.copytree(STORIES / "two-places", home)
    return home


def add(kind: str, story: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["add", kind, str(story), *map(str, words)])


def add_on_a_terminal(answer: str, *words: object, **environment: str) -> tuple[int, str]:
    """Run the command as a person does who types `answer`; return the exit code and what is seen."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "storymap", "add", *map(str, words)]
    os.write(ours, f"{answer}\n".encode())
    running = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs,
                               env={**os.environ, **environment})  # fmt: skip
    os.close(theirs)
    seen = b""
    try:
        while some := os.read(ours, 65_536):
            seen += some
    except OSError:
        pass  # so Linux says that the other end is closed
    os.close(ours)
    return running.wait(60), seen.decode()


def records(story: Path, plural: str) -> dict[str, dict[str, Any]]:
    return {row.pop("id"): row for row in read_editable(story).as_json()[plural]}


def test_a_place_that_is_sure_comes_in_with_its_decision(story: Path):
    before = (story / "sites.csv").read_text("utf-8")
    done = add("site", story, "Bien Hoa airport", "--author", "Bà Tư")
    assert done.exit_code == 0, done.output
    assert "airbase in Đồng Nai, VN" in done.stdout
    site = records(story, "sites")["bien-hoa-airport"]
    assert (site["name"], site["country"], site["certainty"]) == ("Bien Hoa airport", "VN", "less-certain")
    assert (story / "sites.csv").read_text("utf-8").splitlines()[1].startswith(before.splitlines()[1])
    (decision,) = read_decisions(story)
    assert (decision.record, decision.status, decision.asked) == (
        "bien-hoa-airport", Status.ACCEPTED, "Bien Hoa airport")  # fmt: skip
    assert decision.rivals
    latest = History(story).revisions()[0]
    assert (latest.author, latest.message) == ("Bà Tư", "Added the site Bien Hoa airport")


def test_where_nobody_is_sure_nothing_is_added_and_the_candidates_are_shown(story: Path):
    doubtful = add("site", story, "Springfield")
    assert doubtful.exit_code == 1
    assert "Springfield  city in Missouri, US" in doubtful.stderr
    assert "springfield" not in records(story, "sites")
    told = json.loads(add("site", story, "Springfield", "--json").stdout)
    assert told["added"] is None
    second = told["candidates"][1]
    assert add("site", story, "Springfield", "--choose", 2).exit_code == 0
    site = records(story, "sites")["springfield"]
    assert (site["gazetteer_id"], site["lat"]) == (second["id"], str(round(second["lat"], 5)))
    assert "certainty" not in site
    assert read_decisions(story)[-1].by == "author"


def test_on_a_terminal_a_person_is_asked_which_place(story: Path):
    told = json.loads(add("site", story, "Springfield", "--json").stdout)
    code, seen = add_on_a_terminal("2", "site", story, "Springfield")
    assert (code, "Which one" in seen, "your choice" in seen) == (0, True, True), seen
    assert records(story, "sites")["springfield"]["gazetteer_id"] == told["candidates"][1]["id"]
    code, _ = add_on_a_terminal("0", "site", story, "San Jose")
    assert records(story, "sites")["san-jose"] == {"name": "San Jose"}
    assert (code, read_decisions(story)[-1].status) == (0, Status.REJECTED)


def test_colour_is_for_terminals_that_want_it(story: Path):
    assert "\x1b[" in add_on_a_terminal("", "source", story, "A book")[1]
    assert "\x1b[" not in add_on_a_terminal("", "source", story, "Another", NO_COLOR="1")[1]


def test_a_place_can_come_in_without_a_position(story: Path):
    assert add("site", story, "Xyzzyqqwk", "--choose", "none").exit_code == 0
    assert records(story, "sites")["xyzzyqqwk"] == {"name": "Xyzzyqqwk"}
    assert add("site", story, "Xyzzyqqwk").exit_code == 1


@pytest.mark.parametrize(
    "position",
    ["17.0025, 107.0519", "17°00′09″N 107°03′07″E", "geo:17.0025,107.0519",
     "https://www.openstreetmap.org/#map=16/17.0025/107.0519"],
)  # fmt: skip
def test_a_position_is_taken_in_any_notation(story: Path, position: str):
    done = add("site", story, "Cầu Hiền Lương", "--at", position, "--precision-km", 1, "--kind", "bridge")
    assert done.exit_code == 0, done.output
    site = records(story, "sites")["cau-hien-luong"]
    assert float(site["lat"]) == pytest.approx(17.0025, abs=1e-4)
    assert float(site["lon"]) == pytest.approx(107.0519, abs=1e-4)
    assert (site["precision_km"], site["kind"]) == ("1", "bridge")


@pytest.mark.parametrize(
    ("words", "says"),
    [(["Huế"], "The story has this place already: hue"),
     (["X", "--at", "95, 200"], "is no position"),
     (["X", "--at", "https://maps.app.goo.gl/abc"], "nothing is fetched"),
     (["Bien Hoa airport", "--id", "hue"], "The id `hue` is taken"),
     (["Bien Hoa airport", "--id", "Not An Id"], "not a valid id"),
     (["Bien Hoa airport", "--choose", "gn:0"], "none of the"),
     (["Bien Hoa airport", "--source", "nothing"], "There is no source 'nothing'"),
     (["Bien Hoa airport", "--lang", "fr=Biên Hòa"], "one of the story's languages"),
     (["?!"], "no letter")],
)  # fmt: skip
def test_what_cannot_be_added_is_told_and_nothing_changes(story: Path, words: list[str], says: str):
    before = {path: path.read_bytes() for path in story.rglob("*") if path.is_file()}
    refused = add("site", story, *words)
    assert refused.exit_code == 1, refused.output
    assert says in refused.stderr
    assert {path: path.read_bytes() for path in story.rglob("*") if path.is_file()} == before


def test_all_that_is_wrong_is_told_at_once(story: Path):
    refused = add("event", story, "X", "--when", "1968-02-30", "--site", "da-nagn", "--source", "no",
                  "--lang", "fr=X", "--id", "Not An Id")  # fmt: skip
    assert refused.exit_code == 1
    first, *others = refused.stderr.splitlines()
    assert first == "Error: Nothing was added; 5 things are to be corrected."
    assert len(others) == 5
    assert "Did you mean da-nang?" in refused.stderr
    assert "February 1968 has 29 days" in refused.stderr


def test_a_date_with_two_meanings_is_asked_on_a_terminal(story: Path):
    code, seen = add_on_a_terminal("2", "event", story, "X", "--when", "3/4/1968")
    assert (code, "3 April 1968" in seen) == (0, True), seen
    assert records(story, "events")["x"]["when"] == "1968-03-04"


def test_what_several_programs_add_at_once_is_all_there(story: Path):
    command = [sys.executable, "-m", "storymap", "add", "event", str(story)]
    running = [subprocess.Popen([*command, f"Event {number}"]) for number in range(4)]
    assert [process.wait(60) for process in running] == [0] * 4
    assert {f"event-{number}" for number in range(4)} <= set(records(story, "events"))
    assert len(History(story).revisions()) == 5


def test_an_event_takes_a_date_in_words_and_a_place_in_any_spelling(story: Path):
    done = add("event", story, "The bridge", "--when", "c. 1968", "--site", "da nang", "--tag", "war",
               "--tag", "bridge")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "c. 1968, da-nang" in done.stdout
    assert records(story, "events")["the-bridge"] == {
        "title": "The bridge", "when": "1968~", "site": "da-nang", "tags": "war; bridge"}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "says"),
    [(["--when", "3/4/1968"], "1968-04-03 (3 April 1968); 1968-03-04"),
     (["--when", "sometime"], "not a date that can be read"),
     (["--site", "nowhere"], "There are: hue, da-nang")],
)  # fmt: skip
def test_an_event_that_is_not_clear_is_asked_back(story: Path, words: list[str], says: str):
    refused = add("event", story, "X", *words)
    assert (refused.exit_code, says in refused.stderr) == (1, True), refused.output


def test_a_chapter_comes_in_behind_another_with_its_text(story: Path, tmp_path: Path):
    text = tmp_path / "text.md"
    text.write_text("It *stood*.\n", "utf-8")
    done = add("chapter", story, "A bridge", "--after", "first", "--file", text, "--show-event", "a",
               "--show-site", "Huế", "--draft")  # fmt: skip
    assert done.exit_code == 0, done.output
    state = read_editable(story).as_json()
    assert state["story"]["chapters"] == ["first", "a-bridge", "second"]
    assert records(story, "chapters")["a-bridge"] == {
        "title": "A bridge", "text": "It *stood*.", "draft": True,
        "show": {"events": ["a"], "sites": ["hue"]},
    }  # fmt: skip


def test_a_text_that_cannot_be_read_is_told(story: Path, tmp_path: Path):
    text = tmp_path / "text.md"
    text.write_bytes(b"Caf\xe9")
    refused = add("chapter", story, "X", "--file", text)
    assert (refused.exit_code, "no text in UTF-8 (byte 4)" in refused.stderr) == (1, True), refused.output


def test_a_source_comes_in_and_says_so_as_json(story: Path):
    told = json.loads(add("source", story, "A book, 1999", "--accessed", "2026-11-26", "--json").stdout)
    assert (told["kind"], told["id"]) == ("source", "a-book-1999")
    assert told["revision"] == History(story).head()
    assert records(story, "sources")["a-book-1999"]["accessed"] == "2026-11-26"


@pytest.mark.parametrize("kind", ["site", "event", "chapter", "source"])
def test_what_is_no_story_is_told(tmp_path: Path, kind: str):
    refused = add(kind, tmp_path, "X")
    assert (refused.exit_code, "There is no story in" in refused.stderr) == (1, True)
