"""An author is told of event sets that are not cut, are old, or have nothing to show in a chapter."""

import os
import shutil
from pathlib import Path

import pytest

from storymap.document.checked import check_story
from storymap.problems import Problem
from storymap.storage import load
from storymap.tiles.events.origin import WHOLE, made_from

SOURCE = Path(__file__).parent.parent / "stories" / "air-operations"
OLD = "the data or their settings changed after the tiles were cut"


@pytest.fixture
def folder(missions_story: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(missions_story, tmp_path / "air-operations", copy_function=shutil.copy))


def told(folder: Path) -> list[Problem]:
    return [one for one in check_story(folder).problems if one.column == "event_sets"]


def test_a_set_that_is_not_cut_is_told_in_each_chapter_that_shows_it() -> None:
    found = told(SOURCE)
    assert [one.file for one in found] == [
        f"chapters/{name}.md" for name in ("ten-years", "offensive", "parallel")
    ]
    assert {(one.message, one.hint) for one in found} == {
        ("the event set isn't cut yet, so readers don't see it", "Run `storymap tiles air-operations`.")
    }


def test_a_copy_of_a_story_with_new_times_is_not_old(folder: Path) -> None:
    for file in folder.rglob("*"):
        os.utime(file, (0, 0))
    assert told(folder) == []
    shutil.rmtree(folder / "data")  # the tiles are enough for readers
    assert told(folder) == []


@pytest.mark.parametrize("change", ["row", "column", "place"])
def test_tiles_are_old_when_a_row_a_column_or_a_place_changed(folder: Path, change: str) -> None:
    file, before, after = {
        "row": ("data/missions.csv", '"STRIKE"', '"ESCORT"'),
        "column": ("story.yaml", "category: type", "category: country"),
        "place": ("sites.geojson", "[106, 16], [108, 16]", "[106, 15], [108, 15]"),
    }[change]
    text = (folder / file).read_text()
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1))
    assert [(one.file, one.message, one.found) for one in told(folder)] == [("story.yaml", OLD, "missions")]


def test_a_large_table_is_told_apart_by_its_size_and_samples(folder: Path) -> None:
    file = folder / "data" / "missions.csv"
    with file.open("ab") as table:
        while table.tell() <= WHOLE:
            table.write(b'"106.5","16.5","1968-02-16","STRIKE","LAOS",500\n' * 10_000)
    loaded = load(folder).story
    marks = {made_from(loaded.event_sets[0], loaded.sites, folder)}
    for place in (0, -20):
        with file.open("r+b") as table:
            table.seek(place, os.SEEK_SET if place >= 0 else os.SEEK_END)
            table.write(b"9")
        marks.add(made_from(loaded.event_sets[0], loaded.sites, folder))
    assert len(marks) == 3


def test_a_chapter_that_shows_no_row_or_an_unknown_category_is_told(folder: Path) -> None:
    quiet, other = folder / "chapters" / "quiet.md", folder / "chapters" / "parallel.md"
    quiet.write_text("---\ntitle: Quiet\nevent_sets: [{id: missions, from: 1999}]\n---\n")
    other.write_text("---\ntitle: Other\nevent_sets: [{id: missions, categories: [strike, tea]}]\n---\n")
    found = [(one.file.removeprefix("chapters/"), one.found, one.message, one.hint) for one in told(folder)]
    unknown = "the event set has no such category"
    assert found[0] == ("parallel.md", "strike", unknown, "Did you mean `STRIKE`?")
    assert found[1][:3] == ("parallel.md", "tea", unknown)
    assert "`AIRLIFT`" in found[1][3]
    assert found[2][2] == "no row of the event set fits what the chapter shows"
    assert "1965-01 – 1975-03" in found[2][3]
