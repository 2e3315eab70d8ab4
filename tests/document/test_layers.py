"""Layers in the document: classes that a legend can say, sizes, pictures on the ground, words for all."""

import itertools
import math
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from storymap.document import build_document, document_problems, dumps, validate
from storymap.document.colours import contrast
from storymap.document.layers.classes import classify, number
from storymap.document.layers.conditions import kept
from storymap.document.layers.palettes import DIVERGING, SEQUENTIAL, known, ramp
from storymap.document.layers.simple import simplified, tolerance
from storymap.document.layers.warp import warp
from storymap.model import Chapter, GroundPoint, Layer, LayerState, LayerStyle, Overlay, Site, Story, Text
from storymap.storage import load

KINDS = Path(__file__).parents[1] / "stories" / "layers-kinds"
NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


def text(english: str) -> Text:
    return Text.of({"en": english})


def feature(at: int, **properties: Any) -> dict[str, Any]:
    square = shapely.geometry.mapping(shapely.box(100 + at, 10, 101 + at, 11))
    return {"type": "Feature", "geometry": square, "properties": {"name": f"Area {at}", **properties}}


def layer_of(kind: str, features: list[dict[str, Any]], state: LayerState | None = None, **more: Any) -> Any:
    """The one layer of a small story, in its document, and the state of it in the chapter."""
    data = {"type": "FeatureCollection", "features": features}
    made = Layer("one", text("The layer"), data, kind=kind, **more)
    sites = (Site("a", text("A"), (100.0, 10.0)), Site("b", text("B"), (110.0, 12.0)))
    chapter = Chapter("first", text("First"), text("…"), layers=(state or LayerState("one"),))
    story = Story("s", text("S"), layers=(made,), sites=sites, chapters=(chapter,))
    document = build_document(story)
    validate(document)
    assert dumps(document) == dumps(build_document(story))
    return document["layers"][0], document["chapters"][0]["layers"][0], document_problems(story)


@pytest.fixture(scope="module")
def kinds() -> dict[str, Any]:
    document = build_document(load(KINDS).story)
    validate(document)
    return {layer["id"]: layer for layer in document["layers"]} | {"chapters": document["chapters"]}


@given(
    values=st.lists(st.none() | NUMBERS, max_size=40),
    scheme=st.sampled_from(["quantiles", "equal", "natural", "pretty", "headtails", "deviation"]),
    count=st.integers(2, 9),
)
def test_every_value_lies_in_the_class_whose_span_holds_it(
    values: list[float | None], scheme: str, count: int
) -> None:
    found = classify(values, scheme, count)
    there = [value for value in values if value is not None]
    if not there:
        assert found is None
        return
    assert found is not None
    assert list(found.breaks) == sorted(set(found.breaks))
    for value in there:
        at = found.of(value)
        assert at is not None
        low, high = found.spans()[at]
        assert low <= value <= high or math.isclose(low, value)
        assert value > low or at == 0 or low == high
    assert found.of(None) is None


def test_breaks_of_the_author_are_kept_and_reach_the_highest_value() -> None:
    found = classify([3, 12, 99], "quantiles", 5, (10, 50))
    assert found is not None
    assert found.breaks == (10, 50, 99)
    assert [found.of(value) for value in (3, 10, 12, 99)] == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("value", "expected"), [("7", 7.0), ("x", None), (True, None), (math.inf, None), (None, None)]
)
def test_only_finite_numbers_are_numbers(value: Any, expected: float | None) -> None:
    assert number(value) == expected


@pytest.mark.parametrize("name", [*SEQUENTIAL, *DIVERGING])
def test_neighbouring_colours_of_a_ramp_differ_in_lightness(name: str) -> None:
    """Colour vision doesn't matter where lightness tells: a sequential ramp only ever gets darker."""
    for count in range(1, 10):
        colours = ramp(name, count)
        assert len(set(colours)) == count
        if name in SEQUENTIAL:
            shades = [contrast(colour, "#ffffff") for colour in colours]
            assert all(one < other for one, other in itertools.pairwise(shades))


def test_a_palette_is_found_however_it_is_written_and_unsafe_ones_are_not() -> None:
    assert [known(name) for name in ("ylgnbu", "Yl-Gn-Bu", "PUOR", "Spectral", "RdYlGn", "")] == [
        "YlGnBu", "YlGnBu", "PuOr", None, None, None,
    ]  # fmt: skip


