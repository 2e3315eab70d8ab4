"""A chapter names event sets by id, or a part of one by months and categories; what is wrong is told."""

import shutil
from pathlib import Path

import pytest

from storymap.model import EventSetState
from storymap.model.changes import Kind, SetField
from storymap.storage import load
from storymap.storage.cut_sets import read_cut
from storymap.storage.history import History
from storymap.storage.save import save
from storymap.storage.version import version_of

SOURCE = Path(__file__).parent.parent / "stories" / "air-operations"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOURCE, tmp_path / "library" / "air-operations"))


def chapter(folder: Path, line: str) -> tuple[tuple[EventSetState, ...], dict[str, str]]:
    """Let the chapter `quiet` show something; return its states, and messages by column."""
    file = folder / "chapters" / "quiet.md"
    file.write_text(f"---\ntitle: Quiet\n{line}\n---\nText.\n")
    loaded = load(folder)
    here = [one for one in loaded.problems if one.file.endswith("quiet.md")]
    told = {one.column: f"{one.message} {one.hint}" for one in here}
    return loaded.story.chapters[-1].event_sets, told


def test_months_and_categories_are_kept_as_they_are_written(folder: Path) -> None:
    states, told = chapter(
        folder, "event_sets: [{id: missions, from: 1968, to: 1968-02-16, categories: [STRIKE, ESCORT]}]"
    )
    assert states == (EventSetState("missions", "1968", "1968-02-16", ("STRIKE", "ESCORT")),)
    assert (states[0].first_month, states[0].last_month) == ("1968-01", "1968-02")
    assert told == {}
    assert chapter(folder, "event_sets: missions")[0] == (EventSetState("missions"),)


@pytest.mark.parametrize(
    ("line", "states", "column", "words"),
    [
        ("event_sets: [mission]", (), "event_sets", "Did you mean `missions`?"),
        ("event_sets: [missions, missions]", ("missions",), "event_sets", "listed twice"),
        ("event_sets: [{from: 1968}]", (), "event_sets.id", "has no id"),
        ("event_sets: [{id: missions, from: 1968-13}]", ("missions",), "event_sets.from", "`from: 1968-02`"),
        ("event_sets: [{id: missions, to: spring}]", ("missions",), "event_sets.to", "not a month"),
        (
            "event_sets: [{id: missions, from: 1969, to: 1968-06}]",
            ("missions",),
            "event_sets.from",
            "later than `to`",
        ),
        (
            "event_sets: [{id: missions, category: STRIKE}]",
            ("missions",),
            "event_sets.category",
            "looks like `categories`",
        ),
    ],
)
def test_what_cannot_be_used_is_told_and_the_rest_is_kept(
    folder: Path, line: str, states: tuple[str, ...], column: str, words: str
) -> None:
    found, told = chapter(folder, line)
    assert tuple(one.id for one in found) == states
    assert all(not one.filtered for one in found)
    assert words in told[column]


def test_an_edit_of_the_title_leaves_the_line_of_the_sets_as_it_is(folder: Path) -> None:
    file = folder / "chapters" / "offensive.md"
    before = file.read_text()
    title = SetField(Kind.CHAPTER, "offensive", "title", "The first half of 1968", "Six months")
    save(folder, [title], expected=None, author="x")
    assert file.read_text() == before.replace("The first half of 1968", "Six months")
    states = [{"id": "missions", "from": "1968-02", "to": "1968-03", "categories": ["STRIKE"]}]
    before_states = [
        {"id": "missions", "from": "1968-01", "to": "1968-06", "categories": ["STRIKE", "CLOSE AIR SUPPORT"]}
    ]
    change = SetField(Kind.CHAPTER, "offensive", "event_sets", before_states, states)
    save(folder, [change], expected=None, author="x")
    assert load(folder).story.chapters[1].event_sets == (
        EventSetState("missions", "1968-02", "1968-03", ("STRIKE",)),
    )


def test_a_set_is_cut_when_all_its_files_are_there_and_can_be_read(
    missions_story: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(missions_story, tmp_path / "air-operations"))
    cut = read_cut(folder, "missions")
    assert cut is not None
    assert cut.rows == cut.tally.rows + sum(count for _, count in cut.bad) == 20_000
    assert sum(count for _, count in cut.tally.categories) == cut.tally.rows
    assert sum(count for _, count in cut.tally.years) == cut.tally.rows
    assert sum(count for _, count in cut.tally.places) + cut.tally.no_place == cut.tally.rows
    for name in ("missions.pmtiles", "missions.json", "missions-places.csv"):
        file = folder / "tiles" / name
        moved = file.rename(folder / name)
        assert read_cut(folder, "missions") is None
        file.symlink_to(moved)
        assert read_cut(folder, "missions") is None
        file.unlink()
        moved.rename(file)
    (folder / "tiles" / "missions.json").write_text('{"rows": 1}')
    assert read_cut(folder, "missions") is None


def test_a_chapter_counts_the_rows_that_it_shows(missions_story: Path) -> None:
    chapters = load(missions_story).story.chapters
    rows = (missions_story / "tiles" / "missions-places.csv").read_text().splitlines()[1:]
    table = [row.rsplit(",", 3) for row in rows]
    wanted = sum(
        int(count)
        for _place, month, category, count in table
        if "1968-01" <= month <= "1968-06" and category in ("STRIKE", "CLOSE AIR SUPPORT")
    )
    tally = chapters[1].event_sets[0].tally
    assert tally is not None
    assert tally.rows == wanted > 0
    assert {word for word, _ in tally.categories} == {"STRIKE", "CLOSE AIR SUPPORT"}
    assert tally.years == (("1968", wanted),)


def test_tiles_are_no_part_of_the_version_or_the_history(missions_story: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(missions_story, tmp_path / "library" / "air-operations"))
    with_tiles = version_of(folder)
    (folder / "tiles" / "basemap.pmtiles").write_bytes(b"an author's own")
    own = version_of(folder)
    for file in (folder / "tiles").glob("missions*"):
        file.unlink()
    assert version_of(folder) == own != with_tiles
    shutil.copytree(missions_story / "tiles", folder / "tiles", dirs_exist_ok=True)
    title = SetField(Kind.CHAPTER, "offensive", "title", "The first half of 1968", "Six months")
    saved = save(folder, [title], expected=own, author="x")
    names = History(folder).digests_at(saved.revision)
    assert {name for name in names if name.startswith("tiles/")} == {"tiles/basemap.pmtiles"}
    assert len(load(folder).story.event_sets[0].cut.tally.years) == 11  # type: ignore[union-attr]
