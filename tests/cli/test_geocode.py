import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storymap.cli import main
from storymap.storage import load
from storymap.storage.decisions import Status, last_decisions, read_decisions
from storymap.tables import place_events

SITES = (
    "\ufeffid,name,name@vi,lat,lon,kind,country,certainty,my column\r\n"
    '# kept,"a ""remark""",,0,0,,,,\r\n'
    "lubbock,\"Lubbock, Texas\",,,,city,US,,x\r\n"
    "hue,Hue,Huế,16.4698,107.5776,city,VN,,\r\n"
    "spring,Springfield,,,,,,certain,\r\n"
    "lost,Xyzzyqqwk,,,,,,,\r\n"
)  # fmt: skip
EVENTS = (
    "id,site,place,when,title\n"
    'a,,"Hà Nội, Việt Nam",1968,A\n'
    "b,,Ha noi Viet Nam,1969,B\n"
    "c,hue,,1968,C\n"
    "d,,HUE,1968,D\n"
    "e,,Hue Imperial,1968,E\n"
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "my-story"
    (folder / "chapters").mkdir(parents=True)
    (folder / "story.yaml").write_text("title: T\nlanguages: [en, vi]\nchapters: [one]\n")
    (folder / "chapters" / "one.md").write_text("---\ntitle: One\n---\nText.\n")
    (folder / "sites.csv").write_bytes(SITES.encode())
    (folder / "events.csv").write_bytes(EVENTS.encode())
    return folder


def _geocode(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["geocode", *map(str, arguments)])


def _report(*arguments: object) -> dict:
    result = _geocode(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_open_place_is_asked_once_and_what_has_a_place_is_not(story: Path) -> None:
    places = {place["asked"]: place for place in _report(story, "--dry-run")["places"]}
    assert list(places) == ["Lubbock, Texas", "Springfield", "Xyzzyqqwk", "Hà Nội, Việt Nam", "Hue Imperial"]
    assert [record["id"] for record in places["Hà Nội, Việt Nam"]["records"]] == ["a", "b"]


def test_a_dry_run_writes_nothing(story: Path) -> None:
    before = _files(story)
    result = _geocode(story, "--dry-run")
    assert result.exit_code == 0
    assert "Nothing was written." in result.output
    assert _files(story) == before


def test_only_sure_answers_are_written_and_every_other_byte_stays(story: Path) -> None:
    before = _files(story)
    report = _report(story)
    status = {place["asked"]: place["status"] for place in report["places"]}
    assert status["Lubbock, Texas"] == "accepted"
    assert status["Springfield"] == "review"
    assert status["Xyzzyqqwk"] == "not-found"
    after = _files(story)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"sites.csv", "geocoding.csv"} == set(report["written"])
    old, new = (files["sites.csv"].split(b"\r\n") for files in (before, after))
    assert new[0] == old[0] + b",gazetteer_id,precision_km"
    assert new[1] == old[1] + b",,"
    assert new[2].startswith(b'lubbock,"Lubbock, Texas",,33.5')
    assert new[3:6] == [line + b",," for line in old[3:6]]


def test_a_machines_choice_is_marked_and_an_authors_word_is_kept(story: Path) -> None:
    _geocode(story, "--choose", "spring=gn:4250542")
    sites = {site.id: site for site in load(story).story.sites}
    assert (sites["lubbock"].certainty, sites["lubbock"].gazetteer_id) == ("less-certain", "gn:5525577")
    assert sites["lubbock"].precision_km == 8
    assert sites["spring"].certainty == "certain"
    assert sites["spring"].position == pytest.approx((-89.64, 39.80), abs=0.01)


def test_the_places_of_events_become_sites_that_the_join_finds(story: Path) -> None:
    _geocode(story, "--choose", "a=gn:1581130")
    loaded = load(story)
    assert {site.id for site in loaded.story.sites} >= {"ha-noi-viet-nam"}
    placements, _ = place_events(loaded.story)
    assert [placement.site for placement in placements[:2]] == ["ha-noi-viet-nam", "ha-noi-viet-nam"]
    assert (story / "events.csv").read_bytes() == EVENTS.encode()


def test_a_place_that_is_one_of_the_storys_sites_gets_its_id(story: Path) -> None:
    _geocode(story, "--choose", "e=site:hue")
    assert (story / "events.csv").read_text() == EVENTS.replace("e,,Hue Imp", "e,hue,Hue Imp")


def test_decisions_keep_what_was_asked_chosen_and_possible(story: Path) -> None:
    _geocode(story)
    last = last_decisions(read_decisions(story))
    assert last["sites.csv", "lubbock"].chosen == "gn:5525577"
    assert last["sites.csv", "lubbock"].by.startswith("storymap ")
    spring = last["sites.csv", "spring"]
    assert (spring.status, spring.chosen) == (Status.REVIEW, "")
    assert len(spring.rivals) > 2
    assert "Springfield" in spring.rivals[0]
    with (story / "geocoding.csv").open(newline="") as file:
        assert all(row["date"].endswith("Z") for row in csv.DictReader(file))


def test_a_second_run_changes_nothing(story: Path) -> None:
    _geocode(story)
    _geocode(story)
    before = _files(story)
    assert _report(story)["written"] == []
    assert _files(story) == before


def test_what_a_person_rejected_is_not_asked_again_until_it_is_chosen(story: Path) -> None:
    _geocode(story, "--choose", "lost=none")
    assert "Xyzzyqqwk" not in [place["asked"] for place in _report(story, "--dry-run")["places"]]
    assert _report(story, "--choose", "lost=gn:1581130")["counts"]["accepted"] == 1


def test_the_threshold_is_the_authors_choice(story: Path) -> None:
    status = {p["asked"]: p["status"] for p in _report(story, "--accept-above", 0, "--dry-run")["places"]}
    assert status["Springfield"] == "accepted"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--choose", "spring"], "RECORD=ID"),
        (["--choose", "nobody=gn:1"], "no place is missing there"),
        (["--choose", "spring=gn:999999999999"], "No gazetteer has a place"),
        (["--gazetteer", "/nowhere.csv"], "can't be read"),
    ],
)
def test_wrong_choices_are_explained_and_nothing_is_written(
    story: Path, arguments: list[str], says: str
) -> None:
    before = _files(story)
    result = _geocode(story, *arguments)
    assert result.exit_code == 1
    assert says in result.stderr
    assert _files(story) == before


