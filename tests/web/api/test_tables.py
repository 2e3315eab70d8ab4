"""Tables over HTTP: read without being kept, and made into changes that one save brings in."""

import io
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook
from werkzeug.test import TestResponse

ADDRESS = "/api/stories/two-places"
HEADER = ["title", "when", "place"]
ROWS = [["The bridge", "1968-01", "Huế"], ["The river", "c. 1970", "Biên Hòa"], ["A fair", "1971", "Đà Lạt"]]


def read(client: FlaskClient, data: bytes, name: str = "", **query: str) -> TestResponse:
    return client.post("/api/tables", data=data, content_type="application/octet-stream",
                       query_string={"name": name, **query})  # fmt: skip


def plan(client: FlaskClient, rows: list[list[str]], *, kind: str = "event", **more: Any) -> TestResponse:
    body = {"kind": kind, "header": HEADER, "rows": rows, **more}
    return client.post(f"{ADDRESS}/import", json=body)


def workbook() -> bytes:
    book = Workbook()
    book.active.title = "Empty"
    sheet = book.create_sheet("Events")
    for row in (["title", "when"], ["The bridge", 1968], ["The river", None]):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "delimiter"),
    [("title;when\nCầu;1968\n", ";"), ("title\twhen\r\nCầu\t1968", "\t"),
     ("\ufefftitle,when\nCầu,1968", ",")],
)  # fmt: skip
def test_a_table_is_read_whatever_parts_its_columns(client: FlaskClient, data: str, delimiter: str):
    table = read(client, data.encode(), "events.csv").json
    assert (table["header"], table["rows"]) == (["title", "when"], [["Cầu", "1968"]])
    assert (table["delimiter"], table["first"], table["problems"]) == (delimiter, 2, [])


def test_a_sheet_of_a_workbook_is_read(client: FlaskClient):
    table = read(client, workbook(), "events.xlsx").json
    assert (table["sheets"], table["sheet"]) == (["Empty", "Events"], "Events")
    assert table["rows"] == [["The bridge", "1968"], ["The river", ""]]
    assert table["delimiter"] is None
    other = read(client, workbook(), "events.xlsx", sheet="Nothing")
    assert (other.status_code, other.json["error"]["code"]) == (422, "no-table")


@pytest.mark.parametrize(
    "data", [b"", b"\0\1\2", b"PK\3\4broken", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" + bytes(99)]
)
def test_what_is_no_table_is_refused_in_words(client: FlaskClient, data: bytes):
    answer = read(client, data, "events.xlsx")
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "no-table")
    assert answer.json["error"]["problems"][0]["message"]


def test_rows_become_changes_that_one_save_brings_in_with_the_decisions(client: FlaskClient, library: Path):
    before = {path: path.read_bytes() for path in (library / "two-places").rglob("*") if path.is_file()}
    made = plan(client, ROWS).json
    assert {path: path.read_bytes() for path in before} == before
    assert made["mapping"] == {"title": "title", "when": "when", "place": "place"}
    assert [guess["column"] for guess in made["guesses"]] == HEADER
    assert all(guess["field"] and guess["why"] for guess in made["guesses"])
    assert [(one["row"], one["name"], one["status"]) for one in made["places"]] == [
        (2, "Huế", "found"), (3, "Biên Hòa", "found"), (4, "Đà Lạt", "found")
    ]  # fmt: skip
    assert made["counts"]["rows"] == made["counts"]["added"] == 3
    version = client.get(ADDRESS).json["version"]
    saved = client.patch(ADDRESS, json={"changes": made["changes"], "decisions": made["decisions"]},
                         headers={"If-Match": f'"{version}"'})  # fmt: skip
    assert saved.status_code == 200
    state = client.get(ADDRESS).json
    assert [event["title"] for event in state["events"]][2:] == ["The bridge", "The river", "A fair"]
    assert [event["site"] for event in state["events"]][2:] == ["hue", "bien-hoa", "da-lat"]
    assert state["events"][3]["when"] == "1970~"
    assert state["join"]["counts"]["placed"] == 5
    decided = (library / "two-places" / "geocoding.csv").read_text("utf-8")
    assert "sites.csv,bien-hoa,Biên Hòa,accepted,gn:" in decided


def test_what_is_doubtful_is_asked_and_a_choice_decides(client: FlaskClient):
    rows = [["A fair", "1971", "Springfield"]]
    [asked] = plan(client, rows).json["places"]
    assert asked["status"] == "doubtful"
    first = asked["candidates"][0]
    assert {"id", "name", "kind_words", "country_name", "lon", "lat", "confidence", "distance_km",
            "reasons"} <= first.keys()  # fmt: skip
    chosen = plan(client, rows, choices={"2": first["id"]}).json
    assert [one["status"] for one in chosen["places"]] == ["found"]
    assert {change["kind"] for change in chosen["changes"]} == {"site", "event"}
    assert chosen["decisions"][0]["by"] == "author"
    none = plan(client, rows, choices={"2": "none"}).json
    assert {change["kind"] for change in none["changes"]} == {"event"}
    assert none["decisions"][0]["status"] == "rejected"


def test_with_an_error_in_a_row_nothing_comes_in(client: FlaskClient):
    made = plan(client, [*ROWS, ["No date", "31 February", "Huế"]], first=7).json
    assert (made["changes"], made["decisions"]) == ([], [])
    [error] = [problem for problem in made["problems"] if problem["severity"] == "error"]
    assert (error["row"], error["column"], error["found"]) == (10, "when", "31 February")


def test_a_mapping_decides_which_column_is_what(client: FlaskClient):
    mapping = {"title": "", "when": "", "place": "name"}
    made = plan(client, ROWS, kind="site", mapping=mapping).json
    assert (made["mapping"], made["guesses"]) == (mapping, [])
    added = [change["values"]["name"] for change in made["changes"] if change["op"] == "add"]
    assert added == ["Biên Hòa", "Đà Lạt"]  # Huế is there already


@pytest.mark.parametrize(
    "more",
    [{"mapping": {"nothing": "title"}}, {"choices": {"99": "gn:1"}}, {"choices": {"two": "gn:1"}},
     {"choices": {"3": "gn:0"}}],
)  # fmt: skip
def test_a_mapping_or_choice_of_what_is_not_there_is_refused(client: FlaskClient, more: dict[str, Any]):
    answer = plan(client, ROWS, **more)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "no-table")
    assert answer.json["error"]["problems"][0]["message"]


def test_rows_of_any_width_are_taken_and_too_many_refused(client: FlaskClient):
    assert plan(client, [["Short"], ["Long", "1970", "Huế", "more", "and more"]]).json["counts"]["added"] == 2
    answer = plan(client, [["x"]] * 20_001)
    assert (answer.status_code, answer.json["error"]["problems"][0]["column"]) == (422, "rows")


def test_canaries_in_a_table_stay_text(client: FlaskClient):
    canary = '{{7*191}} {%x%} ${7*191} </script> <img src=x onerror=alert(1)> \u2028end =1+1'
    answer = plan(client, [[canary, "1968", "Huế"]])
    assert answer.mimetype == "application/json"
    [added] = answer.json["changes"]
    version = client.get(ADDRESS).json["version"]
    client.patch(ADDRESS, json={"changes": [added]}, headers={"If-Match": f'"{version}"'})
    assert client.get(ADDRESS).json["events"][-1]["title"] == canary
    assert "<img src=x" not in client.get("/edit/two-places/preview/").text
