"""What the map shows in each chapter."""

import pytest

from storymap.document.places import Place, read_place
from storymap.document.spans import WORLD
from storymap.document.views import chapter_view, disc_zoom, fit, story_box
from storymap.model import Site, Text, View


def site(key: str, lon: float | None, lat: float = 0.0, precision: float | None = None) -> Place:
    return read_place(
        Site(key, Text.of({"en": key}), None if lon is None else (lon, lat), precision_km=precision)
    )


PLACES = {
    place.site.id: place
    for place in (
        site("fiji", 178.0, -18.0),
        site("samoa", -172.0, -13.8),
        site("hue", 107.6, 16.46),
        site("near-hue", 107.65, 16.5),
        site("nowhere", None),
        site("camp", 107.0, 17.0, 20.0),
    )
}


def view(chosen: View, *shown: str) -> dict[str, object]:
    return chapter_view(chosen, shown, PLACES, (1.0, 2.0, 3.0, 4.0))


def test_an_authors_centre_and_bounds_are_kept() -> None:
    assert view(View(center=(105.0, 20.0), zoom=5)) == {"center": [105.0, 20.0], "zoom": 5}
    assert view(View(bounds=(1.0, 2.0, 3.0, 4.0)))["bounds"] == [1, 2, 3, 4]


def test_an_authors_bounds_across_180_are_unwrapped() -> None:
    assert view(View(bounds=(170.0, -20.0, -170.0, 10.0)))["bounds"] == [170, -20, 190, 10]


def test_a_fit_takes_the_short_way_across_180() -> None:
    west, _, east, _ = view(View(), "fiji", "samoa")["bounds"]
    assert west < -182 < -172 < east
    assert east - west < 15


def test_a_fit_of_named_sites_wins_over_those_shown() -> None:
    assert view(View(fit=("hue",)), "fiji", "samoa") == view(View(), "hue")


def test_one_point_has_room_around_it_and_a_limit_of_zoom() -> None:
    found = view(View(), "hue")
    west, south, east, north = found["bounds"]
    assert found["max_zoom"] == 9
    assert east - west == pytest.approx(0.7)
    assert south < 16.46 < north


def test_several_points_come_closer_than_one() -> None:
    assert view(View(), "hue", "near-hue")["max_zoom"] == 11


@pytest.mark.parametrize(("precision", "zoom"), [(0.5, 11.0), (20.0, 8.8), (300.0, 4.9), (5000.0, 3.0)])
def test_an_approximate_place_is_shown_so_that_its_disc_is_well_visible(
    precision: float, zoom: float
) -> None:
    assert disc_zoom(site("x", 107.0, 17.0, precision)) == zoom
    west, _, east, _ = fit([site("x", 107.0, 17.0, 20.0)])["bounds"]
    assert east - west > 2 * 20 / 111.32


def test_without_any_place_the_whole_story_is_shown() -> None:
    assert view(View(), "nowhere")["bounds"] == [1, 2, 3, 4]
    assert story_box([PLACES["nowhere"]]) == WORLD
