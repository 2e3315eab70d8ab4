from pathlib import Path

from storymap.gazetteer.story_sites import middle_of, story_context, story_sites, years_of
from storymap.model import Event, Site, Story, Text, parse_when
from storymap.storage import load

STORIES = Path(__file__).parent.parent / "stories"
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}


def a_story(*sites: Site, events: tuple[Event, ...] = ()) -> Story:
    return Story("s", Text.of({"en": "S"}), languages=("en", "vi"), sites=sites, events=events)


HUE = Site("hue", Text.of({"en": "Hue", "vi": "Huế"}), (107.58, 16.47), country="vn", kind="city")
LOST = Site("lost", Text.of({"en": "Lost"}))


def test_a_site_is_found_under_all_its_names_and_its_id() -> None:
    own = story_sites(a_story(HUE))
    assert {found.place.id for name in ("Hue", "Huế", "HUE") for found in own.find(name)} == {"site:hue"}
    assert own.find("Huế")[0].place.country == "VN"


def test_a_site_without_a_place_does_not_answer() -> None:
    assert story_sites(a_story(LOST)).find("Lost") == []


def test_an_area_answers_with_a_point_inside_it() -> None:
    own = story_sites(a_story(Site("area", Text.of({"en": "Area"}), geometry=SQUARE)))
    place = own.find("Area")[0].place
    assert (place.lon, place.lat) == middle_of(SQUARE) == (1.0, 1.0)


def test_the_context_is_the_sites_their_countries_names_and_years() -> None:
    event = Event("e", Text.of({"en": "E"}), place="Vinh", when=parse_when("1968-01-30/1973"))
    context = story_context(a_story(HUE, LOST, events=(event,)))
    assert context.near == ((107.58, 16.47),)
    assert context.countries == ("VN",)
    assert context.names == ("Hue", "Huế", "Lost", "Vinh")
    assert context.when == "1968/1973"


def test_years_are_those_of_the_first_and_the_last_event() -> None:
    early = Event("a", Text.of({"en": "A"}), when=parse_when("1954"))
    late = Event("b", Text.of({"en": "B"}), when=parse_when("1995-07"))
    assert years_of((late,)) == "1995"
    assert years_of((late, early)) == "1954/1995"
    assert years_of(()) == ""


def test_every_test_story_gives_a_layer_and_a_context() -> None:
    for folder in sorted(path for path in STORIES.iterdir() if path.is_dir()):
        story = load(folder).story
        placed = [site for site in story.sites if site.position or site.geometry]
        assert len(story_sites(story).places) == len(placed)
        assert len(story_context(story).near) == len(placed)
