"""Downloads: good names, text that spreadsheets open, JSON that is the document."""

import csv
import io
import json

import pytest
from flask.testing import FlaskClient


def test_the_events_open_in_a_spreadsheet(client: FlaskClient):
    answer = client.get("/pacific-crossing/data/events.csv")
    assert answer.data.startswith(b"\xef\xbb\xbfid,site,")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="pacific-crossing-events.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == len(
        client.get("/pacific-crossing/data/events.geojson").get_json(force=True)["features"]
    )


def test_a_download_in_another_language_says_so_in_its_name(client: FlaskClient):
    answer = client.get("/pacific-crossing/data/sites.geojson?lang=ar")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="pacific-crossing-sites-ar.geojson"'
    assert answer.mimetype == "application/geo+json"
    assert json.loads(answer.data)["type"] == "FeatureCollection"


def test_the_document_is_the_players(client: FlaskClient):
    document = client.get("/two-places/data/document.json").get_json()
    assert (document["version"], document["id"]) == (1, "two-places")


@pytest.mark.parametrize("name", ["story.yaml", "..", "document", "events.xlsx", "../story.yaml"])
def test_nothing_else_is_downloaded(client: FlaskClient, name: str):
    assert client.get(f"/two-places/data/{name}").status_code == 404
