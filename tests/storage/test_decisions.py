from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.storage.decisions import FILE, Decision, Status, last_decisions, read_decisions, with_decisions

ACCEPTED = Decision(
    "2026-11-22T10:00:00Z",
    "sites.csv",
    "hue",
    "Huế",
    Status.ACCEPTED,
    "gn:1580240",
    "Huế",
    16.4619,
    107.59546,
    7.25,
    0.934,
    ("gn:1 Hue, village, CD, 0.02",),
    "storymap 0.1.0",
)
NUMBERS = st.none() | st.floats(-90, 90).map(lambda number: round(number, 2) + 0.0)
WORDS = st.text("abc đế,\"'|").map(str.strip)
DECISIONS = st.builds(
    Decision,
    date=WORDS,
    file=st.sampled_from(["sites.csv", "events.csv"]),
    record=WORDS.filter(bool),
    asked=WORDS,
    status=st.sampled_from(Status),
    lat=NUMBERS,
    confidence=NUMBERS,
    rivals=st.lists(WORDS.filter(bool)).map(tuple),
)


def add_decisions(folder: Path, decisions: list[Decision]) -> bool:
    """Write what a save would write; whether there was anything."""
    data = with_decisions(folder, decisions)
    if data is not None:
        (folder / FILE).write_bytes(data)
    return data is not None


def test_a_story_without_the_file_has_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path) == ()


def test_what_was_decided_is_read_again(tmp_path: Path) -> None:
    assert add_decisions(tmp_path, [ACCEPTED])
    assert read_decisions(tmp_path) == (ACCEPTED,)


def test_the_same_decision_is_written_once(tmp_path: Path) -> None:
    add_decisions(tmp_path, [ACCEPTED])
    before = (tmp_path / "geocoding.csv").read_bytes()
    assert not add_decisions(tmp_path, [ACCEPTED])
    assert (tmp_path / "geocoding.csv").read_bytes() == before


def test_a_later_decision_keeps_the_earlier_row_and_wins(tmp_path: Path) -> None:
    add_decisions(tmp_path, [ACCEPTED])
    later = Decision("2026-11-23T10:00:00Z", "sites.csv", "hue", "Huế", Status.REJECTED, by="author")
    add_decisions(tmp_path, [later])
    assert read_decisions(tmp_path) == (ACCEPTED, later)
    assert last_decisions(read_decisions(tmp_path)) == {("sites.csv", "hue"): later}


@settings(max_examples=30)
@given(st.lists(DECISIONS, unique_by=lambda decision: decision.key))
def test_any_decision_survives_the_file(tmp_path_factory, decisions: list[Decision]) -> None:
    folder = tmp_path_factory.mktemp("story")
    add_decisions(folder, decisions)
    assert read_decisions(folder) == tuple(decisions)
