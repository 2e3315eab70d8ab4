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
    assert GAZETTEER.nearest(*point).country == ""