def test_a_missing_story_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    result = _geocode(tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "There is no story folder" in result.stderr


def test_a_file_that_cannot_be_edited_stays_as_it_is(story: Path) -> None:
    (story / "sites.csv").write_text('id,name,lat,lon\nlubbock,"Lubbock, Texas,,\n')
    before = _files(story)
    result = _geocode(story, "--accept-above", 0)
    assert result.exit_code == 1
    assert "never closed" in result.stderr
    assert _files(story) == before


def test_a_broken_record_of_decisions_stops_everything(story: Path) -> None:
    (story / "geocoding.csv").write_text('record,status\nhue,"review\n')
    before = _files(story)
    result = _geocode(story)
    assert (result.exit_code, "never closed" in result.stderr) == (1, True)
    assert _files(story) == before


def test_a_story_without_sites_gets_the_file(story: Path) -> None:
    (story / "sites.csv").unlink()
    assert "sites.csv" in _report(story, "--choose", "a=gn:1581130")["written"]
    assert [site.name.get("en") for site in load(story).story.sites][:1] == ["Hà Nội, Việt Nam"]


@pytest.mark.parametrize("place", ["x" * 10_000, "😀", "'; DROP TABLE place; --", '"a" OR b*', "…"])
def test_places_that_are_no_names_are_not_found(story: Path, place: str) -> None:
    with (story / "events.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["id", "place", "when", "title"], ["odd", place, "1968", "A"]])
    status = {p["records"][0]["id"]: p["status"] for p in _report(story)["places"]}
    assert status["odd"] in ("not-found", "review")


def test_a_story_with_nothing_open_says_so(story: Path) -> None:
    (story / "sites.csv").write_text("id,name,lat,lon\nhue,Hue,16.4,107.5\n")
    (story / "events.csv").write_text("id,place,when,title\na,HUE,1968,A\n")
    assert "nothing to look up" in _geocode(story).output
    assert not (story / "geocoding.csv").exists()


def test_two_processes_at_once_write_one_after_the_other(story: Path) -> None:
    command = [sys.executable, "-m", "storymap", "geocode", str(story)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    assert [process.communicate(timeout=60) and process.returncode for process in running] == [0, 0, 0]
    rows = (story / "geocoding.csv").read_text().splitlines()
    assert len(rows) == len(set(rows))
    assert sum("lubbock" in row for row in rows) == 1
    assert {path.name for path in story.iterdir()} == {
        "story.yaml",
        "chapters",
        "sites.csv",
        "events.csv",
        "geocoding.csv",
    }
