"""Places by name: candidates with reasons and distances, own sites first; and what is at a point."""

import pytest
from flask.testing import FlaskClient


def test_a_name_has_candidates_with_reasons_and_the_distance_to_the_nearest_site(client: FlaskClient):
    answer = client.get("/api/places?q=Hanoi&story=two-places")
    assert answer.status_code == 200
    best = answer.json["candidates"][0]
    assert (best["country"], best["country_name"], best["sure"]) == ("VN", "Vietnam", True)
    assert best["reasons"][0] == "the name is the same"
    assert best["distance_km"] is not None
    assert best["nearest_site"]


def test_a_site_of_the_story_comes_first_and_is_not_near_itself(client: FlaskClient):
    best = client.get("/api/places?q=Huế&story=two-places").json["candidates"][0]
    assert (best["id"], best["nearest_site"]) == ("site:hue", "da-nang")
    assert 80 < best["distance_km"] < 90


def test_kinds_countries_and_reasons_are_in_the_visitors_language(client: FlaskClient):
    best = client.get("/api/places?q=Quảng+Trị&kind=province&lang=vi").json["candidates"][0]
    assert best["country_name"] == "Việt Nam"


@pytest.mark.parametrize("query", ["", "   ", "?!", "xqzzyvwk", "{{7*191}}", "a" * 5_000])
def test_what_names_no_place_has_no_candidates(client: FlaskClient, query: str):
    answer = client.get("/api/places", query_string={"q": query})
    assert answer.status_code == 200
    assert answer.json["candidates"] == []


@pytest.mark.parametrize(
    ("query", "notation"),
    [("16.4637, 107.5909", "decimal"), ("16°27′49″N 107°35′27″E", "degrees-minutes-seconds"),
     ("geo:16.4637,107.5909", "geo-uri"),
     ("https://www.openstreetmap.org/#map=15/16.4637/107.5909", "openstreetmap")],
)  # fmt: skip
def test_coordinates_in_any_notation_are_a_position_and_what_is_there(
    client: FlaskClient, query: str, notation: str
):
    found = client.get("/api/places", query_string={"q": query, "story": "two-places"}).json
    position = found["position"]
    assert (position["notation"], position["nearest_site"]) == (notation, "hue")
    assert (round(position["lat"], 2), round(position["lon"], 2)) == (16.46, 107.59)
    assert position["around"]["nearest"]["name"] == "Huế"
    assert position["words"]
    assert found["candidates"] == []


def test_a_short_plus_code_is_read_near_the_storys_sites(client: FlaskClient):
    found = client.get("/api/places", query_string={"q": "FH7R+G9", "story": "two-places"}).json
    assert found["position"]["notation"] == "plus-code"
    assert found["position"]["distance_km"] < 80


def test_why_numbers_are_no_position_is_said(client: FlaskClient):
    found = client.get("/api/places", query_string={"q": "107.5, 216.4"}).json
    assert found["position"] is None
    assert "latitude" in found["why_no_position"]


def test_a_date_decides_which_unit_is_meant(client: FlaskClient):
    then = client.get("/api/places?q=Saigon&when=1965").json["candidates"]
    assert then
    assert client.get("/api/places?q=Saigon&when=not-a-date").status_code == 200


def test_what_is_around_a_point_is_said(client: FlaskClient):
    found = client.get("/api/places/nearest?lon=107.59&lat=16.46").json
    assert (found["nearest"]["name"], found["country"]) == ("Huế", "VN")
    assert found["distance_km"] < 5


@pytest.mark.parametrize("query", ["", "lon=1", "lon=x&lat=1", "lon=1&lat=91", "lon=nan&lat=1"])
def test_a_point_that_is_not_on_earth_is_refused_in_words(client: FlaskClient, query: str):
    answer = client.get(f"/api/places/nearest?{query}")
    assert answer.status_code == 400
    assert answer.json["error"]["code"] == "no-position"


def test_a_story_that_is_not_there_is_not_found(client: FlaskClient):
    answer = client.get("/api/places?q=Hue&story=..%2Fetc")
    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "no-story"
