from collections.abc import Callable
from typing import Any

from storymap.gazetteer.layers import Layers
from storymap.gazetteer.own_places import OwnPlaces
from storymap.gazetteer.place import Place
from storymap.problems import StorymapError

Own = Callable[..., OwnPlaces]
Made = Callable[..., Place]


class Silent:
    """An online service that can't be reached."""

    def find(self, *_: object, **__: object) -> list[Any]:
        raise StorymapError("the line is dead")


def ids(found: list[Any]) -> list[str]:
    return [one.place.id for one in found]


def test_the_story_answers_before_the_users_file_and_that_before_the_shipped_gazetteer(
    own: Own, listed: Any, place: Made
) -> None:
    shipped = listed((place("gn:1", "Huế", lat=20.0), 0.95))
    layers = Layers(shipped, own=[own(a="Huế"), own("in my.csv", b="Huế")])
    found = layers.find("Huế")
    assert ids(found)[0] == "site:a"
    assert ids(found)[-1] == "gn:1"
    assert found[0].confidence == 0.95
    assert found[-1].confidence < 0.1


def test_the_same_place_of_a_later_source_is_not_a_rival(own: Own, listed: Any, place: Made) -> None:
    assert ids(Layers(listed((place("gn:1", "Huế"), 0.9)), own=[own(a="Huế")]).find("Huế")) == ["site:a"]


def test_a_sure_answer_beats_an_own_place_that_only_shares_a_part(own: Own, listed: Any, place: Made) -> None:
    shipped = listed((place("gn:2", "Paris, Texas", lon=-95.0, lat=33.0), 0.95))
    found = Layers(shipped, own=[own(paris="Paris")]).find("Paris, Texas")
    assert ids(found) == ["gn:2", "site:paris"]
    assert found[0].confidence == 0.95


def test_an_own_place_that_begins_with_the_name_takes_its_share(own: Own, listed: Any, place: Made) -> None:
    shipped = listed((place("gn:3", "Washington", lon=-120.0, lat=47.0), 0.9))
    found = Layers(shipped, own=[own(w="Washington, D.C.")]).find("Washington")
    assert ids(found) == ["site:w", "gn:3"]
    assert found[0].confidence < 0.9


def test_nothing_online_is_asked_when_the_offline_answer_is_sure(listed: Any, place: Made) -> None:
    online = listed()
    Layers(listed((place("gn:1", "Huế"), 0.95)), online=online).find("Huế")
    assert online.asked == []


def test_an_online_answer_fills_the_doubt_and_comes_after_a_better_one(listed: Any, place: Made) -> None:
    online = listed((place("osm:node/1", "Lộc", lon=1.0), 0.8))
    found = Layers(listed((place("gn:1", "Lộc"), 0.6)), online=online).find("Lộc")
    assert ids(found) == ["gn:1", "osm:node/1"]
    assert found[1].confidence == 0.32


def test_a_silent_service_leaves_the_offline_answers_and_is_named_once(listed: Any, place: Made) -> None:
    layers = Layers(listed((place("gn:1", "Lộc"), 0.6)), online=Silent())
    assert ids(layers.find("Lộc")) == ids(layers.find("Lộc")) == ["gn:1"]
    assert layers.faults == ["the line is dead"]


def test_a_place_is_found_by_its_id_in_every_source(own: Own, listed: Any, place: Made) -> None:
    layers = Layers(listed((place("gn:1", "Huế"), 0.9)), own=[own(a="Vinh")])
    assert (layers.by_id("gn:1"), layers.by_id("site:a")) == (place("gn:1", "Huế"), place("site:a", "Vinh"))
    assert layers.by_id("gn:2") is None
