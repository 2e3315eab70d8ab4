"""The document names the event sets whose tiles are there, with what each chapter shows of them in words."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from storymap.document import build_document
from storymap.document.drafts import for_readers
from storymap.document.schema import validate
from storymap.storage import load

SOURCE = Path(__file__).parent.parent / "stories" / "air-operations"


@pytest.fixture(scope="module")
def document(missions_story: Path) -> dict[str, Any]:
    return build_document(load(missions_story).story)


def test_a_set_is_listed_with_the_addresses_of_its_files_from_the_story(document: dict[str, Any]) -> None:
    validate(document)
    (one,) = document["event_sets"]
    assert (one["id"], one["title"], one["note"]) == (
        "missions", "Missions", "Made-up rows, the same each time."
    )  # fmt: skip
    assert (one["archive"], one["summary"], one["places"]) == (
        "tiles/missions.pmtiles", "tiles/missions.json", "tiles/missions-places.csv"
    )  # fmt: skip


def test_every_chapter_has_the_full_state_of_what_it_shows(document: dict[str, Any]) -> None:
    states = [
        [{key: one[key] for key in one if key not in ("text", "drawn")} for one in chapter["event_sets"]]
        for chapter in document["chapters"]
    ]
    assert states == [
        [{"id": "missions"}],
        [
            {"id": "missions", "from": "1968-01", "to": "1968-06",
             "categories": ["STRIKE", "CLOSE AIR SUPPORT"]}
        ],
        [{"id": "missions", "from": "1972-01"}],
        [],
    ]  # fmt: skip


def test_words_and_tables_say_what_is_on_the_map_in_each_language(missions_story: Path) -> None:
    story = load(missions_story).story
    english, vietnamese = (build_document(story, tag) for tag in ("en", "vi"))
    validate(vietnamese)
    about = english["event_sets"][0]
    assert about["text"].startswith("19,989 events are shown. They are from January 1965 to March 1975.")
    assert "11 of 20,000 rows of the table are left out (" in about["text"]
    assert [table["columns"][0] for table in about["tables"]] == ["Place", "Category", "Year"]
    assert about["tables"][0]["rows"][-1] == ["elsewhere", "9,850"]
    assert ["Around the parallel", "3,413"] in about["tables"][0]["rows"]
    text = english["chapters"][1]["event_sets"][0]["text"]
    assert text.startswith("This chapter shows 892 of 19,989 events. They are from January 1968 to June")
    assert "Only these categories are shown: STRIKE and CLOSE AIR SUPPORT." in text
    other = vietnamese["event_sets"][0]
    assert ["Quanh vĩ tuyến", "3.413"] in other["tables"][0]["rows"]
    assert "19.989 sự kiện được hiện." in other["text"]
    assert "tháng 1 năm 1968" in vietnamese["chapters"][1]["event_sets"][0]["text"]


def test_a_chapter_without_sites_shows_the_whole_set(missions_story: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(missions_story, tmp_path / "air-operations"))
    for name in ("sites.csv", "sites.geojson", "events.csv"):
        (folder / name).unlink()
    (folder / "chapters" / "ten-years.md").write_text("---\ntitle: Ten years\nevent_sets: [missions]\n---\n")
    found = build_document(load(folder).story)
    west, south, east, north = found["chapters"][0]["view"]["bounds"]
    assert west < 102.4 < 110.2 < east < 113
    assert south < 8.3 < 22.6 < north < 25
    assert found["bounds"][0] == pytest.approx(west, abs=1)


def test_a_set_without_tiles_or_for_a_draft_alone_is_not_listed(missions_story: Path, tmp_path: Path) -> None:
    assert build_document(load(SOURCE).story)["event_sets"] == []
    folder = Path(shutil.copytree(missions_story, tmp_path / "air-operations"))
    for file in (folder / "chapters").glob("*.md"):
        if not file.name.endswith(".vi.md") and "event_sets" in file.read_text():
            file.write_text(file.read_text().replace("---\n", "---\ndraft: true\n", 1))
    story = load(folder).story
    readable = for_readers(story)
    assert readable is not None
    assert build_document(readable)["event_sets"] == []
    assert len(build_document(story)["event_sets"]) == 1
