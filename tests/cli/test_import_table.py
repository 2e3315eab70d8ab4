"""`storymap import-table`: all rows or none, every row accounted for, doubtful places decided in one list."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from storymap.cli import main
from storymap.storage import load
from storymap.storage.decisions import read_decisions
from storymap.storage.history import History
from storymap.storage.version import version_of

STORIES = Path(__file__).resolve().parents[1] / "stories"
TABLE = (
    "Ngày;Sự kiện;Nơi;Nguồn\n"
    "c. 1968;Một việc;Huế;Sách A\n"
    "1975-04-30;Hai việc;Sài Gòn;Sách B\n"
    "1972;Ba việc;Springfield;Sách A\n"
    "1973;Bốn việc;Xyzzyqqwk;\n"
    ";;;\n"
    "1974;Năm việc;Springfield;\n"
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = tmp_path / "library" / "two-places"
    shutil.copytree(STORIES / "two-places", home)
    return home


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "table.csv"
    file.write_text(TABLE, "utf-8")
    return file


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["import-table", *map(str, words)])


def lines_of(file: Path) -> list[dict[str, Any]]:
    return list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))


def choose(file: Path, choices: dict[str, str]) -> None:
    """Write choices into the list of doubtful places, as a spreadsheet does."""
    rows = lines_of(file)
    for row in rows:
        row["choice"] = choices.get(row["name"], row["choice"])
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_table_comes_in_once_its_doubtful_places_are_decided(story: Path, table: Path):
    before = version_of(story)
    first = run(table, story)
    assert first.exit_code == 1, first.output
    assert "6 rows: 5 new, 1 empty" in first.stdout
    assert "c. 1968        Một việc  hue" in first.stdout
    assert "Springfield (rows 4, 7)" in first.stdout
    assert version_of(story) == before
    doubtful = table.with_name("table.csv.places.csv")
    assert [(row["row"], row["rows"], row["name"]) for row in lines_of(doubtful)] == [
        ("4", "4 7", "Springfield"), ("5", "5", "Xyzzyqqwk")]  # fmt: skip
    choose(doubtful, {"Springfield": "3", "Xyzzyqqwk": "none"})
    second = run(table, story, "--author", "Bà Tư")
    assert second.exit_code == 0, second.output
    assert "Imported 5 rows as one revision." in second.stdout
    events = {event.title.get("en"): event for event in load(story).story.events}
    assert events["Một việc"].site == "hue"
    assert str(events["Một việc"].when.text) == "1968~"
    assert events["Ba việc"].site == events["Năm việc"].site == "springfield"
    assert {one.by for one in read_decisions(story) if one.asked == "Springfield"} == {"author"}
    latest = History(story).revisions()[0]
    assert (latest.author, latest.message) == ("Bà Tư", "Imported 5 rows of table.csv")
    again = run(table, story)
    assert again.exit_code == 0, again.output
    assert "There is nothing new in the table." in again.stdout


def test_a_choice_that_was_made_stays_when_another_is_still_open(story: Path, table: Path):
    run(table, story)
    doubtful = table.with_name("table.csv.places.csv")
    choose(doubtful, {"Springfield": "gn:4409896"})
    assert run(table, story).exit_code == 1
    rows = {row["row"]: row["choice"] for row in lines_of(doubtful)}
    assert rows == {"4": "gn:4409896", "5": ""}


def test_a_choice_follows_its_name_when_the_rows_of_the_table_move(story: Path, table: Path):
    run(table, story)
    choose(table.with_name("table.csv.places.csv"), {"Springfield": "gn:4409896", "Xyzzyqqwk": "none"})
    header, *rows = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text(header + "1960;Trước;Portland;\n1961;Nữa;Xyzzyqqwk;\n" + "".join(rows), "utf-8")
    told = json.loads(run(table, story, "--json").stdout)
    assert {place["name"] for place in told["open"]} == {"Portland"}
    choose(Path(told["places_file"]), {"Portland": "1"})
    assert run(table, story).exit_code == 0
    places = {site.name.get("en"): site.gazetteer_id for site in load(story).story.sites}
    assert (places["Springfield"], places["Portland"]) == ("gn:4409896", "gn:5746545")
    assert "Xyzzyqqwk" not in places


def test_a_number_means_the_candidate_in_its_line(story: Path, table: Path):
    run(table, story)
    doubtful = table.with_name("table.csv.places.csv")
    text = doubtful.read_text("utf-8").replace("candidate 1,candidate 2", "candidate 2,candidate 1")
    second = lines_of(doubtful)[0]["candidate 2"].split()[0]
    doubtful.write_text(text, "utf-8")
    choose(doubtful, {"Springfield": "1", "Xyzzyqqwk": "none"})
    assert run(table, story).exit_code == 0
    assert second in {site.gazetteer_id for site in load(story).story.sites}


def test_the_list_is_a_persons_and_only_grows(story: Path, table: Path):
    run(table, story)
    doubtful = table.with_name("table.csv.places.csv")
    rows = [["my note", *row] for row in csv.reader(doubtful.read_text("utf-8-sig").splitlines())]
    rows[1][0] = "Ask Tư; he knows"
    with doubtful.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, delimiter=";").writerows(rows)
    before = doubtful.read_bytes()
    run(table, story)
    assert doubtful.read_bytes() == before
    table.write_text(TABLE + "1975;Sáu việc;Portland;\n", "utf-8")
    run(table, story)
    after = list(csv.reader(doubtful.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert after[:3] == rows
    assert [row[:5] for row in after[3:]] == [["", "8", "8", "Portland", ""]]


@pytest.mark.parametrize("end", ["csv", "xlsx"])
def test_a_file_that_is_no_list_of_places_stays_as_it_is(story: Path, table: Path, end: str):
    other = table.with_name(f"other.{end}")
    book = openpyxl.Workbook()
    book.create_sheet("S", 0).append(["row", "name", "choice"])
    book.save(other) if end == "xlsx" else other.write_text("id,name\na,A\n")
    before = other.read_bytes()
    refused = run(table, story, "--places", other)
    says = "is a workbook. Save it as CSV" if end == "xlsx" else "no column row and no column choice"
    assert (refused.exit_code, says in refused.stderr, other.read_bytes()) == (1, True, before)


def test_what_is_no_choice_is_told_with_its_line(story: Path, table: Path):
    run(table, story)
    choose(table.with_name("table.csv.places.csv"), {"Springfield": "99", "Xyzzyqqwk": "perhaps"})
    refused = run(table, story)
    assert refused.exit_code == 1
    assert "line 2 (Springfield): '99'" in refused.stderr
    assert "line 3 (Xyzzyqqwk): 'perhaps'" in refused.stderr


def test_doubtful_places_can_stay_open(story: Path, table: Path):
    assert run(table, story, "--leave-open").exit_code == 0
    assert not table.with_name("table.csv.places.csv").exists()
    events = {event.title.get("en"): event for event in load(story).story.events}
    assert not events["Ba việc"].site


def test_an_error_in_one_row_keeps_all_out(story: Path, tmp_path: Path):
    file = tmp_path / "bad.tsv"
    file.write_text("id\twhen\ttitle\nx\t1968\tGood\ny\t3/4/1968\tTwo meanings\n", "utf-8")
    before = version_of(story)
    refused = run(file, story)
    assert refused.exit_code == 1
    assert "row 3, when  this date has two meanings (found: 3/4/1968)" in refused.stdout
    assert "Nothing was imported." in refused.stdout
    assert version_of(story) == before
    assert run(file, story, "--dates", "day-first").exit_code == 0
    events = {event.id: event for event in load(story).story.events}
    assert events["y"].when.text == "1968-04-03"


def test_a_sheet_of_a_workbook_is_brought_in_as_places(story: Path, tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Places")
    for row in (["Tên", "Tọa độ", "Ghi chú"], ["Cầu Hiền Lương", "17.0025, 107.0519", "Kept"]):
        sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    done = run(tmp_path / "book.xlsx", story, "--kind", "site", "--sheet", "Places", "--json")
    told = json.loads(done.stdout)
    assert told["mapping"] == {"Tên": "name", "Tọa độ": "coordinates", "Ghi chú": "note"}
    assert told["saved"]["revision"] == History(story).head()
    (site,) = [site for site in load(story).story.sites if site.id == "cau-hien-luong"]
    assert site.position == pytest.approx((107.0519, 17.0025))


def test_a_column_can_be_taken_for_another_field_or_left_out(story: Path, tmp_path: Path):
    file = tmp_path / "t.csv"
    file.write_text("when,title,words\n1968,One,Long story\n", "utf-8")
    told = json.loads(run(file, story, "--map", "words=text", "--dry-run", "--json").stdout)
    assert told["mapping"]["words"] == "text"
    assert told["saved"] is None
    assert json.loads(run(file, story, "--map", "words=", "--json").stdout)["mapping"]["words"] == ""
    assert run(file, story, "--map", "nothing=text").exit_code == 1
    assert run(file, story, "--map", "words").exit_code == 1


def test_what_is_no_table_is_told(story: Path, tmp_path: Path):
    file = tmp_path / "t.pdf"
    file.write_bytes(b"%PDF-1.7 and so on")
    refused = run(file, story)
    assert (refused.exit_code, "a table" in refused.stderr) == (1, True)
