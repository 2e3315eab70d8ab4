"""What was read of a vector file is kept by its bytes: the second time is cheap, and it stays bounded."""

import json
import os
from pathlib import Path

import geopandas
import pytest
import shapely

from storymap.languages import translation
from storymap.problems import Problem, Problems
from storymap.storage import kept
from storymap.storage.geojson_file import LARGE, read_layer
from storymap.storage.vector_file import read_vectors
from storymap.storage.where import Where

BOW = shapely.Polygon([(105, 16), (106, 17), (106, 16), (105, 17)])


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STORYMAP_CACHE", str(tmp_path / "cache"))
    kept.forget()
    return tmp_path / "cache" / "layers"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    frame = geopandas.GeoDataFrame({"name": ["Bow"]}, geometry=[BOW], crs=4326)
    frame.to_file(tmp_path / "areas.gpkg")
    return tmp_path


def read(folder: Path, name: str = "areas.gpkg") -> tuple[list[dict[str, object]], list[Problem]]:
    problems = Problems()
    return read_vectors(folder, name, "", Where(problems, name))[0]["features"], list(problems)


def test_the_same_bytes_are_read_once_and_tell_the_same_in_every_language(folder: Path, cache: Path) -> None:
    features, problems = read(folder)
    kept.forget()
    again, told = read(folder)
    assert (again, told) == (features, problems)
    assert len(told) == 1
    vietnamese = translation("vi").gettext
    assert told[0].said(vietnamese) == problems[0].said(vietnamese) != problems[0]
    (file,) = cache.iterdir()
    line, _, shapes = file.read_bytes().partition(b"\n")
    value = json.loads(line)
    value["rows"][0][-1]["name"] = "from the cache"
    file.write_bytes(json.dumps(value).encode() + b"\n" + shapes)
    kept.forget()
    (folder / "areas.gpkg").rename(folder / "same-bytes.gpkg")
    renamed, told = read(folder, "same-bytes.gpkg")
    assert renamed[0]["properties"] == {"name": "from the cache"}
    assert told[0].file == "same-bytes.gpkg"


def test_other_bytes_are_another_file(folder: Path, cache: Path) -> None:
    read(folder)
    geopandas.GeoDataFrame({"name": ["Box"]}, geometry=[shapely.box(1, 2, 3, 4)], crs=4326).to_file(
        folder / "areas.gpkg"
    )
    features, problems = read(folder)
    assert [feature["properties"] for feature in features] == [{"name": "Box"}]
    assert problems == []
    assert len(list(cache.iterdir())) == 2


CUT_OFF = b'{"rows": [["Point", 9, null, {}]], "problems": []}\n{}'


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"{}\n", b"[]\n", CUT_OFF])
def test_a_damaged_cache_is_read_anew(folder: Path, cache: Path, damage: bytes) -> None:
    found = read(folder)
    (file,) = cache.iterdir()
    file.write_bytes(damage)
    kept.forget()
    assert read(folder) == found
    assert file.read_bytes() != damage


def test_without_a_cache_the_file_is_read_all_the_same(folder: Path, cache: Path) -> None:
    cache.parent.write_text("a file where the folder should be")
    assert len(read(folder)[0]) == 1


def test_what_was_not_used_for_longest_makes_room(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_ON_DISK", 260)
    for number, name in enumerate(("old", "idle", "third", "fourth")):
        kept.keep(name, b"x" * 60, bytes.decode)
        os.utime(cache / f"{name}.kept", (number, number))
    kept.forget()
    assert kept.recall("old", bytes.decode) == "x" * 60  # which makes it the one used last
    kept.keep("fifth", b"x" * 60, bytes.decode)
    assert {path.stem for path in cache.iterdir()} == {"old", "third", "fourth", "fifth"}
    assert kept.keep("huge", b"x" * 100, bytes.decode) == "x" * 100
    kept.forget()
    assert kept.recall("huge", bytes.decode) is None


def test_the_memory_of_a_process_is_bounded(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setattr(kept, "MOST_IN_MEMORY", 100)
    for name in ("one", "two"):
        kept.keep(name, b"x" * 60, bytes.decode)
        (cache / f"{name}.kept").unlink()
    assert [kept.recall(name, bytes.decode) for name in ("one", "two")] == [None, "x" * 60]


def test_a_large_geojson_is_kept_with_the_places_of_its_problems(tmp_path: Path, cache: Path) -> None:
    features = [
        {"type": "Feature", "properties": {"n": number, "text": "á" * 200},
         "geometry": {"type": "Point" if number else "Blob", "coordinates": [number % 180, 5.5, 12]}}
        for number in range(1500)
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": features})
    assert len(text) > LARGE
    (tmp_path / "large.geojson").write_text(text)
    found = []
    for _ in range(2):
        problems = Problems()
        data, name = read_layer(tmp_path, "large.geojson", Where(problems, "large.geojson"))
        found.append(([dict(one["geometry"]) for one in data["features"]], list(problems), name))
        kept.forget()
    assert found[0] == found[1]
    shapes, problems, name = found[0]
    assert (len(shapes), shapes[0]["coordinates"][:2]) == (1499, [1, 5.5])
    assert [one.column for one in problems] == ["feature 1"]
    assert (cache / f"{name}.kept").is_file()
    (tmp_path / "small.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    assert read_layer(tmp_path, "small.geojson", Where(Problems(), "small.geojson"))[1] == ""
