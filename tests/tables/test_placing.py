"""How each event finds its site, and what is said when it doesn't."""

import unicodedata

import pytest

from storymap.model import Event, Site, Story, Text
from storymap.problems import Severity
from storymap.tables import Placement, Policies, place_events

VIET_NAM = {"type": "Polygon", "coordinates": [[[102, 8], [110, 8], [110, 24], [102, 24], [102, 8]]]}
PROVINCE = {"type": "Polygon", "coordinates": [[[106, 16], [108, 16], [108, 18], [106, 18], [106, 16]]]}
FIJI = {"type": "Polygon", "coordinates": [[[176, -20], [-178, -20], [-178, -15], [176, -15], [176, -20]]]}


def text(english: str, vietnamese: str = "") -> Text:
    return Text.of({"en": english, "vi": vietnamese})


SITES = (
    Site("da-nang", text("Da Nang", "Đà Nẵng"), (108.22, 16.07)),
    Site("viet-nam", text("Viet Nam", "Việt Nam"), geometry=VIET_NAM),
    Site("quang-tri", text("Quang Tri", "Quảng Trị"), geometry=PROVINCE),
    Site("fiji", text("Fiji"), geometry=FIJI),
    Site("springfield-il", text("Springfield"), (-89.65, 39.78)),
    Site("springfield-ma", text("Springfield"), (-72.59, 42.10)),
    Site("chatham", text("Chatham"), (179.9995, -43.0)),
)


def place(sites: tuple[Site, ...] = SITES, policies: Policies | None = None, **event: object) -> Placement:
    story = Story("s", text("S"), sites=sites, events=(Event("e", text("E"), row=7, **event),))
    return place_events(story, policies)[0][0]


def found(**event: object) -> tuple[str | None, str]:
    placement = place(**event)
    return placement.site, placement.how


def test_an_event_is_placed_by_the_id_of_its_site() -> None:
    assert found(site="da-nang", place="Quang Tri") == ("da-nang", "id")


@pytest.mark.parametrize(
    "name", ["Da Nang", "Đà Nẵng", "da  nang", "ĐÀ NẴNG", unicodedata.normalize("NFD", "Đà Nẵng")]
)
def test_an_event_is_placed_by_a_name_in_any_language_with_or_without_diacritics(name: str) -> None:
    assert found(place=name) == ("da-nang", "name")


def test_the_smallest_area_around_the_coordinates_wins() -> None:
    assert found(position=(107.0, 17.0)) == ("quang-tri", "area")
    assert found(position=(105.0, 20.0)) == ("viet-nam", "area")


@pytest.mark.parametrize("longitude", [179.0, 180.0, -180.0, -179.0, 181.0])
def test_an_area_across_the_antimeridian_holds_points_on_both_sides(longitude: float) -> None:
    assert found(position=(longitude, -17.0)) == ("fiji", "area")


def test_a_site_across_the_antimeridian_is_near() -> None:
    placement = place(position=(-179.9995, -43.0))
    assert (placement.site, placement.how) == ("chatham", "near")
    assert placement.distance_km == pytest.approx(0.0816, abs=0.001)


def test_an_area_is_near_from_outside_its_edge() -> None:
    placement = place(position=(110.005, 12.0))
    assert (placement.site, placement.how) == ("viet-nam", "near")
    assert placement.distance_km == pytest.approx(0.545, abs=0.01)


def test_an_event_that_names_no_place_is_without_one_and_no_problem() -> None:
    placement = place()
    assert (placement.site, placement.how, placement.problems) == (None, "none", ())


def test_an_unknown_id_is_an_error_with_the_near_miss_even_when_a_name_would_match() -> None:
    placement = place(site="da-nag", place="Da Nang")
    assert (placement.site, placement.how) == (None, "problem")
    (problem,) = placement.problems
    assert problem.severity is Severity.ERROR
    assert (problem.file, problem.row, problem.column, problem.found) == ("events.csv", 7, "site", "da-nag")
    assert "da-nang" in problem.hint


def test_an_ambiguous_name_is_a_problem_that_names_the_candidates() -> None:
    placement = place(place="Springfield")
    assert placement.how == "problem"
    assert "springfield-il, springfield-ma" in placement.problems[0].message


def test_coordinates_decide_between_sites_of_one_name() -> None:
    assert found(place="Springfield", position=(-72.59, 42.10)) == ("springfield-ma", "near")


def test_the_name_written_with_the_same_diacritics_wins_over_its_folded_twins() -> None:
    twins = (Site("hoa", text("Hoa"), (1, 1)), Site("hoa-2", text("Hoà"), (2, 2)))
    assert place(twins, place="Hoà").site == "hoa-2"
    assert place(twins, place="Hóa").how == "problem"


def test_policies_can_take_the_first_or_the_nearest_of_ambiguous_sites() -> None:
    assert place(policies=Policies(on_ambiguous="first"), place="Springfield").site == "springfield-il"
    nearest = place(policies=Policies(on_ambiguous="nearest"), place="Springfield", position=(-73.0, 41.0))
    assert (nearest.site, nearest.how) == ("springfield-ma", "name")


def test_policies_set_the_ways_their_order_and_the_distance() -> None:
    assert place(policies=Policies(by=("name", "id")), site="fiji", place="Da Nang").site == "da-nang"
    assert place(policies=Policies(by=("id",)), place="Da Nang").how == "none"
    assert place(policies=Policies(within_km=0.1), position=(110.005, 12.0)).how == "problem"


def test_an_unknown_name_proposes_the_sites_that_look_like_it() -> None:
    placement = place(place="Quang Trii")
    assert placement.how == "problem"
    assert "quang-tri" in placement.problems[0].hint


@pytest.mark.parametrize("position", [(0.0, 91.0), (float("nan"), 1.0), (1000.0, 1.0)])
def test_coordinates_that_are_no_place_on_earth_are_a_problem(position: tuple[float, float]) -> None:
    placement = place(position=position)
    assert placement.how == "problem"
    assert placement.problems[0].column == "lat"


def test_coordinates_far_from_the_named_site_bring_a_warning_but_no_other_site() -> None:
    placement = place(site="da-nang", position=(16.07, 18.22))
    assert (placement.site, placement.how) == ("da-nang", "id")
    assert "km from the site da-nang" in placement.problems[0].message
    assert place(policies=Policies(far_km=None), site="da-nang", position=(16.07, 18.22)).problems == ()


def test_a_site_that_cannot_be_drawn_is_a_problem_of_the_site_and_still_found_by_name() -> None:
    broken = (Site("odd", text("Odd"), geometry={"type": "Polygon", "coordinates": "no"}),)
    story = Story("s", text("S"), sites=broken, events=(Event("e", text("E"), place="odd"),))
    placements, problems = place_events(story)
    assert placements[0].site == "odd"
    assert problems[0].file == "sites.geojson"


@pytest.mark.parametrize("values", [{"by": ("guess",)}, {"on_ambiguous": "any"}, {"within_km": -1}])
def test_a_policy_that_does_not_exist_is_refused_by_name(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(values))):
        Policies(**values)
