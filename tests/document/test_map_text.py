"""A map told in words."""

from storymap.document.map_text import map_text
from storymap.document.places import Place, read_place
from storymap.model import Certainty, Site, Text

HUE = read_place(Site("hue", Text.of({"en": "Huế"}), (107.6, 16.46)))
CAMP = read_place(
    Site("camp", Text.of({"en": "the camp"}), (107.0, 17.0), precision_km=7.5, certainty=Certainty.UNCERTAIN)
)
LOST = read_place(Site("lost", Text.of({"en": "Lost"})))


def english(*shown: Place, route: tuple[Place, ...] = ()) -> str:
    return map_text(shown, route, "en")


def test_the_places_are_named_with_how_well_they_are_known() -> None:
    assert english(HUE, CAMP, LOST) == (
        "The map shows Huế and the camp. The place of the camp is known to within 7.5 km. "
        "The place of the camp is uncertain. Lost is not on the map."
    )


def test_a_route_is_told_in_its_order() -> None:
    assert english(HUE, route=(HUE, CAMP)).endswith("A route joins Huế and the camp, in this order.")


def test_many_places_are_counted() -> None:
    assert english(*[HUE] * 12).startswith("The map shows 12 places, among them Huế, ")


def test_a_chapter_without_places_shows_the_region() -> None:
    assert english() == "The map shows the region of the whole story."


def test_numbers_and_lists_follow_the_language() -> None:
    assert "7,5" in map_text([CAMP], (), "vi")
    assert map_text([HUE], (), "x-unknown") == "The map shows Huế."


def test_names_with_braces_stay_as_they_are() -> None:
    odd = read_place(Site("odd", Text.of({"en": "{name} {0}"}), (1.0, 1.0)))
    assert english(odd) == "The map shows {name} {0}."