def test_a_choropleth_says_its_classes_and_what_has_no_data(kinds: dict[str, Any]) -> None:
    people = kinds["people"]
    classes = people["paint"]["classes"]
    assert len(classes) == len(people["data"]["features"]) == 12
    assert [at for at, number in enumerate(classes) if number is None] == [3, 10]
    assert {number for number in classes if number is not None} == {0, 1, 2, 3}
    items = people["legend"]["items"]
    assert [item["label"] for item in items] == [
        "5 – 36.8",
        "36.8 – 70.5",
        "70.5 – 113",
        "113 – 211",
        "no data",
    ]
    assert [item["colour"] for item in items] == [*people["paint"]["colours"], None]
    assert people["legend"]["title"] == "Density (people per km²)"
    table = people["table"]
    assert table["text"] == (
        "10 areas are coloured by Density, in 4 classes from 5 to 210.2 people per km². "
        "Highest is Lâm Hà, lowest Mỹ Sơn. 2 are without data."
    )
    assert table["columns"] == ["Name", "Density (people per km²)"]
    assert table["rows"][0] == ["Lâm Hà", "210.2"]
    assert [row[1] for row in table["rows"][-2:]] == ["no data", "no data"]
    assert len(table["rows"]) == 12


def test_circles_have_areas_that_go_with_their_values(kinds: dict[str, Any]) -> None:
    towns = kinds["towns"]
    values = [feature["properties"]["people"] for feature in towns["data"]["features"]]
    sizes = towns["paint"]["sizes"]
    assert {feature["geometry"]["type"] for feature in towns["data"]["features"]} == {"Point"}
    assert max(size for size in sizes if size) == towns["paint"]["radius"]
    for value, size in zip(values, sizes, strict=True):
        assert (size is None) == (value is None)
        if value:
            assert size == pytest.approx(towns["paint"]["radius"] * math.sqrt(value / 210250), abs=0.01)
    legend = {item["label"]: item["size"] for item in towns["legend"]["items"]}
    assert legend["210,250"] == towns["paint"]["radius"]


def test_a_chapter_holds_the_whole_state_of_each_layer(kinds: dict[str, Any]) -> None:
    states = {chapter["id"]: chapter["layers"] for chapter in kinds["chapters"]}
    assert states["plan"] == [
        {"id": "plan", "opacity": 0.85, "filter": None, "compare": None, "window": None},
        {"id": "grid", "opacity": 0.5, "filter": None, "compare": None, "window": None},
    ]
    years = [feature["properties"]["year"] for feature in kinds["dots"]["data"]["features"]]
    sixties = [at for at, year in enumerate(years) if year and 1960 <= year <= 1969]
    assert states["dots"][0]["filter"] == sixties
    assert states["grid"][1]["filter"] == [0, 1]


def test_conditions_add_up() -> None:
    rows = [
        {"properties": {"year": "1960", "kind": "Well"}},
        {"properties": {"year": 1970}},
        {"properties": None},
    ]
    assert kept(rows, {}) is None
    assert kept(rows, {"year": {"from": 1960}, "kind": ("well",)}) == [0]
    assert kept(rows, {"year": ("1970",)}) == [1]
    assert kept(rows, {"year": {}}) == [0, 1]


def test_flows_join_sites_and_lie_beside_the_way_back(kinds: dict[str, Any]) -> None:
    there, back = (feature["geometry"]["coordinates"] for feature in kinds["trade"]["data"]["features"][:2])
    assert there[0] == back[-1] == [108.2, 16.6]
    middle = len(there) // 2
    assert abs(there[middle][0] - back[middle][0]) > 0.3
    assert kinds["trade"]["table"]["rows"][0] == ["North Port → South Hill", "120"]
    lost = [{"type": "Feature", "geometry": None, "properties": {"from": "a", "to": "nowhere", "value": 3}}]
    layer, _, problems = layer_of("flows", lost)
    assert layer["data"]["features"] == []
    assert [problem.found for problem in problems] == ["nowhere"]


@pytest.mark.parametrize("crossing", [False, True])
def test_a_graticule_names_its_lines(crossing: bool) -> None:
    style = LayerStyle(step=30 if crossing else None)
    layer, _, _ = layer_of("graticule", [], style=style)
    names = [feature["properties"]["name"] for feature in layer["data"]["features"]]
    assert len(names) - len(set(names)) == (names.count("0°") > 1)
    if crossing:
        assert {"0°", "30° N", "60° S", "180°", "150° W"} <= set(names)


GROUND = [(0.0, 0.0), (600.0, 0.0), (600.0, 400.0), (0.0, 400.0), (300.0, 200.0), (100.0, 300.0)]


def overlay(positions: list[tuple[float, float]]) -> Overlay:
    points = tuple(GroundPoint(pixel, at) for pixel, at in zip(GROUND, positions, strict=False))
    return Overlay("plan.png", "", 600, 400, points)


