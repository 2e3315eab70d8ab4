"""Bad data: each file is a clear problem (which feature, what to do), and the rest of the story shows."""

import json
import math
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from storymap.document import build_document, validate
from storymap.problems import Problem
from storymap.storage import load

SQUARE, OTHER = shapely.box(105, 16, 106, 17), shapely.box(106, 16, 107, 17)
BOW = shapely.Polygon([(105, 16), (106, 17), (106, 16), (105, 17)])
METRES = shapely.box(5e5, 1.8e6, 6e5, 1.9e6)
POINT = shapely.Point(105.5, 16.5)
UTM = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32648"}}}

BAD: dict[str, tuple[Any, int, str, str, str]] = {
    "bow.geojson": ([SQUARE, BOW], 2, "notice", "crosses itself; it was mended", "feature 2"),
    "infinite.geojson": ([SQUARE, shapely.Point(math.inf, 16)], 1, "error", "not a pair of num", "feature 2"),
    "none.geojson": ([SQUARE, None], 1, "error", "has no geometry", "feature 2"),
    "metres.geojson": ([SQUARE, METRES], 1, "error", "out of range", "feature 2"),
    "utm.geojson": ([METRES], 0, "error", "another system than WGS 84", ""),
    "swapped.geojson": ([shapely.Point(16, 107), POINT], 1, "error", "lat and lon look swapped", "feature 1"),
    "mixed.geojson": ([SQUARE, POINT], 2, "notice", "mixes points, lines and areas", "areas, points"),
    "bow.gpkg": ([SQUARE, BOW], 2, "notice", "crossed themselves", "feature 2"),
    "infinite.gpkg": ([SQUARE, shapely.Point(math.inf, 16)], 1, "error", "infinite coordinates", "feature 2"),
    "none.gpkg": ([None, SQUARE], 1, "error", "have no geometry", "feature 1"),
    "metres.gpkg": ([SQUARE, METRES, METRES], 1, "error", "beyond the Earth", "feature 2, 3"),
    "bare.fgb": ([METRES], 0, "error", "doesn't say its coordinate system", "500000"),
    "mixed.gpkg": ([SQUARE, POINT], 2, "notice", "mixes points, lines and areas", "areas, points"),
    "cut.gpkg": (b"SQLite format 3\0" + bytes(3000), 0, "error", "can't be read", ""),
    "cut.geojson": (b'{"type": "FeatureCollection", "features": [', 0, "error", "not JSON", ""),
}


def written(folder: Path, name: str, content: Any) -> None:
    """Write a layer's file as some program would, with whatever is wrong with it."""
    file = folder / name
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif file.suffix == ".geojson":
        features = [
            {
                "type": "Feature",
                "properties": {"code": str(at)},
                "geometry": shape and json.loads(_text(shape)),
            }
            for at, shape in enumerate(content)
        ]
        outside = UTM if name == "utm.geojson" else {}
        file.write_text(json.dumps({"type": "FeatureCollection", "features": features, **outside}))
    else:
        frame = geopandas.GeoDataFrame({"code": range(len(content))}, geometry=content, crs=4326)
        if name == "bare.fgb":
            with pytest.warns(UserWarning, match="'crs' was not provided"):
                frame.set_crs(None, allow_override=True).to_file(file)
        else:
            frame.to_file(file)


def _text(shape: Any) -> str:
    return json.dumps(shapely.geometry.mapping(shape))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story with every bad file, a join that finds nothing, and one good layer."""
    folder = tmp_path_factory.mktemp("bad")
    for part in ("layers", "chapters"):
        (folder / part).mkdir()
    for name, (content, *_) in BAD.items():
        written(folder / "layers", name, content)
    written(folder / "layers", "good.geojson", [SQUARE, OTHER])
    (folder / "layers" / "people.csv").write_text("code,people\nx,1\ny,2\n")
    layers = [f"  - {{id: {_id(name)}, title: T, data: layers/{name}}}" for name in (*BAD, "good.geojson")]
    join = "join: {table: layers/people.csv, key: code}, style: {value: people}"
    layers.append(f"  - {{id: joined, title: T, kind: choropleth, data: layers/good.geojson, {join}}}")
    (folder / "story.yaml").write_text("title: Bad\nlayers:\n" + "\n".join(layers) + "\nchapters: [one]\n")
    shown = ", ".join(_id(name) for name in (*BAD, "good.geojson"))
    (folder / "chapters" / "one.md").write_text(f"---\ntitle: One\nlayers: [{shown}, joined]\n---\nText.\n")
    return folder


def _id(name: str) -> str:
    return name.replace(".", "-")


@pytest.fixture(scope="module")
def read(story: Path) -> tuple[list[Problem], dict[str, int]]:
    """The problems of the story, and how many features each layer shows."""
    loaded = load(story)
    document = build_document(loaded.story)
    validate(document)
    assert len(document["chapters"][0]["layers"]) == len(BAD) + 2
    return list(loaded.problems), {
        layer["id"]: len(layer["data"]["features"]) for layer in document["layers"]
    }


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_says_what_is_wrong_where_and_what_to_do_and_keeps_the_rest(
    read: tuple[list[Problem], dict[str, int]], name: str
) -> None:
    problems, shown = read
    _, kept, severity, words, found = BAD[name]
    own = [problem for problem in problems if problem.file == f"layers/{name}"]
    told = [problem for problem in own if words in problem.message]
    assert [str(problem.severity) for problem in told] == [severity], own
    assert all(problem.hint for problem in own)
    assert found in f"{told[0].column} {told[0].found}"
    assert shown[_id(name)] == kept


def test_a_join_that_finds_nothing_is_told_and_the_areas_stay(
    read: tuple[list[Problem], dict[str, int]],
) -> None:
    problems, shown = read
    told = [problem for problem in problems if "the join is empty" in problem.message]
    assert [(problem.found, problem.hint) for problem in told] == [
        ("x, y", "The features have `0`, `1`; check both columns.")
    ]
    assert shown["joined"] == shown["good-geojson"] == 2


def test_thousands_of_bad_features_are_not_told_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "layers").mkdir()
    (tmp_path / "story.yaml").write_text("title: A\nlayers: [{id: a, title: T, data: layers/a.geojson}]\n")
    written(tmp_path / "layers", "a.geojson", [*[METRES] * 500, SQUARE])
    told = [problem for problem in load(tmp_path).problems if problem.file == "layers/a.geojson"]
    assert len(told) == 21
    assert told[-1].message == "480 more features can't be drawn"


def test_a_number_that_is_none_is_no_value(tmp_path: Path) -> None:
    (tmp_path / "layers").mkdir()
    (tmp_path / "story.yaml").write_text("title: A\nlayers: [{id: a, title: T, data: layers/a.geojson}]\n")
    written(tmp_path / "layers", "a.geojson", [SQUARE])
    file = tmp_path / "layers" / "a.geojson"
    file.write_text(file.read_text().replace('"0"', "NaN"))
    loaded = load(tmp_path)
    assert loaded.story.layers[0].data["features"][0]["properties"] == {"code": None}
    assert not [problem for problem in loaded.problems if problem.file == "layers/a.geojson"]
