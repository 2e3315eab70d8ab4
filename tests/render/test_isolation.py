"""Words keep together within a text that runs the other way."""

import pytest

from storymap.render.isolation import keeper


@pytest.mark.parametrize(
    ("language", "within", "shown"),
    [
        ("en", "ar", "\u20661 minute\u2069"),
        ("ar", "vi", "\u20671 minute\u2069"),
        ("en", "vi", "1 minute"),
        ("ar", "he", "1 minute"),
    ],
)
def test_words_stand_between_marks_only_where_the_text_runs_the_other_way(
    language: str, within: str, shown: str
):
    assert keeper(language, within)(lambda number: f"{number} minute")("1") == shown


def test_where_there_are_no_words_there_are_no_marks():
    assert keeper("en", "ar")(lambda: "")() == ""
