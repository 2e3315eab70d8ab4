from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.gazetteer.candidate import Context
from storymap.gazetteer.own_places import Named, OwnPlaces, leads, same_kind
from storymap.gazetteer.place import Place

Own = Callable[..., OwnPlaces]


def test_the_same_name_is_sure_and_says_whose_it_is(own: Own) -> None:
    (found,) = own(hue="Huế").find("Huế")
    assert found.confidence == 0.95
    assert leads(found)
    assert found.reasons == ("+4.0 the name is the same", "+2.0 it is one of the story's own sites")


def test_a_name_without_diacritics_is_found(own: Own) -> None:
    (found,) = own(danang="Đà Nẵng").find("Da Nang")
    assert leads(found)
    assert "but for diacritics" in found.reasons[0]


def test_the_name_with_the_same_diacritics_comes_first(own: Own) -> None:
    found = own(a="Thu Đức", b="Thủ Đức").find("Thủ Đức")
    assert [one.place.id for one in found] == ["site:b", "site:a"]


def test_two_sites_of_one_name_share_the_doubt(own: Own) -> None:
    found = own(a="Springfield", b="Springfield").find("Springfield")
    assert [one.confidence for one in found] == [0.475, 0.475]


def test_the_beginning_of_a_longer_name_is_likely_but_not_sure(own: Own) -> None:
    (found,) = own(w="Washington, D.C.").find("Washington")
    assert 0.5 < found.confidence < 0.9
    assert not leads(found)


def test_a_misspelt_name_is_a_possibility(own: Own) -> None:
    (found,) = own(k="Khe Sanh").find("Khe Sahn")
    assert found.confidence < 0.6
    assert own(k="Khe Sanh").find("Con Thien") == []


def test_another_kind_than_asked_for_does_not_lead(own: Own) -> None:
    (found,) = own(q="Quảng Trị").find("Quảng Trị", kind="airport")
    assert not leads(found)
    assert found.confidence < 0.5


def test_the_distance_to_the_story_is_given(own: Own) -> None:
    (found,) = own(hue="Huế").find("Huế", context=Context(near=((107.0, 17.0), (0.0, 0.0))))
    assert found.distance_km == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize(
    ("written", "asked", "same"),
    [
        ("province", "region", True),
        ("province", "tỉnh", True),
        ("airbase", "airport", True),
        ("museum", "poi", True),
        ("city", "airport", False),
        ("", "city", False),
    ],
)
def test_kinds_are_compared_by_meaning(written: str, asked: str, same: bool) -> None:
    assert same_kind(written, asked) is same


@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=4))
def test_any_text_is_answered_and_confidence_stays_in_bounds(query: str, names: list[str]) -> None:
    places = [
        Named(Place(f"site:{number}", name, 0.0, 0.0, "city"), (name,)) for number, name in enumerate(names)
    ]
    found = OwnPlaces(places, "ours").find(query)
    assert all(0 <= one.confidence <= 0.95 for one in found)
    assert sum(one.confidence for one in found) <= 0.96
