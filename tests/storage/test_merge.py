"""Changes of two people become one story, and only what truly conflicts is asked about."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.model.changes import AddRecord, Change, Kind, RemoveRecord, SetField
from storymap.storage.editable import Editable
from storymap.storage.merge import Merged, merge
from storymap.storage.merge_list import merge_list
from storymap.storage.merge_text import merge_text

STORY: dict[Kind, dict[str, dict[str, Any]]] = {
    Kind.STORY: {"": {"title": "T", "languages": ["en", "vi"], "chapters": ["a", "b", "c"]}},
    Kind.CHAPTER: {
        "a": {"title": "A", "text": "One.\n\nTwo.\n\nThree.", "show": {"events": ["x"], "tags": ["t"]}},
        "b": {"title": "B", "view": {"zoom": "9"}},
        "c": {"title": "C"},
    },
    Kind.SITE: {"hue": {"name": "Huế", "lat": "16.4"}},
    Kind.EVENT: {"x": {"title": "X", "tags": "war; peace"}},
}


def theirs(*changed: tuple[Kind, str, str, Any]) -> Editable:
    """The story with some fields changed meanwhile."""
    records = {kind: {ident: dict(fields) for ident, fields in some.items()} for kind, some in STORY.items()}
    for kind, ident, field, value in changed:
        records[kind].setdefault(ident, {})[field] = value
    return Editable(records, ("en", "vi"))


def chapter(field: str, was: Any, now: Any, ident: str = "a") -> SetField:
    return SetField(Kind.CHAPTER, ident, field, was, now)


def order(was: list[str], now: list[str]) -> SetField:
    return SetField(Kind.STORY, "", "chapters", was, now)


def one(merged: Merged) -> Any:
    assert (len(merged.clean), merged.conflicts) == (1, [])
    return merged.clean[0]


def test_a_change_of_what_nobody_else_touched_stays_as_it_is() -> None:
    change = chapter("title", "A", "A2")
    assert merge([change], theirs((Kind.CHAPTER, "b", "title", "B2"))).clean == [change]


def test_what_both_changed_to_the_same_is_dropped() -> None:
    assert merge([chapter("title", "A", "A2")], theirs((Kind.CHAPTER, "a", "title", "A2"))) == Merged([], [])


def test_a_title_that_both_changed_is_a_conflict_with_both_values() -> None:
    (conflict,) = merge([chapter("title", "A", "A2")], theirs((Kind.CHAPTER, "a", "title", "A3"))).conflicts
    assert (conflict.change, conflict.theirs) == (chapter("title", "A", "A2"), "A3")


def test_numbers_of_the_editor_are_the_texts_of_the_file() -> None:
    change = chapter("view", {"zoom": 9}, {"zoom": 10}, "b")
    assert one(merge([change], theirs())).now == {"zoom": 10}


def test_different_paragraphs_of_one_text_merge() -> None:
    mine = chapter("text", "One.\n\nTwo.\n\nThree.", "One!\n\nTwo.\n\nThree.")
    merged = one(merge([mine], theirs((Kind.CHAPTER, "a", "text", "One.\n\nTwo.\n\nThree!\n\nFour."))))
    assert merged.now == "One!\n\nTwo.\n\nThree!\n\nFour."
    assert merged.was == "One.\n\nTwo.\n\nThree!\n\nFour."


def test_the_same_paragraph_changed_twice_is_a_conflict() -> None:
    mine = chapter("text", "One.\n\nTwo.\n\nThree.", "One!\n\nTwo.\n\nThree.")
    assert merge([mine], theirs((Kind.CHAPTER, "a", "text", "One?\n\nTwo.\n\nThree."))).conflicts


def test_chapters_that_both_added_and_one_put_in_another_order_come_together() -> None:
    mine: list[Change] = [
        AddRecord(Kind.CHAPTER, "new", {"title": "N"}, "a"),
        order(["a", "new", "b", "c"], ["c", "a", "new", "b"]),
    ]
    merged = merge(mine, theirs((Kind.STORY, "", "chapters", ["a", "b", "z", "c"])))
    assert merged.conflicts == []
    assert merged.clean[1] == order(["a", "new", "b", "z", "c"], ["c", "a", "new", "b", "z"])


def test_a_chapter_that_stays_after_a_conflict_keeps_its_place_in_the_list() -> None:
    mine: list[Change] = [
        order(["a", "b", "c"], ["b", "a", "c"]),
        RemoveRecord(Kind.CHAPTER, "b", {"title": "B", "view": {"zoom": "9"}}),
        order(["a", "c"], ["c", "a"]),
    ]
    merged = merge(mine, theirs((Kind.CHAPTER, "b", "title", "B2")))
    assert [conflict.change.id for conflict in merged.conflicts] == ["b"]
    assert all("b" in change.now for change in merged.clean if isinstance(change, SetField))


def test_an_order_that_conflicts_is_asked_about_once_and_as_it_is_at_last() -> None:
    mine: list[Change] = [
        order(["a", "b", "c"], ["c", "b", "a"]),
        RemoveRecord(Kind.CHAPTER, "c", {"title": "C"}),
        order(["b", "a"], ["a", "b"]),
    ]
    merged = merge(mine, theirs((Kind.STORY, "", "chapters", ["b", "a", "c"])))
    assert merged.clean == [mine[1]]
    (conflict,) = merged.conflicts
    assert conflict.change == order(["a", "b", "c"], ["a", "b"])


def test_two_different_orders_are_a_conflict() -> None:
    mine = order(["a", "b", "c"], ["c", "a", "b"])
    assert merge([mine], theirs((Kind.STORY, "", "chapters", ["b", "a", "c"]))).conflicts


def test_what_a_chapter_shows_merges_by_key_and_entry() -> None:
    mine = chapter("show", {"events": ["x"], "tags": ["t"]}, {"events": ["x", "y"], "tags": ["t"]})
    merged = one(merge([mine], theirs((Kind.CHAPTER, "a", "show", {"events": ["z", "x"]}))))
    assert merged.now == {"events": ["z", "x", "y"]}


def test_tags_in_a_cell_merge_as_a_list() -> None:
    mine = SetField(Kind.EVENT, "x", "tags", "war; peace", "war; peace; sea")
    assert one(merge([mine], theirs((Kind.EVENT, "x", "tags", "peace")))).now == "peace; sea"


def test_a_view_is_one_thing_and_is_not_mixed() -> None:
    mine = chapter("view", {"zoom": "9"}, {"zoom": "10"}, "b")
    assert merge([mine], theirs((Kind.CHAPTER, "b", "view", {"zoom": "9", "center": ["1", "2"]}))).conflicts


def test_removing_what_another_changed_is_a_conflict_and_shows_what_is_there() -> None:
    change = RemoveRecord(Kind.SITE, "hue", {"name": "Huế", "lat": "16.4"})
    (conflict,) = merge([change], theirs((Kind.SITE, "hue", "name", "Thành phố Huế"))).conflicts
    assert conflict.theirs == {"name": "Thành phố Huế", "lat": "16.4"}
    assert merge([change], theirs()).clean == [change]


def test_changing_what_another_removed_is_a_conflict() -> None:
    change = SetField(Kind.SITE, "gone", "name", "A", "B")
    (conflict,) = merge([change], theirs()).conflicts
    assert (conflict.change, conflict.theirs) == (change, None)


def test_what_both_removed_is_dropped() -> None:
    assert merge([RemoveRecord(Kind.SITE, "gone", {"name": "A"})], theirs()) == Merged([], [])


def test_an_id_that_another_took_is_a_conflict_unless_the_record_is_the_same() -> None:
    assert merge([AddRecord(Kind.SITE, "hue", {"name": "Other"})], theirs()).conflicts
    assert merge([AddRecord(Kind.SITE, "hue", {"name": "Huế", "lat": 16.4})], theirs()) == Merged([], [])


def test_several_changes_of_one_field_are_one() -> None:
    changes = [chapter("title", "A", "A1"), chapter("title", "A1", "A2"), chapter("title", "A2", "A3")]
    assert one(merge(changes, theirs())) == chapter("title", "A", "A3")
    assert merge([*changes, chapter("title", "A3", "A")], theirs()) == Merged([], [])


def test_a_record_that_is_changed_and_then_removed_is_removed_with_what_it_had() -> None:
    changes: list[Change] = [
        SetField(Kind.SITE, "hue", "name", "Huế", "H"),
        RemoveRecord(Kind.SITE, "hue", {"name": "H", "lat": "16.4"}),
    ]
    assert one(merge(changes, theirs())) == RemoveRecord(Kind.SITE, "hue", {"name": "Huế", "lat": "16.4"})


PARAGRAPHS = st.lists(st.sampled_from(["a", "b b", "c\nd", "é", "* x\n* y", "| t |"]), max_size=6)


def text(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_a_merge_has_no_side(base: list[str], mine: list[str], other: list[str]) -> None:
    one_way = merge_text(text(base), text(mine), text(other))
    assert one_way == merge_text(text(base), text(other), text(mine))
    if base == mine:
        assert one_way == text(other)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=8, unique=True), st.data())
def test_no_paragraph_of_either_side_is_lost_where_they_do_not_meet(
    base: list[int], data: st.DataObject
) -> None:
    """Each side changes, removes or adds below paragraphs of its own; every change must be in the result."""
    owners = data.draw(
        st.lists(st.sampled_from(["mine", "theirs", "nobody"]), min_size=len(base), max_size=len(base))
    )
    sides: dict[str, list[str]] = {"mine": [], "theirs": []}
    for number, owner in zip(base, owners, strict=True):
        sides["mine"].append(f"p{number}" if owner != "mine" else f"p{number} changed by me")
        sides["theirs"].append(f"p{number}" if owner != "theirs" else f"p{number} changed by them")
    merged = merge_text(text([f"p{number}" for number in base]), text(sides["mine"]), text(sides["theirs"]))
    expected = [
        {"mine": f"p{number} changed by me", "theirs": f"p{number} changed by them"}.get(owner, f"p{number}")
        for number, owner in zip(base, owners, strict=True)
    ]
    assert merged == text(expected)


IDS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)


@given(IDS, IDS, IDS)
def test_a_merged_list_has_what_either_added_and_nothing_that_either_removed(
    base: list[str], mine: list[str], other: list[str]
) -> None:
    merged = merge_list(base, mine, other)
    if merged is None:
        kept = [
            [ident for ident in side if ident in base and ident in mine and ident in other]
            for side in (base, mine, other)
        ]
        assert all(kept[one] != kept[two] for one, two in ((0, 1), (0, 2), (1, 2)))
        return
    removed = (set(base) - set(mine)) | (set(base) - set(other))
    assert sorted(merged) == sorted((set(base) | set(mine) | set(other)) - removed)


def test_an_entry_that_both_changed_differently_is_a_conflict() -> None:
    picture = {"file": "a.jpg", "alt": "A"}
    assert merge_list([picture], [{**picture, "alt": "B"}], [{**picture, "alt": "C"}]) is None
    assert merge_list([picture], [{**picture, "alt": "B"}], [picture, {"file": "b.jpg"}]) == [
        {**picture, "alt": "B"},
        {"file": "b.jpg"},
    ]


@pytest.mark.parametrize(
    ("base", "mine", "other"), [("", "a", "b"), ("a", "b", ""), ("a\n\nb", "a\n\nc", "a\n\nd")]
)
def test_what_meets_at_one_place_is_a_conflict(base: str, mine: str, other: str) -> None:
    assert merge_text(base, mine, other) is None
