import json
from pathlib import Path

import pytest

from storymap.gazetteer import open_gazetteer, resolve_document
from storymap.gazetteer.distance import distance_km

GAZETTEER = open_gazetteer()
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "toponyms" / "geovirus.jsonl"


def marks(text: str, *names: str) -> list[dict[str, object]]:
    return [{"start": text.index(name), "end": text.index(name) + len(name), "name": name} for name in names]


def parents(text: str, *names: str) -> list[str]:
    return [
        found.place.parent if found else ""
        for found in resolve_document(GAZETTEER, text, marks(text, *names))
    ]


def test_a_state_after_a_comma_contains_the_town():
    assert parents("PARIS, Tenn. — A man from Dresden was held.", "PARIS", "Dresden") == [
        "Tennessee",
        "Tennessee",
    ]


def test_a_state_named_anywhere_speaks_for_its_towns():
    assert parents("Athens lies in the hills of Ohio. The county court sits there.", "Athens") == ["Ohio"]


def test_the_other_places_of_the_text_choose_together():
    text = "Crews from Ruston, Monroe and Farmerville met at Homer."
    assert parents(text, "Ruston", "Monroe", "Farmerville", "Homer") == ["Louisiana"] * 4


def test_a_list_of_states_stays_a_list_of_states():
    text = "Cases rose in Indiana, Pennsylvania, Washington and Oregon."
    found = resolve_document(GAZETTEER, text, marks(text, "Indiana", "Pennsylvania", "Washington", "Oregon"))
    assert [candidate.place.kind for candidate in found if candidate] == ["region"] * 4


def test_a_name_has_one_sense_in_a_document():
    text = "Springfield, Illinois, is the capital. Springfield was founded in 1821."
    both = [{"start": 0, "end": 11, "name": "Springfield"}, {"start": 39, "end": 50, "name": "Springfield"}]
    first, second = resolve_document(GAZETTEER, text, both)
    assert first == second
    assert first is not None
    assert first.place.parent == "Illinois"


def test_a_name_that_nobody_carries_stays_open():
    assert resolve_document(
        GAZETTEER, "In Qwertyville.", [{"start": 3, "end": 14, "name": "Qwertyville"}]
    ) == [None]


@pytest.mark.parametrize(
    "mention", [{}, {"name": ""}, {"name": None, "start": -1, "end": 10**9}, {"name": "Hanoi", "start": "x"}]
)
def test_an_odd_mention_never_raises(mention: dict[str, object]):
    assert len(resolve_document(GAZETTEER, "Hanoi\0😀", [mention])) == 1


@pytest.mark.skipif(not CORPUS.is_file(), reason=f"the corpus is not part of the project: {CORPUS.name}")
def test_geovirus_is_resolved_better_than_by_any_published_system():
    right = total = sure = surely_right = 0
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        mentions = document["mentions"]
        for mention, found in zip(
            mentions, resolve_document(GAZETTEER, document["text"], mentions), strict=True
        ):
            total += 1
            if found is None:
                continue
            place = found.place
            good = distance_km(place.lon, place.lat, mention["lon"], mention["lat"]) <= 161
            right += good
            sure += found.confidence >= 0.9
            surely_right += good and found.confidence >= 0.9
    assert right / total >= 0.90
    assert surely_right / sure >= 0.95
