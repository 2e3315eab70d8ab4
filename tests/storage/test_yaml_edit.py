"""`values(edit(text, changes))` is what the changes say, and all that they don't name keeps every letter."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.storage.encoding import clean
from storymap.storage.exact_text import EditRefused
from storymap.storage.yaml_edit import edit_mapping
from storymap.storage.yaml_values import values_of
from storymap.storage.yaml_write import plain

KEYS = ("title", "chapters", "view", "my own key", "Đường", "show", "x")
WORDS = st.sampled_from(["one", "Đà Nẵng", "1968", "a: b", "a #b", "it's", 'say "so"', "-", "no", "😀", ""])
TEXTS = st.one_of(
    WORDS,
    st.text(st.sampled_from("aĐệ ,:#-[]{}&*!|>%@`'\"\n\t\\?=~😀\u2028\x85") | st.characters(), max_size=12),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXTS | st.booleans() | st.integers(-999, 999) | st.floats(allow_nan=False, allow_infinity=False),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(TEXTS.map(clean), parts, max_size=3),
    max_leaves=6,
)
# What stands after `key:` in files of authors, its line ends as "\n"; each is one entry's whole value.
WRITTEN = st.sampled_from(
    [
        " plain words",
        " plain   # a remark",
        " 'single ''quoted'''",
        ' "double \\"quoted\\" \\u0111"',
        ' "over\n  two lines"',
        " plain over\n  two lines",
        " 1968-05",
        " |\n  A text\n    of lines\n\n  with a gap",
        " >- # folded\n  A text\n  of lines",
        " |+\n  kept\n\n",
        " [one, 'two', three] # flow",
        " [\n    one, # first\n    two,\n  ]",
        " {zoom: 9, center: [16.5, 107.6]}",
        " { }",
        " []",
        "\n- first\n- second # the second\n# above the third\n- third",
        "\n  - id: a\n    title: A # a title\n  - id: b\n\n    title: B",
        "\n  zoom: 9   # near\n  # where\n  center: [16.5, 107.6]",
        "\n    deep:\n        deeper: [1, 2]\n        words: w",
        "",
        " # nothing yet",
        " ~",
    ]
)
ABOVE = st.sampled_from(["", "", "", "# a remark\n", "\n", "\n# one\n\n# two\n"])
Entry = tuple[str, str, str]
"""What stands above a key, the key, and what is written after its colon."""


@st.composite
def maps(draw: st.DrawFn) -> list[Entry]:
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    entries = [(draw(ABOVE), key, draw(WRITTEN)) for key in keys]
    if any("|+" in value for _, _, value in entries):  # empty lines behind such a text are a part of it
        entries = [(above.lstrip("\n"), key, value) for above, key, value in entries]
    return entries


def written(entries: list[Entry]) -> str:
    return "".join(f"{above}{key}:{value}\n" for above, key, value in entries)


CHANGES = st.dictionaries(st.sampled_from(KEYS), st.none() | VALUES, min_size=1, max_size=3)
LINE_ENDS = st.sampled_from(["\n", "\r\n"])


def values(text: str) -> dict[str, Any]:
    found, broken = values_of(text)
    assert broken == ""
    return dict(found)


@given(maps(), CHANGES, LINE_ENDS, st.booleans())
def test_reading_what_was_written_gives_the_changes_and_nothing_else(
    entries: list[Entry], changes: dict[str, Any], newline: str, ended: bool
) -> None:
    text = written(entries).replace("\n", newline)
    text = text if ended else text.rstrip("\r\n")
    expected = values(text) | {key: plain(value) for key, value in changes.items()}
    gone = {clean(key) for key, value in changes.items() if value is None}
    made = edit_mapping(text, changes, newline)
    assert values(made) == {key: value for key, value in expected.items() if key not in gone}


@given(maps(), CHANGES, LINE_ENDS)
def test_all_that_is_not_changed_keeps_every_letter_and_its_order(
    entries: list[Entry], changes: dict[str, Any], newline: str
) -> None:
    text = written(entries).replace("\n", newline)
    made = edit_mapping(text, changes, newline)
    pieces = [
        f"{above}{key}:" if key in changes else f"{above}{key}:{value}\n" for above, key, value in entries
    ]
    kept = [
        re.escape(entry[0] if changes.get(entry[1], "") is None else piece).replace("\\\n", newline)
        for piece, entry in zip(pieces, entries, strict=True)
    ]
    assert re.fullmatch("(?s:.*)".join(["", *kept, ""]), made)
    first = next((at for at, entry in enumerate(entries) if entry[1] in changes), len(entries))
    assert made.startswith(written(entries[:first]).replace("\n", newline).rstrip("\r\n"))


@given(maps(), st.data())
def test_one_new_value_changes_nothing_above_or_below_it(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    above, key, old = entries[place]
    made = edit_mapping(written(entries), {key: data.draw(VALUES)})
    assert made.startswith(f"{written(entries[:place])}{above}{key}:")
    assert made.endswith(written(entries[place + 1 :]))
    remarks = re.findall(r"#.*", old)
    if not old.startswith((" |", "\n", " [", " {")):
        assert all(remark in made for remark in remarks)


@given(maps(), st.data())
def test_a_new_key_comes_below_the_others_and_goes_again(entries: list[Entry], data: st.DataObject) -> None:
    text = written(entries)
    made = edit_mapping(text, {"new": data.draw(VALUES)})
    assert edit_mapping(made, {"new": None}) == text


@given(maps(), st.data())
def test_no_change_is_no_change(entries: list[Entry], data: st.DataObject) -> None:
    text = written(entries)
    found = values(text)
    keys = data.draw(st.lists(st.sampled_from(sorted(found)), unique=True))
    assert edit_mapping(text, {key: found[key] for key in keys if found[key] is not None}) == text


def test_a_value_that_is_repeated_elsewhere_is_refused() -> None:
    with pytest.raises(EditRefused, match="can't be changed"):
        edit_mapping("a: &one [1]\nb: *one\n", {"a": None})


def test_a_new_key_does_not_go_into_a_text_that_ends_the_file() -> None:
    made = edit_mapping("title: T\nsummary: |\n  The last line", {"cite": "A"})
    assert made == "title: T\ncite: A\nsummary: |\n  The last line"


def test_an_empty_key_and_a_new_one_are_filled_together() -> None:
    assert edit_mapping("title:\n", {"title": "T", "cite": "A"}) == "title: T\ncite: A\n"
