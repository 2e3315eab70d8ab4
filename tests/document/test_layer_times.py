"""Dates of a layer: a chapter shows those of its time, and a reader goes through them step by step."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.document import build_document, document_problems, validate
from storymap.document.layers.times import Spell, meet, time_steps, when_of, within
from storymap.model import Chapter, Layer, LayerState, Story, Text, When, parse_when

DATES = ["1960", "1963-05/1965", None, "1970/..", "soon", 1964, "1964-03-02T10:00:00"]


def steps(*texts: str, window: str = "", language: str = "en") -> list[str]:
    limit = parse_when(window) if window else None
    spells = [Spell.of(parse_when(text), limit) for text in texts]
    return [step["label"] for step in time_steps(spells, language)]


def documents(
    when: When | None = None, state: LayerState | None = None
) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """The layer and the chapter of a small story, and what its author is told."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [105.0 + at, 16.0]},
            "properties": {"name": f"Find {at}", "found": date},
        }
        for at, date in enumerate(DATES)
    ]
    data = {"type": "FeatureCollection", "features": features}
    layer = Layer("finds", Text.of({"en": "Finds"}), data, when="found")
    chapter = Chapter(
        "one", Text.of({"en": "One"}), Text.of({"en": "…"}), when=when, layers=(state or LayerState("finds"),)
    )
    story = Story("s", Text.of({"en": "S"}), layers=(layer,), chapters=(chapter,))
    document = build_document(story)
    validate(document)
    return document["layers"][0], document["chapters"][0], [str(one) for one in document_problems(story)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1965, "1965"), (1965.0, "1965"), (-43, "-0043"), (" 1965-03 ", "1965-03"), ("196X", "196X"),
        ("1964-03-02T10:00:00.000", "1964-03-02"), ("1964-03-02 10:00:00Z", "1964-03-02"),
        ("1968/1970", "1968/1970"), (None, None), ("", None), (True, None), ("soon", None), (1965.5, None),
        ("../..", None), (float("inf"), None),
    ],
)  # fmt: skip
def test_a_property_holds_a_date_in_many_forms(value: Any, text: str | None) -> None:
    found = when_of(value)
    assert (found and found.text) == text


def test_a_layer_says_the_date_of_each_feature_and_how_many_have_none() -> None:
    layer, chapter, told = documents()
    assert [date["label"] for date in layer["time"]["dates"]] == [
        "1960", "May 1963 – 1965", "since 1970", "1964", "2 March 1964",
    ]  # fmt: skip
    assert layer["time"]["of"] == [0, 1, None, 2, None, 3, 4]
    assert layer["time"]["undated"] == 2
    assert layer["table"]["columns"] == ["Name", "Date"]
    assert ["Find 2", "no date"] in layer["table"]["rows"]
    assert (chapter["layers"][0]["filter"], chapter["layers"][0]["window"]) == (None, None)
    assert [step["label"] for step in chapter["steps"]] == [str(year) for year in range(1960, 1971)]
    assert len(told) == 1
    assert "1 of 6 dates of layer finds can't be read" in told[0]


@pytest.mark.parametrize(
    ("chapter", "own", "shown", "count"),
    [
        ("1964", None, [1, 5, 6], 12),  # the most exact date is a day, but a year has too many of them
        ("1960", None, [0], 0),
        ("1971/..", None, [3], 0),
        ("1960", "1964-03", [1, 5, 6], 31),
        ("1950", None, [], 0),
    ],
)
def test_a_chapter_shows_the_features_of_its_time_or_of_the_layers_own(
    chapter: str, own: str | None, shown: list[int], count: int
) -> None:
    _, found, _ = documents(parse_when(chapter), LayerState("finds", when=own and parse_when(own)))
    assert found["layers"][0]["filter"] == shown
    assert found["layers"][0]["window"]["label"]
    assert len(found["steps"]) == count


def test_a_filter_and_a_time_both_count() -> None:
    state = LayerState("finds", filter={"name": ("Find 1", "Find 3")})
    assert documents(parse_when("1964"), state)[1]["layers"][0]["filter"] == [1]


def test_steps_are_as_fine_as_the_dates_and_few_enough() -> None:
    assert steps("1960", "1963") == ["1960", "1961", "1962", "1963"]
    assert steps("1960", "1963", language="vi")[0] == "năm 1960"
    assert steps("196X", "198X") == ["1960s", "1970s", "1980s"]
    assert steps("1968-01", "1968-03-04") == ["January 1968", "February 1968", "March 1968"]
    assert steps("1968-01-30", "1968-02-01") == ["30 January 1968", "31 January 1968", "1 February 1968"]
    assert steps("1700", "1905") == [f"{year}s" for year in range(1700, 1910, 10)]
    assert steps("-0209", "0012") == [
        *(f"{year}–{year - 9} BC" for year in range(210, 0, -10)), "AD 1 – AD 9", "AD 10 – AD 19",
    ]  # fmt: skip
    assert steps("1960/1970", "1965", window="1965/1966") == ["1965", "1966"]
    assert steps("1960") == steps("1960/..") == steps() == []


YEARS = st.integers(-3000, 3000)


@given(years=st.lists(st.tuples(YEARS, st.integers(0, 400)), min_size=1, max_size=8))
def test_every_date_is_in_a_step_and_steps_follow_each_other(years: list[tuple[int, int]]) -> None:
    def written(year: int) -> str:
        return f"{'-' if year < 0 else ''}{abs(year):04d}"

    whens = [parse_when(f"{written(start)}/{written(start + length)}") for start, length in years]
    found = [step["extent"] for step in time_steps([Spell.of(when, None) for when in whens], "en")]
    assert len(found) <= 61
    assert all(one[1] == other[0] for one, other in pairwise(found))
    if found:
        assert all(any(meet(when.extent, tuple(step)) for step in found) for when in whens)
        assert found[0][0] <= min(when.extent[0] or 0 for when in whens)
        assert found[-1][1] >= max(when.extent[1] or 0 for when in whens)


def test_what_only_touches_a_window_is_not_in_it() -> None:
    whens = [parse_when("1964"), parse_when("1965"), None, parse_when("../1964"), parse_when("1965/..")]
    assert within(whens, parse_when("1965")) == [1, 4]