@pytest.mark.parametrize(
    ("method", "positions"),
    [
        ("affine", [(105.0, 17.0), (107.0, 17.2), (107.3, 15.9)]),
        ("projective", [(105.0, 17.0), (107.0, 17.2), (107.3, 15.9), (104.8, 15.5)]),
        ("spline", [(105.0, 17.0), (107.0, 17.2), (107.3, 15.9), (104.8, 15.5), (106.2, 16.5)]),
        ("projective", [(179.0, 17.0), (-179.0, 17.0), (-179.0, 15.0), (179.0, 15.0)]),
    ],
)  # fmt: skip
def test_a_picture_lies_where_its_points_say(method: str, positions: list[tuple[float, float]]) -> None:
    found = warp(overlay(positions))
    assert found is not None
    assert found.method == method
    assert len(found.mesh) == (found.cells + 1) ** 2
    for (x, y), (lon, lat) in zip(GROUND, positions, strict=False):
        column, row = x / 600 * found.cells, y / 400 * found.cells
        if column.is_integer() and row.is_integer():
            at = found.mesh[int(row) * (found.cells + 1) + int(column)]
            assert (at[0] - lon) % 360 == pytest.approx(0, abs=1e-4) or (at[0] - lon) % 360 == pytest.approx(
                360, abs=1e-4
            )
            assert at[1] == pytest.approx(lat, abs=1e-4)
    assert found.error_km is not None


def test_two_points_turn_and_scale_a_picture() -> None:
    found = warp(overlay([(105.0, 0.5), (106.0, 0.5)]))
    assert found is not None
    assert found.mesh[2] == pytest.approx([105.0, 0.5 - 400 / 600], abs=0.001)
    assert found.error_km is None


def test_a_point_that_is_wrong_shows_in_the_error_and_points_in_a_line_tie_nothing() -> None:
    good = [(105.0, 17.0), (107.0, 17.0), (107.0, 15.7), (105.0, 15.7)]
    assert warp(overlay(good)).error_km < 5  # type: ignore[union-attr]
    wrong = overlay([*good[:3], (101.0, 12.0)])
    assert warp(wrong).error_km > 50  # type: ignore[union-attr]
    line = Overlay("a.png", "", 9, 9, tuple(GroundPoint((x, x), (100.0 + x, 10.0)) for x in (0.0, 1.0, 2.0)))
    assert warp(line) is None
    for picture, words in ((wrong, "is bent by"), (line, "don't tie")):
        problems = layer_of("image", [], overlay=picture)[2]
        assert [words in problem.message for problem in problems] == [True]


def test_shapes_are_as_fine_as_the_deepest_view_and_borders_stay_shared() -> None:
    angles = [2 * math.pi * step / 4000 for step in range(4000)]
    shore = [(105 + (1 + 0.001 * math.sin(80 * a)) * math.cos(a), 16 + math.sin(a)) for a in angles]
    island = shapely.Polygon(shore)
    halves = [
        shapely.intersection(island, shapely.box(100, 10, 105, 20)),
        shapely.intersection(island, shapely.box(105, 10, 120, 20)),
    ]
    features = [
        {"type": "Feature", "geometry": shapely.geometry.mapping(half), "properties": {}} for half in halves
    ]
    far, near = ({"center": [105, 16], "zoom": zoom} for zoom in (5, 12))
    coarse, fine = (simplified(features, tolerance(views)) for views in ([far], [far, near]))
    counts = [
        sum(len(shapely.get_coordinates(shapely.geometry.shape(one["geometry"]))) for one in each)
        for each in (coarse, fine)
    ]
    assert counts[0] < 200 < counts[1]
    one, other = (shapely.geometry.shape(feature["geometry"]) for feature in coarse)
    assert one.intersection(other).area < 1e-9
    assert shapely.union(one, other).area == pytest.approx(island.area, rel=0.01)


@pytest.mark.parametrize(("kind", "words"), [
    ("choropleth", "1 area is coloured by people: 3."), ("circles", "1 circle shows people: 3."),
])  # fmt: skip
def test_one_value_is_told_as_one(kind: str, words: str) -> None:
    layer, *_ = layer_of(kind, [feature(0, people=3)], style=LayerStyle(value="people"))
    assert layer["table"]["text"] == words


def test_what_an_author_asks_in_vain_is_told() -> None:
    features = [feature(0, people=3), feature(1, people=9)]
    style = LayerStyle(value="peoples", palette="Spectral")
    layer, _, problems = layer_of("choropleth", features, style=style)
    assert [problem.found for problem in problems] == ["Spectral", "peoples"]
    assert layer["paint"]["classes"] == [None, None]
    assert [item["label"] for item in layer["legend"]["items"]] == ["no data"]
    assert layer["table"]["text"] == "There are no data for peoples."
