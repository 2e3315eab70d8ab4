"""Downloads as tables: nothing runs in a spreadsheet, numbers and dates stay as they are."""

import csv
import io
import json
from pathlib import Path

import pytest

from storymap.document import build_document
from storymap.render.tables import calm, events_csv, events_geojson, sites_geojson
from storymap.storage import load

STORY = load(Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing").story
DOCUMENT = build_document(STORY)


@pytest.mark.parametrize(
    "text", ["=cmd()", "+1+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "-1+HYPERLINK(1)"]
)
def test_a_formula_becomes_text(text: str):
    assert calm(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "Huế", "-12.5", "+84", "-0500", "1989-01-20/1993-01-20", "1988/..", "a=b", "-1988~"]
)
def test_other_texts_stay_as_they_are(text: str):
    assert calm(text) == text


def test_every_event_is_a_row_in_each_table():
    rows = list(csv.DictReader(io.StringIO(events_csv(STORY, DOCUMENT).removeprefix("\ufeff"))))
    features = json.loads(events_geojson(STORY, DOCUMENT))["features"]
    assert (
        [row["id"] for row in rows]
        == [item["id"] for item in features]
        == [e["id"] for e in DOCUMENT["events"]]
    )


def test_dates_are_verbatim_beside_their_words():
    rows = csv.DictReader(io.StringIO(events_csv(STORY, DOCUMENT).removeprefix("\ufeff")))
    storm = next(row for row in rows if row["id"] == "storm")
    assert (storm["when"], storm["date"]) == ("1928-06-04~", "c. 4 June 1928")


def test_an_event_without_a_place_has_no_geometry():
    features = {item["id"]: item for item in json.loads(events_geojson(STORY, DOCUMENT))["features"]}
    assert features["radio"]["geometry"] is None
    assert features["departure"]["geometry"] == {"type": "Point", "coordinates": [-122.221, 37.721]}


def test_the_places_are_geojson():
    assert len(json.loads(sites_geojson(DOCUMENT))["features"]) == len(STORY.sites)
