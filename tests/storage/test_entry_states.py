"""A layer or event set of a chapter becomes a map and an id again, in the file and between two people."""

import pytest

from storymap.storage.chapter_edit import edit_chapter
from storymap.storage.merge_list import merge_list

HEAD = """\
---
title: One
layers:
  # the surveys
  - plan   # of 1909
  - {id: people, opacity: 0.4} # pale
  - id: towns   # and their names
    filter: {size: {from: 10}}
  - roads
event_sets: [missions, {id: raids, from: 1968}] # both
---
Text.
"""
FAINT = {"id": "plan", "opacity": "0.5"}
PEOPLE = {"id": "people", "opacity": "0.4"}
TOWNS = {"id": "towns", "filter": {"size": {"from": "10"}}}


def edited(field: str, value: object, text: str = HEAD) -> str:
    made = edit_chapter({"en": text.encode()}, {field: value}, ["en"])["en"]  # type: ignore[dict-item]
    assert made is not None
    return made.decode()


@pytest.mark.parametrize(
    ("layers", "old", "new"),
    [
        ([FAINT, PEOPLE, TOWNS, "roads"], "- plan ", "- {id: plan, opacity: 0.5} "),
        ([{**FAINT, "opacity": 0.5}, PEOPLE, TOWNS, "roads"], "- plan ", "- {id: plan, opacity: 0.5} "),
        (["plan", "people", TOWNS, "roads"], "{id: people, opacity: 0.4}", "people"),
        (["plan", {**PEOPLE, "compare": "glass"}, TOWNS, "roads"], "0.4}", "0.4, compare: glass}"),
        (["plan", PEOPLE, {**TOWNS, "opacity": "0.25"}, "roads"], "10}}", "10}}\n    opacity: 0.25"),
        (["plan", PEOPLE, TOWNS, {"id": "roads", "compare": "swipe"}], "- roads",
         "- {id: roads, compare: swipe}"),
        # text that isn't written as numbers are stays text
        ([{**FAINT, "opacity": "0.50"}, PEOPLE, TOWNS, "roads"], "- plan ", '- {id: plan, opacity: "0.50"} '),
    ],
)  # fmt: skip
def test_an_id_and_the_map_that_says_more_keep_their_line_with_its_remark(
    layers: list[object], old: str, new: str
) -> None:
    assert edited("layers", layers) == HEAD.replace(old, new, 1)


def test_event_sets_keep_what_stands_around_them() -> None:
    changed = [{"id": "missions", "to": "1970-06", "categories": ["STRIKE"]}, {"id": "raids", "from": "1968"}]
    assert edited("event_sets", changed) == HEAD.replace(
        "[missions,", "[{id: missions, to: 1970-06, categories: [STRIKE]},"
    )
    assert edited("event_sets", ["missions", "raids"]) == HEAD.replace("{id: raids, from: 1968}", "raids")


def test_windows_line_ends_stay() -> None:
    made = edited("layers", [FAINT, PEOPLE, TOWNS, "roads"], HEAD.replace("\n", "\r\n"))
    assert made == HEAD.replace("- plan ", "- {id: plan, opacity: 0.5} ").replace("\n", "\r\n")


def test_two_people_who_change_different_entries_both_keep_them() -> None:
    added = merge_list(["plan", "roads"], [FAINT, "roads"], ["plan", "roads", "towns"])
    assert added == [FAINT, "roads", "towns"]
    assert merge_list(["plan", "roads"], [FAINT, "roads"], ["plan"]) == [FAINT]
    assert merge_list([FAINT, "roads"], ["plan", "roads"], [FAINT, {"id": "roads", "compare": "glass"}]) == [
        "plan", {"id": "roads", "compare": "glass"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ([{"id": "plan", "opacity": "0.5"}], [{"id": "plan", "opacity": "0.9"}]),
        ([{"id": "plan", "opacity": "0.5"}], []),
    ],
)
def test_one_entry_that_both_changed_is_asked_about(mine: list[object], theirs: list[object]) -> None:
    assert merge_list(["plan"], mine, theirs) is None
    assert merge_list(["plan"], theirs, mine) is None
