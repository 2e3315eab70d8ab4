import re

import pytest

from storymap.gazetteer import Candidate, Context, open_gazetteer

GAZETTEER = open_gazetteer()


def best(query: str, **asked: object) -> Candidate:
    return GAZETTEER.find(query, **asked)[0]


@pytest.mark.parametrize(
    ("query", "country", "lon", "lat"),
    [
        ("White House", "US", -77.04, 38.90),
        ("Tuy Hoa", "VN", 109.30, 13.09),
        ("Geneva", "CH", 6.15, 46.20),
        ("Paris", "FR", 2.35, 48.85),
        ("Paris, TX", "US", -95.56, 33.66),
        ("Bien Hoa airport", "VN", 106.82, 10.98),
        ("sân bay Biên Hòa", "VN", 106.82, 10.98),
        ("Saigon", "VN", 106.70, 10.78),
        ("Khe Sanh", "VN", 106.73, 16.62),
        ("Cologne", "DE", 6.95, 50.93),
        ("Guam", "GU", 144.8, 13.44),
        ("Bến Hải", "", 107.05, 17.0),
        ("Tenn.", "US", -86.3, 35.8),
    ],
)
def test_the_place_that_people_mean_comes_first(query: str, country: str, lon: float, lat: float):
    place = best(query).place
    assert place.country == country
    assert abs(place.lon - lon) < 0.6
    assert abs(place.lat - lat) < 0.6


def test_a_name_of_a_town_and_a_province_gives_both_and_the_kind_decides():
    kinds = {candidate.place.kind for candidate in GAZETTEER.find("Quảng Trị")}
    assert {"town", "region"} <= kinds
    assert best("tỉnh Quảng Trị").place.kind == "region"
    assert best("thị xã Quảng Trị").place.kind in ("town", "district")
    assert best("Quảng Trị", kind="tỉnh").place.kind == "region"


def test_a_province_of_1968_is_the_old_one_and_of_2026_the_new_one():
    old = best("Quang Tri province", context=Context(when="1968"))
    new = best("Quang Tri province", context=Context(when="2026-01-15"))
    assert old.place.until == "2025-06"
    assert new.place.since == "2025-07"
    assert old.place.id != new.place.id


def test_the_countries_of_the_story_choose_among_towns_of_one_name():
    assert best("Athens", context=Context(countries=("US",), near=((-83.9, 33.9),))).place.parent == "Georgia"
    assert best("Athens").place.country == "GR"


def test_the_sites_near_by_choose_and_their_distance_is_told():
    found = best("Springfield", context=Context(near=((-93.2, 37.1),)))
    assert found.place.parent == "Missouri"
    assert found.distance_km is not None
    assert found.distance_km < 50


def test_the_reasons_add_up_to_the_score():
    for candidate in GAZETTEER.find("Springfield, Illinois", context=Context(text="Chicago, Illinois")):
        total = sum(float(re.match(r"[+-][\d.]+", reason).group()) for reason in candidate.reasons)
        assert abs(total - candidate.score) <= 0.05 * len(candidate.reasons) + 0.01


def test_the_candidates_are_in_order_and_no_more_than_asked_for():
    found = GAZETTEER.find("Springfield", limit=5)
    scores = [candidate.score for candidate in found]
    assert len(found) == 5
    assert scores == sorted(scores, reverse=True)


def test_an_ambiguous_name_is_not_answered_surely():
    assert best("Springfield").confidence < 0.5


def test_disputed_islands_belong_to_no_country():
    for query in ("Hoàng Sa", "Trường Sa", "Paracel Islands", "Spratly Islands"):
        assert best(query).place.country == ""
