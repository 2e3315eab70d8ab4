"""Differences of two states lead from one to the other."""

import shutil
from pathlib import Path

import pytest

from storymap.model.changes import AddRecord, Change, Kind, RemoveRecord, SetField
from storymap.storage.apply import apply_changes
from storymap.storage.differences import differences
from storymap.storage.editable import read_editable

STORIES = Path(__file__).resolve().parents[1] / "stories"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = tmp_path / "crossing"
    shutil.copytree(STORIES / "pacific-crossing", home)
    return home


def write(story: Path, changes: list[Change]) -> None:
    for name, data in apply_changes(story, changes).items():
        if data is None:
            (story / name).unlink()
        else:
            (story / name).parent.mkdir(exist_ok=True)
            (story / name).write_bytes(data)


def test_a_state_has_no_differences_from_itself(story: Path):
    state = read_editable(story)
    assert differences(state, state) == []


def test_changes_come_back_as_they_were_made(story: Path):
    before = read_editable(story)
    site = next(iter(before.records[Kind.SITE]))
    made: list[Change] = [
        AddRecord(Kind.CHAPTER, "coda", {"title": "Coda"}, None),
        SetField(Kind.SITE, site, "note", before.records[Kind.SITE][site].get("note"), "Seen from the ship"),
        SetField(Kind.STORY, "", "title", before.records[Kind.STORY][""]["title"], "Another title"),
    ]
    write(story, made)
    found = differences(before, read_editable(story))
    last = list(before.records[Kind.CHAPTER])[-1]
    assert found == [AddRecord(Kind.CHAPTER, "coda", {"title": "Coda"}, last), *made[1:]]


def test_differences_lead_from_one_story_to_another_and_back(story: Path, tmp_path: Path):
    other = tmp_path / "other"
    shutil.copytree(STORIES / "two-places", other)
    one, two = read_editable(story), read_editable(other)
    write(story, differences(one, two))
    assert differences(read_editable(story), two) == []
    write(story, differences(two, one))
    assert differences(read_editable(story), one) == []


def test_the_order_of_chapters_is_told_only_where_people_changed_it(story: Path):
    before = read_editable(story)
    order = list(before.records[Kind.CHAPTER])
    values = before.records[Kind.CHAPTER][order[1]]
    write(story, [RemoveRecord(Kind.CHAPTER, order[1], values, order[0])])
    assert differences(before, read_editable(story)) == [
        RemoveRecord(Kind.CHAPTER, order[1], values, order[0])
    ]
    after = read_editable(story)
    kept = list(after.records[Kind.CHAPTER])
    write(story, [SetField(Kind.STORY, "", "chapters", kept, kept[::-1])])
    assert differences(after, read_editable(story)) == [
        SetField(Kind.STORY, "", "chapters", kept, kept[::-1])
    ]
