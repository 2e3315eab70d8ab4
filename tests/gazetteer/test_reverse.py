import math

import pytest

from storymap.gazetteer import open_gazetteer

GAZETTEER = open_gazetteer()


def test_a_point_in_a_town_is_told_with_its_unit_and_country():
    found = GAZETTEER.nearest(-101.86, 33.58)
    assert found.place is not None
    assert (found.place.name, found.unit, found.country) == ("Lubbock", "Texas", "US")
    assert found.distance_km is not None
    assert found.distance_km < 3


def test_a_point_in_the_middle_of_an_ocean_has_nothing_around_it():
    assert GAZETTEER.nearest(-130.0, -50.0).place is None


@pytest.mark.parametrize(("lon", "lat"), [(180.0, -16.8), (-180.0, -16.8), (540.0, -16.8)])
def test_the_date_line_is_no_border(lon: float, lat: float):
    assert GAZETTEER.nearest(lon, lat).country == "FJ"


@pytest.mark.parametrize("point", [(math.nan, 0.0), (0.0, math.inf), (0.0, 91.0), (0.0, 90.0), (0.0, -90.0)])
def test_a_point_off_the_globe_or_at_a_pole_never_raises(point: tuple[float, float]):
    assert GAZETTEER.nearest(*point).country == ("AQ" if point == (0.0, -90.0) else "")


@pytest.mark.parametrize(
    ("lon", "lat", "unit", "country"),
    [
        (7.62, 47.595, "Baden-Württemberg", "DE"),
        (106.7, 16.6, "Quảng Trị", "VN"),
        (-100.0, 36.6, "Oklahoma", "US"),
    ],
)
def test_the_unit_is_the_one_that_holds_the_point_not_that_of_the_nearest_town(
    lon: float, lat: float, unit: str, country: str
):
    found = GAZETTEER.nearest(lon, lat)
    assert (found.unit, found.country, found.outlined) == (unit, country, True)


def test_at_sea_the_nearest_town_answers_and_says_so():
    found = GAZETTEER.nearest(107.6, 20.2)
    assert (found.country, found.outlined) == ("VN", False)


def test_where_countries_differ_no_outline_takes_a_side():
    assert not GAZETTEER.nearest(34.1, 44.95).outlined
    assert not GAZETTEER.nearest(35.77, 33.1).outlined
    assert not GAZETTEER.nearest(112.0, 16.5).outlined
