"""The template filters: places and certainty in words, in the reader's language."""

import pytest

from storymap.render.filters import by_id, by_site, filters, plain, shorten, sort_sites


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        ({"drawn": "exact", "precision_km": None, "certainty": "certain"}, "Exact point"),
        (
            {"drawn": "approximate", "precision_km": 2.5, "certainty": "less-certain"},
            "Within about 2.5 km, less certain",
        ),
        ({"drawn": "area", "precision_km": None, "certainty": "uncertain"}, "Area, uncertain"),
        ({"drawn": "none", "precision_km": None, "certainty": "certain"}, "Not on the map"),
    ],
)
def test_how_well_a_place_is_known_is_said_in_words(properties: dict[str, object], words: str):
    assert filters("en")["known"](properties) == words


def test_numbers_are_written_as_the_language_writes_them():
    place = {"drawn": "approximate", "precision_km": 2.5, "certainty": "certain"}
    assert filters("vi")["known"](place) == "Trong vòng khoảng 2,5 km"
    assert filters("vi")["coordinates"]((107.18, 16.75)) == "16,75° B, 107,18° Đ"


@pytest.mark.parametrize(
    ("position", "words"),
    [
        ((107.18, 16.75), "16.75° N, 107.18° E"),
        ((-77.0, -0.5), "0.50° S, 77.00° W"),
        ((190.0, 0.0), "0.00° N, 170.00° W"),
    ],
)
def test_coordinates_are_read_latitude_first(position: tuple[float, float], words: str):
    assert filters("en")["coordinates"](position) == words


def test_events_are_found_by_their_site():
    events = [{"id": "a", "site": "hue"}, {"id": "b", "site": None}, {"id": "c", "site": "hue"}]
    found = by_site(events)
    assert [event["id"] for event in found["hue"]] == ["a", "c"]
    assert [event["id"] for event in found[None]] == ["b"]
    assert found["nowhere"] == []


def test_records_are_found_by_id_with_a_short_text():
    found = by_id([{"id": "a", "html": "<p>Report &amp; annex</p>"}, {"id": "b"}])
    assert found["a"]["short"] == "Report & annex"
    assert found["b"]["short"] == ""


def test_sites_stand_in_the_order_of_the_story():
    sites = [
        {"properties": {"number": number, "name": name}} for number, name in ((None, "Z"), (2, "B"), (1, "C"))
    ]
    assert [site["properties"]["name"] for site in sort_sites(sites)] == ["C", "B", "Z"]


def test_a_long_text_is_cut_between_words():
    assert shorten("one two three", 8) == "one two…"
    assert plain("<b>a</b>\n<i>b</i>") == "a b"
