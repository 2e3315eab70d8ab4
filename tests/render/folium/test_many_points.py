"""Very many points of a GeoDataFrame keep their values, in the document and in a folder."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import storymap
from storymap.document.layers.columns import positions, unpacked

COUNT = 3000


def table(**columns: object) -> gpd.GeoDataFrame:
    numbers = np.random.default_rng(3)
    places = gpd.points_from_xy(numbers.uniform(103, 109, COUNT), numbers.uniform(9, 23, COUNT))
    return gpd.GeoDataFrame(columns, geometry=places, crs=4326)


def story_of(rows: gpd.GeoDataFrame) -> storymap.StoryMap:
    story = storymap.StoryMap(title="Many")
    story.chapter("Points").add(rows, "All of them")
    return story


COLUMNS = {
    "whole": list(range(COUNT)),
    "large": [2**60 + 1] * COUNT,
    "part": [number / 3 if number % 7 else float("nan") for number in range(COUNT)],
    "true": [number % 2 == 0 for number in range(COUNT)],
    "word": [["Huế", "Hà Nội", "", None][number % 4] for number in range(COUNT)],
    "unlike": [f"nơi {number}" for number in range(COUNT)],
    "gap": pd.array([None if number % 5 == 0 else number for number in range(COUNT)], dtype="Int64"),
    "large gap": pd.array([None, *[2**60 + 1] * (COUNT - 1)], dtype="Int64"),
    "small gap": pd.array([[1, 2, None][number % 3] for number in range(COUNT)], dtype="Int8"),
    "true gap": pd.array([[True, False, None][number % 3] for number in range(COUNT)], dtype="boolean"),
    "part gap": pd.array([[1.5, 2.0, None][number % 3] for number in range(COUNT)], dtype="Float64"),
    "word gap": pd.array([["Huế", "", None][number % 3] for number in range(COUNT)], dtype="string"),
    "kinds": pd.Categorical([["town", "village", None][number % 3] for number in range(COUNT)]),
    "numbers and none": np.array([[7, None, float("nan"), 9][number % 4] for number in range(COUNT)], object),
    "parts and none": np.array([[7.5, None, float("nan")][number % 3] for number in range(COUNT)], object),
    "truth and none": np.array([[True, None][number % 2] for number in range(COUNT)], object),
    "words and none": np.array([["a", None, pd.NA][number % 3] for number in range(COUNT)], object),
    "nothing": [None] * COUNT,
    "dates": pd.to_datetime(["1968-01-31", None] * (COUNT // 2)).strftime("%Y-%m-%d"),
    "mixed": [["a", 1, None][number % 3] for number in range(COUNT)],
}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_type_of_column_comes_back_with_the_same_values(name: str):
    rows = table(**{name: COLUMNS[name]})
    story = story_of(rows)
    assert not [problem for problem in story.problems if problem.severity == "error"]
    points = story.document["layers"][0]["points"]
    expected = [None if pd.isna(value) else value for value in rows[name].tolist()]
    found = unpacked(points["columns"][name])
    assert found == expected
    assert {type(value) for value in found} <= {type(value) for value in expected} | {int}
    off = positions(points) - np.column_stack([rows.geometry.x, rows.geometry.y])
    assert np.abs(off).max() <= 0.6e-5, "more than a metre"


@pytest.mark.parametrize("name", [name for name in COLUMNS if name not in ("mixed", "large gap")])
def test_columns_with_gaps_stay_columns_from_the_table_to_the_file(name: str, tmp_path: Path):
    folder = story_of(table(**{name: COLUMNS[name]})).to_folder(tmp_path / "many")
    assert [path.suffix for path in (folder / "layers").iterdir()] == [".fgb"]


def test_words_that_repeat_are_written_once():
    rows = table(word=COLUMNS["word"], unlike=COLUMNS["unlike"])
    columns = story_of(rows).document["layers"][0]["points"]["columns"]
    assert columns["word"]["words"] == ["Huế", "Hà Nội", ""]
    assert set(columns["unlike"]) == {"values"}


def test_a_folder_of_many_points_gives_the_same_document_and_file(tmp_path: Path):
    story = story_of(table(n=COLUMNS["whole"]).to_crs(3857))
    folder = story.to_folder(tmp_path / "many")
    assert [path.name for path in (folder / "layers").iterdir()] == ["all-of-them.fgb"]
    again = storymap.StoryMap.load(folder)
    assert again.document["layers"] == story.document["layers"]
    assert again.document["chapters"] == story.document["chapters"]


def test_a_chapter_keeps_some_of_many_points_and_the_page_lists_a_few(tmp_path: Path):
    folder = story_of(table(n=COLUMNS["whole"], name=COLUMNS["unlike"])).to_folder(tmp_path / "many")
    chapter = folder / "chapters/points.md"
    text = chapter.read_text("utf-8").replace("[all-of-them]", "[{id: all-of-them, filter: {n: {to: 9}}}]")
    chapter.write_text(text, "utf-8")
    story = storymap.StoryMap.load(folder)
    document = story.document
    assert document["chapters"][0]["layers"][0]["filter"] == list(range(10))
    shown = document["layers"][0]["table"]
    assert (len(shown["rows"]), shown["more"]) == (300, COUNT - 300)
    assert story.to_html().count("nơi ") < 1000
