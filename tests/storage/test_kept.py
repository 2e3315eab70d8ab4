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
    value = json.loads(file.read_text())
    value["features"][0]["properties"]["name"] = "from the cache"
    file.write_text(json.dumps(value))
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


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe"])
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
        kept.keep(name, "x" * 60)
        os.utime(cache / f"{name}.json", (number, number))
    kept.forget()
    assert kept.recall("old") == "x" * 60  # which makes it the one used last
    kept.keep("fifth", "x" * 60)
    assert {path.stem for path in cache.iterdir()} == {"old", "third", "fourth", "fifth"}
    kept.keep("huge", "x" * 100)
    kept.forget()
    assert kept.recall("huge") is None


def test_the_memory_of_a_process_is_bounded(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setattr(kept, "MOST_IN_MEMORY", 100)
    kept.keep("one", "x" * 60)
    kept.keep("two", "x" * 60)
    (cache / "one.json").unlink()
    (cache / "two.json").unlink()
    assert (kept.recall("one"), kept.recall("two")) == (None, "x" * 60)
