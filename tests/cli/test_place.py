import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.cli import main

KEYS = {"id", "name", "country", "kind", "lat", "lon", "score", "confidence", "reasons"}


def _place(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["place", *map(str, arguments)])


def _found(*arguments: object) -> list[dict]:
    result = _place(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "my-story"
    folder.mkdir()
    (folder / "story.yaml").write_text("title: T\nlanguages: [en, vi]\n")
    (folder / "sites.csv").write_text(
        "id,name,name@vi,lat,lon,kind,country\ncamp,Camp Hanoi,Trại Hà Nội,16.1,107.2,camp,VN\n"
        "hanoi,Hanoi,Hà Nội,1.5,2.5,camp,VN\n"
    )
    return folder


def test_a_sure_answer_is_one_place_with_reasons() -> None:
    result = _place("Hà Nội", "--kind", "city")
    assert result.exit_code == 0
    assert result.output.startswith(" 1  ")
    assert "sure (0.9" in result.output
    assert "21.02" in result.output
    assert "the name is the same" in result.output
    assert "Not sure" not in result.output


def test_a_doubtful_answer_says_so_and_shows_rivals() -> None:
    output = _place("Springfield").output
    assert output.startswith("Not sure which place “Springfield” is.")
    assert " 2  Springfield" in output
    assert "--country" in output


def test_json_is_an_array_best_first() -> None:
    found = _found("Springfield", "--limit", 3)
    assert len(found) == 3
    assert all(set(one) == KEYS for one in found)
    assert [one["confidence"] for one in found] == sorted((one["confidence"] for one in found), reverse=True)
    assert all(one["confidence"] < 0.9 for one in found)


def test_nothing_found_is_an_empty_array_and_exit_code_1() -> None:
    result = _place("Xyzzyqqwk", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])
    assert "was not found" in result.stderr
    result = _place("Xyzzyqqwk")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--online asks" in result.stderr


def test_a_country_leaves_only_its_places() -> None:
    assert {one["country"] for one in _found("Paris", "--country", "us")} == {"US"}


def test_near_decides_between_places_of_one_name() -> None:
    best = _found("Springfield", "--near", "-89.6,39.8")[0]
    assert (round(best["lat"], 1), round(best["lon"], 1)) == (39.8, -89.6)


def test_the_storys_own_site_answers_first(story: Path) -> None:
    best = _found("Ha Noi", "--story", story)[0]
    assert (best["id"], best["lat"], best["lon"]) == ("site:hanoi", 1.5, 2.5)
    assert "one of the story's own sites" in best["reasons"][1]


def test_a_gazetteer_of_ones_own_answers_before_the_shipped_one(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("id,name,lat,lon,kind\nlz,LZ X-Ray,13.57,107.72,landing zone\nbad,Bad,north,0,\n")
    result = _place("LZ X-Ray", "--gazetteer", file, "--json")
    assert json.loads(result.stdout)[0]["id"] == "lpf:lz"
    assert "row 3" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["Huế", "--near", "16,107"], "write --near 107,16"),
        (["Huế", "--near", "here"], "LON,LAT"),
        (["Huế", "--near", "nan,1"], "LON,LAT"),
        (["Huế", "--near", "1e9,1"], "no place on Earth"),
        (["Huế", "--when", "soon"], "not a date"),
        (["Huế", "--country", "Vietnam"], "two letters"),
        (["Huế", "--story", "/nowhere"], "There is no story folder"),
        (["Huế", "--gazetteer", "/nowhere.csv"], "can't be read"),
    ],
)
def test_wrong_options_are_explained(arguments: list[str], says: str) -> None:
    result = _place(*arguments)
    assert result.exit_code == 1
    assert says in result.stderr


@pytest.mark.parametrize(
    "query",
    ["", "   ", "x" * 10_000, "-" * 300, "🏔️", "...", "%", "'", '"', "(((", "\u202e\u2028", "a\0b", "\ud800",
     "'; DROP TABLE place; --", '"a" OR b*', "NEAR(a b)", "name:*", "Huế\n\x1b[2J"],
)  # fmt: skip
def test_bad_input_gets_a_clear_answer(query: str) -> None:
    result = CliRunner().invoke(main, ["place", "--json", "--", query])
    assert isinstance(result.exception, SystemExit | None)
    assert result.exit_code in (0, 1)
    found = json.loads(result.stdout)
    assert bool(found) == (result.exit_code == 0)
    assert "\x1b" not in CliRunner().invoke(main, ["place", "--", query]).output


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_no_text_at_all_breaks_it(query: str) -> None:
    result = CliRunner().invoke(main, ["place", "--json", "--", query])
    assert isinstance(result.exception, SystemExit | None)
    assert all(0 <= one["confidence"] <= 0.95 for one in json.loads(result.stdout))


def test_two_processes_ask_at_once() -> None:
    command = [sys.executable, "-m", "storymap", "place", "Hà Nội", "--json"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [json.loads(process.communicate(timeout=60)[0]) for process in running]
    assert answers[0] == answers[1] != []


def test_it_loads_nothing_heavy() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "storymap", "place", "Biên Hòa airport", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert loaded & {"geopandas", "pandas", "shapely", "folium", "flask", "ruamel", "geopy", "numpy"} == set()


def test_what_is_around_a_point() -> None:
    found = json.loads(_place("--at", "-101.86,33.58", "--json").stdout)
    assert [(one["name"], one["unit"], one["country"]) for one in found] == [("Lubbock", "Texas", "US")]
    assert found[0]["distance_km"] < 3
    assert "km from Lubbock, city in Texas, US" in _place("--at", "-101.86,33.58").stdout


def test_nothing_around_a_point_is_an_empty_array_and_exit_code_1() -> None:
    result = _place("--at", "-130,-50", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])
    assert "only water or ice" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--at", "16,107"], "write --at 107,16"),
        (["--at", "here"], "--at takes two numbers"),
        (["--at", "106.7,10.8", "Huế"], "takes no name"),
        (["--at", "106.7,10.8", "--kind", "city"], "takes no --kind"),
        ([], "Give a name, or --at"),
    ],
)
def test_a_point_goes_alone(arguments: list[str], says: str) -> None:
    result = _place(*arguments)
    assert result.exit_code != 0
    assert says in result.stderr


def test_a_place_set_by_hand_says_whether_it_was_checked() -> None:
    assert "position: curated; checked against" in _place("Khe Sanh Combat Base").stdout
    assert "position: curated, not checked; see" in _place("Lang Vei Special Forces Camp").stdout
