"""Layers from files of geographic programs, joined to tables; bad data is told and hides nothing else."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from storymap.model import GroundPoint, Layer, LayerState
from storymap.problems import Problems, Severity
from storymap.storage import Loaded, kept, load, vector_file, vector_shapes
from storymap.storage.layer_join import join_table
from storymap.storage.mapped import Mapped
from storymap.storage.vector_file import read_vectors
from storymap.storage.where import Where

STORIES = Path(__file__).parent.parent / "stories"
Changed = Callable[[dict[str, str | bytes]], Loaded]
SQUARES = [shapely.box(x, 16, x + 1, 17) for x in (105, 106, 107)]


def frame(shapes: list[Any], crs: str | None = "EPSG:4326") -> geopandas.GeoDataFrame:
    count = range(len(shapes))
    return geopandas.GeoDataFrame(
        {"name": [f"Vùng {i}" for i in count], "value": [1.5 * i for i in count]}, geometry=shapes, crs=crs
    )


def read(folder: Path, name: str, part: str = "") -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    problems = Problems()
    found, _ = read_vectors(folder, name, part, Where(problems, name))
    return found["features"], [(str(problem.severity), problem.message) for problem in problems]


@pytest.mark.parametrize("ending", ["gpkg", "shp", "fgb", "kml"])
def test_every_format_gives_the_same_features_in_wgs_84(tmp_path: Path, ending: str) -> None:
    data = frame(SQUARES)
    (data if ending == "kml" else data.to_crs("EPSG:32648")).to_file(
        tmp_path / f"areas.{ending}", driver="KML" if ending == "kml" else None
    )
    found, problems = read(tmp_path, f"areas.{ending}")
    assert problems == []
    name = "Name" if ending == "kml" else "name"
    assert sorted(feature["properties"][name] for feature in found) == ["Vùng 0", "Vùng 1", "Vùng 2"]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in found]
    assert shapely.union_all(shapes).symmetric_difference(shapely.union_all(SQUARES)).area < 0.01


def test_a_gpx_track_and_its_waypoints_are_read(tmp_path: Path) -> None:
    (tmp_path / "walk.gpx").write_text(
        '<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">'
        '<wpt lat="16.1" lon="107.2"><name>Camp</name></wpt><trk><name>Way</name><trkseg>'
        '<trkpt lat="16.1" lon="107.2"/><trkpt lat="16.2" lon="107.4"/></trkseg></trk></gpx>'
    )
    found, problems = read(tmp_path, "walk.gpx")
    assert problems == []
    assert {(feature["properties"]["name"], feature["geometry"]["type"]) for feature in found} == {
        ("Camp", "Point"),
        ("Way", "MultiLineString"),
    }


BOW = shapely.Polygon([(105, 16), (106, 17), (106, 16), (105, 17)])


@pytest.mark.parametrize(
    ("shapes", "crs", "kept", "severity", "words"),
    [
        ([SQUARES[0], BOW], "EPSG:4326", 2, "notice", "1 of 2 outlines crossed themselves"),
        ([SQUARES[0], None], "EPSG:4326", 1, "error", "1 of 2 features have no geometry"),
        ([SQUARES[0]], None, 1, "warning", "taken as WGS 84"),
        ([shapely.box(5e5, 1.8e6, 6e5, 1.9e6)], None, 0, "error", "aren't degrees"),
        ([SQUARES[0], shapely.box(5e5, 1.8e6, 6e5, 1.9e6)], "EPSG:4326", 1, "error", "lie beyond the Earth"),
        ([shapely.Point(105, 16), SQUARES[0]], "EPSG:4326", 2, "notice", "the file mixes"),
        ([SQUARES[0], shapely.Point(np.inf, 16)], "EPSG:4326", 1, "error", "1 of 2 features have infinite"),
        (
            [SQUARES[0], shapely.GeometryCollection([SQUARES[1], shapely.Point(1, 1)])],
            "EPSG:4326", 1, "error", "1 of 2 features are collections",
        ),
    ],
    ids=["bow", "none", "no-crs", "metres", "wrong-crs", "mixed", "infinite", "collection"],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told_and_the_rest_is_kept(
    tmp_path: Path, shapes: list[Any], crs: str | None, kept: int, severity: str, words: str
) -> None:
    with pytest.warns() if crs is None else _quiet():
        frame(shapes, crs).to_file(tmp_path / "odd.gpkg")
    found, problems = read(tmp_path, "odd.gpkg")
    assert len(found) == kept
    assert [said for said, message in problems if words in message] == [severity], problems


class _quiet:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.gpkg", b"<OGRVRTDataSource/>", "this is not a .gpkg file"),
        ("a.gpkg", b"SQLite format 3\0" + b"\0" * 4000, "the file can't be read"),
        ("a.kml", b"<!DOCTYPE k [<!ENTITY a 'b'>]><kml><Document/></kml>", "declares entities"),
        ("a.fgb", b"fgb\x03fgb\x00" + b"\xff" * 9, "the file has no geometries"),
        ("a.shp", b"\0\0\x27\x0a" + b"\0" * 96, "the shapefile's .shx file is missing"),
        ("../a.gpkg", None, "leads out of the folder"),
        ("b.gpkg", None, "the file is missing"),
    ],
)
def test_a_file_that_is_something_else_is_one_error(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    found, problems = read(tmp_path, name)
    assert found == []
    assert [severity for severity, _ in problems] == ["error"]
    assert words in problems[0][1]


def test_a_file_larger_than_a_page_can_carry_is_one_error(tmp_path: Path) -> None:
    with (tmp_path / "huge.gpkg").open("wb") as file:
        file.truncate(1024**3)  # a gigabyte that takes no room
    assert read(tmp_path, "huge.gpkg")[1] == [("error", "the file is larger than 50 MB")]


@pytest.mark.parametrize(
    ("module", "limit", "left", "words"),
    [
        (vector_file, "MOST_FEATURES", 2, "the file has more than 2 features; the others are left out"),
        (vector_shapes, "MOST_POSITIONS", 0, "the shapes have more than 2 points"),
    ],
)
def test_more_than_a_page_can_carry_is_one_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, limit: str, left: int, words: str
) -> None:
    monkeypatch.setenv("STORYMAP_CACHE", str(tmp_path / "cache"))
    kept.forget()
    monkeypatch.setattr(module, limit, 2)
    frame(SQUARES).to_file(tmp_path / "many.fgb")
    found, problems = read(tmp_path, "many.fgb")
    assert (len(found), problems) == (left, [("error", words)])


def test_a_part_is_chosen_by_its_name(tmp_path: Path) -> None:
    for name in ("one", "two"):
        frame(SQUARES[: 1 + (name == "two")]).to_file(tmp_path / "parts.gpkg", layer=name)
    assert len(read(tmp_path, "parts.gpkg", "two")[0]) == 2
    found, problems = read(tmp_path, "parts.gpkg")
    assert (len(found), problems) == (1, [("notice", "the file has 2 parts; the first one is shown")])
    assert read(tmp_path, "parts.gpkg", "tow")[1] == [("error", "the file has no such part")]


KEYS = st.text("0123aB ", min_size=0, max_size=3)


@given(table=st.lists(st.tuples(KEYS, st.integers(0, 99)), max_size=8), features=st.lists(KEYS, max_size=8))
def test_the_join_accounts_for_every_row_and_every_feature(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, int]], features: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("join")
    lines = [f'"{key}",{value}' for key, value in table]
    (folder / "t.csv").write_text("\n".join(["code,n", *lines]) + "\n")
    problems = Problems()
    join = Mapped({"table": "t.csv", "key": "code"}, {}, Where(problems, "story.yaml"))
    given_features = [
        {"type": "Feature", "geometry": None, "properties": {"code": key, "at": at}}
        for at, key in enumerate(features)
    ]
    joined = join_table(folder, join, given_features, ("en",))
    first: dict[str, int] = {}
    for key, value in table:
        if key.strip():
            first.setdefault(key.strip().casefold(), value)
    assert [feature["properties"]["at"] for feature in joined] == list(range(len(features)))
    for feature, key in zip(joined, features, strict=True):
        assert feature["properties"].get("n") == first.get(key.strip().casefold())
        assert feature["properties"]["code"] == key
    met = {key.strip().casefold() for key in features} & set(first)
    said = [problem.message for problem in problems]
    if first and any(key.strip() for key in features):
        assert any("the join is empty" in message for message in said) == (not met)
        lost = len(first) - len(met)
        expected = (
            [f"{lost} of {len(first)} rows belong to no feature; they are not shown"] if lost and met else []
        )
        assert [message for message in said if "belong to no feature" in message] == expected


def test_a_story_with_every_kind_of_layer_is_read() -> None:
    loaded = load(STORIES / "layers-kinds")
    assert {problem.severity for problem in loaded.problems} <= {Severity.NOTICE}
    layers = {layer.id: layer for layer in loaded.story.layers}
    assert layers["people"].data["features"][0]["properties"]["density"] == 12.5
    assert layers["people"].data["features"][3]["properties"]["density"] is None
    assert layers["plan"].overlay is not None
    assert layers["plan"].overlay.points[2] == GroundPoint((600, 400), (107.6, 15.3))
    assert layers["trade"].data["features"][0]["properties"] == {"from": "north", "to": "south", "value": 120}
    chapters = {chapter.id: chapter.layers for chapter in loaded.story.chapters}
    assert chapters["people"] == (LayerState("people"),)
    assert chapters["towns"][1] == LayerState("people", 0.4)
    assert chapters["dots"][0].filter == {"year": {"from": 1960, "to": 1969}}


@pytest.mark.parametrize(
    ("layer", "chapter", "where", "words"),
    [
        ("{id: a, data: zone.geojson, kind: chloropleth, style: {value: x}}", "[a]", "layers.kind", "taken"),
        ("{id: a, data: zone.geojson, kind: choropleth}", "[a]", "layers.style.value", "needs a value"),
        ("{id: a, data: zone.geojson, opacity: 3}", "[a]", "layers.opacity", "out of range"),
        ("{id: a, data: zone.xlsx}", "[a]", "", "this kind of file can't be read"),
        ("{id: a, kind: image, image: no.png, alt: X, corners: [[1, 2]]}", "[a]", "layers.image", "missing"),
        ("{id: a, kind: tiles, url: 'http://a.example/{z}/{x}/{y}.png'}", "[a]", "layers.url", "https only"),
        ("{id: a, kind: tiles, url: 'https://a.example/tiles.png'}", "[a]", "layers.url", "no place for"),
        ("{id: a, data: zone.geojson}", "[{id: b}]", "layers.id", ""),
        ("{id: a, data: zone.geojson}", "[{id: a, filter: {x: {from: a}}}]", "layers.filter.x", "condition"),
        ("{id: a, data: zone.geojson}", "[a, a]", "layers", "listed twice"),
    ],
)  # fmt: skip
def test_a_slip_is_told_at_its_key_and_the_story_stays(
    two_places: Changed, layer: str, chapter: str, where: str, words: str
) -> None:
    loaded = two_places(
        {
            "story.yaml": f"title: A\nlayers: [{layer[:-1]}, title: T}}]\nchapters: [first, second]",
            "chapters/first.md": f"---\ntitle: One\nlayers: {chapter}\n---\nText.",
            "zone.geojson": '{"type": "FeatureCollection", "features": []}',
        }
    )
    assert [chapter.id for chapter in loaded.story.chapters] == ["first", "second"]
    assert len(loaded.story.layers) == 1
    assert any(words in problem.message and problem.column == where for problem in loaded.problems), [
        (problem.column, problem.message) for problem in loaded.problems
    ]


def test_a_wms_becomes_one_address_with_a_place_for_its_box(two_places: Changed) -> None:
    loaded = two_places(
        {
            "story.yaml": "title: A\nlayers: [{id: a, title: T, kind: tiles, url: 'https://a.example/wms?map=x&layers=old',"
            " wms: {layers: [flood, rain]}}]\nchapters: [first, second]",
        }
    )
    layer: Layer = loaded.story.layers[0]
    assert layer.url == (
        "https://a.example/wms?map=x&SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=flood%2Crain&STYLES="
        "&FORMAT=image%2Fpng&TRANSPARENT=TRUE&CRS=EPSG%3A3857&WIDTH=256&HEIGHT=256&BBOX={bbox-epsg-3857}"
    )
