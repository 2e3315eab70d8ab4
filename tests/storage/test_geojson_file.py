import json
from collections.abc import Callable
from typing import Any

import pytest

from storymap.problems import Problem, Severity
from storymap.storage import Loaded

Changed = Callable[[dict[str, str | bytes]], Loaded]
Only = Callable[[Loaded], Problem]
SQUARE = [[[107, 16], [108, 16], [108, 17], [107, 17], [107, 16]]]


def _shapes(*geometries: Any, ident: str = "hue") -> dict[str, str | bytes]:
    return {
        "sites.geojson": json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "properties": {"id": ident}, "geometry": geometry}
                    for geometry in geometries
                ],
            }
        )
    }


def test_an_area_joins_the_row_with_its_id(two_places: Changed) -> None:
    loaded = two_places(_shapes({"type": "Polygon", "coordinates": SQUARE}))
    assert loaded.problems == ()
    geometry = loaded.story.sites[0].geometry
    assert geometry is not None
    assert geometry["type"] == "Polygon"


def test_heights_are_left_out(two_places: Changed) -> None:
    loaded = two_places(_shapes({"type": "LineString", "coordinates": [[107, 16, 5], [108, 16, 7]]}))
    assert loaded.story.sites[0].geometry == {"type": "LineString", "coordinates": [[107, 16], [108, 16]]}


def test_an_outline_that_crosses_itself_is_mended_with_a_notice(two_places: Changed, only: Only) -> None:
    bow = [[[107, 16], [108, 17], [108, 16], [107, 17], [107, 16]]]
    loaded = two_places(_shapes({"type": "Polygon", "coordinates": bow}))
    assert only(loaded).severity == Severity.NOTICE
    assert loaded.story.sites[0].geometry["type"] == "MultiPolygon"


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        (None, "the feature has no geometry"),
        ({"type": "polygon", "coordinates": SQUARE}, "this is no geometry that can be drawn"),
        (
            {"type": "Polygon", "coordinates": [[[16, 107], [17, 107], [17, 108], [16, 107]]]},
            "lat and lon look swapped",
        ),
        ({"type": "Point", "coordinates": [190, 5]}, "a longitude is out of range"),
        ({"type": "Point", "coordinates": ["107", "16"]}, "a position is not a pair of numbers"),
        ({"type": "Point", "coordinates": [107]}, "a position is not a pair of numbers"),
        ({"type": "Point", "coordinates": [True, 10**400]}, "a position is not a pair of numbers"),
        ({"type": "LineString", "coordinates": []}, "the geometry has an empty part"),
        ({"type": "Polygon", "coordinates": 5}, "the coordinates are not a list"),
        ({"type": "Polygon", "coordinates": [[[1, 1], [2, 2], [1, 1]]]}, "the geometry is not valid"),
    ],
)
def test_a_geometry_that_cannot_be_drawn_is_an_error(
    two_places: Changed, only: Only, geometry: Any, message: str
) -> None:
    loaded = two_places(_shapes(geometry))
    assert only(loaded).message.startswith(message)
    assert (only(loaded).severity, only(loaded).column) == (Severity.ERROR, "feature 1, hue")
    assert loaded.story.sites[0].geometry is None


def test_a_shape_without_a_row_becomes_a_site_with_an_error(two_places: Changed, only: Only) -> None:
    loaded = two_places(_shapes({"type": "Polygon", "coordinates": SQUARE}, ident="hoi-an"))
    assert only(loaded).hint == "Add a row with the id `hoi-an` and its name to sites.csv."
    assert [site.id for site in loaded.story.sites] == ["hue", "da-nang", "hoi-an"]


@pytest.mark.parametrize(
    "text", ["{", "[]", "null", '{"type": "FeatureCollection"}', "[" * 100_000, '{"a": NaN}']
)
def test_a_file_that_is_no_geojson_is_one_error(two_places: Changed, only: Only, text: str) -> None:
    problem = only(two_places({"sites.geojson": text}))
    assert (problem.severity, problem.file) == (Severity.ERROR, "sites.geojson")


def test_a_layer_keeps_what_can_be_drawn(two_places: Changed, only: Only) -> None:
    data = json.loads(str(_shapes({"type": "Polygon", "coordinates": SQUARE}, None)["sites.geojson"]))
    loaded = two_places(
        {
            "story.yaml": "title: A\n"
            "layers: [{id: zone, title: Zone, data: zone.geojson}]\nchapters: [first, second]",
            "zone.geojson": json.dumps(data),
        }
    )
    assert len(loaded.story.layers[0].data["features"]) == 1
    assert (only(loaded).file, only(loaded).column) == ("zone.geojson", "feature 2")
