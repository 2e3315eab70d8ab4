from typing import Any

from storymap.gazetteer.in_country import in_country
from storymap.gazetteer.layers import Layers
from storymap.gazetteer.questions import answer_all, questions_of
from storymap.model import Event, Site, Story, Text, parse_when


def a_story(sites: tuple[Site, ...] = (), events: tuple[Event, ...] = ()) -> Story:
    return Story("s", Text.of({"en": "S"}), languages=("en", "vi"), sites=sites, events=events)


def an_event(ident: str, **more: Any) -> Event:
    return Event(ident, Text.of({"en": ident}), **more)


HUE = Site("hue", Text.of({"en": "Hue", "vi": "Huế"}), (107.58, 16.47))


def test_what_has_a_place_is_no_question() -> None:
    events = (
        an_event("a", place="HUẾ"),
        an_event("b", site="hue", place="x"),
        an_event("c", position=(1, 2), place="x"),
    )
    assert questions_of(a_story((HUE,), events)) == ()


def test_a_site_asks_under_all_its_names_with_kind_and_country() -> None:
    site = Site("qt", Text.of({"vi": "Quảng Trị", "en": "Quang Tri"}), kind="province", country="vn")
    museum = Site("m", Text.of({"en": "Museum"}), kind="museum", country="Vietnam")
    asked, other = questions_of(a_story((site, museum)))
    assert (asked.asked, asked.others, asked.kind, asked.country) == (
        "Quang Tri",
        ("Quảng Trị",),
        "region",
        "VN",
    )
    assert (other.kind, other.country) == ("", "")


def test_events_that_name_the_same_place_ask_once() -> None:
    events = (an_event("a", place="Đà Nẵng"), an_event("b", place="Da nang"), an_event("c", place="Vinh"))
    first, second = questions_of(a_story((), events))
    assert first.records == (("events.csv", "a"), ("events.csv", "b"))
    assert second.asked == "Vinh"


def test_a_second_name_is_asked_when_the_first_is_not_sure(listed: Any, place: Any) -> None:
    layers = Layers(listed((place("gn:1", "Tourane"), 0.4), (place("gn:2", "Đà Nẵng", lon=9.0), 0.95)))
    site = Site("dn", Text.of({"en": "Tourane", "vi": "Đà Nẵng"}))
    story = a_story((site,))
    (answer,) = answer_all(layers, story, questions_of(story))
    assert answer.best is not None
    assert answer.best.place.id == "gn:2"


def test_the_context_has_the_years_of_the_events_and_what_became_sure(place: Any, listed: Any) -> None:
    class Noting(listed):
        contexts: list[Any] = []  # noqa: RUF012

        def find(self, query: str, **more: Any) -> Any:
            self.contexts.append((query, more["context"]))
            return super().find(query, **more)

    layers = Layers(Noting((place("gn:1", "Vinh", lon=105.7, lat=18.7), 0.95), (place("gn:2", "Lộc"), 0.4)))
    events = (an_event("a", place="Vinh", when=parse_when("1968")), an_event("b", place="Lộc"))
    story = a_story((HUE,), events)
    answer_all(layers, story, questions_of(story))
    first, _, again = Noting.contexts
    assert (first[0], first[1].when, first[1].near) == ("Vinh", "1968", ((107.58, 16.47),))
    assert again[0] == "Lộc"
    assert again[1].near[-1] == (105.7, 18.7)
    assert "Lộc" not in again[1].names


def test_a_known_country_takes_the_share_of_the_others(place: Any, listed: Any) -> None:
    source = listed((place("gn:1", "Paris", country="FR"), 0.7), (place("gn:2", "Paris", country="US"), 0.2))
    (found,) = in_country(source.find("Paris"), "US")
    assert (found.place.id, found.confidence) == ("gn:2", 0.9)
    assert in_country(source.find("Paris"), "DE") == []
