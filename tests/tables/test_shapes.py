"""Geometries of all sorts become shapes that can be drawn, or a clear refusal."""

import pytest
from shapely.geometry import shape

from storymap.tables.shapes import BadGeometry, area_km2, centre_of, on_earth, read_shape


def test_a_polygon_across_the_antimeridian_is_cut_in_two() -> None:
    crossing = {"type": "Polygon", "coordinates": [[[170, -5], [190, -5], [190, 5], [170, 5], [170, -5]]]}
    found = read_shape(crossing)
    assert found.geom_type == "MultiPolygon"
    assert found.bounds == (-180, -5, 180, 5)


def test_a_line_across_the_antimeridian_is_cut_in_two() -> None:
    assert (
        read_shape({"type": "LineString", "coordinates": [[170, 0], [-170, 0]]}).geom_type
        == "MultiLineString"
    )


def test_a_polygon_that_crosses_itself_is_repaired() -> None:
    bow = read_shape({"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]})
    assert bow.is_valid
    assert bow.geom_type == "MultiPolygon"


def test_a_collection_is_reduced_to_its_areas() -> None:
    area = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    mixed = {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [5, 5]}, area]}
    assert read_shape(mixed).equals(shape(area))


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": []},
        {"type": "Nonsense"},
        {"type": "Point", "coordinates": ["a", "b"]},
        {},
        {"type": "LineString", "coordinates": [[0, 100], [1, 100]]},
        {"type": "Point", "coordinates": [1, float("nan")]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
    ],
)
def test_what_is_no_geometry_is_refused(geometry: dict[str, object]) -> None:
    with pytest.raises(BadGeometry):
        read_shape(geometry)


def test_the_centre_lies_inside_the_largest_part() -> None:
    parts = {
        "type": "MultiPolygon",
        "coordinates": [
            [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]],
            [[[10, 0], [30, 0], [30, 9], [10, 9], [10, 0]]],
        ],
    }
    lon, lat = centre_of(read_shape(parts))
    assert 10 < lon < 30
    assert 0 < lat < 9


def test_areas_are_measured_on_the_ellipsoid_whatever_their_winding() -> None:
    ring = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    areas = [area_km2(read_shape({"type": "Polygon", "coordinates": [way]})) for way in (ring, ring[::-1])]
    assert areas == pytest.approx([12_308.8, 12_308.8], rel=1e-3)


def test_longitudes_beyond_180_are_wrapped() -> None:
    assert on_earth((190.0, 1.0)) == (-170.0, 1.0)
    assert on_earth((1.0, 90.5)) is None
