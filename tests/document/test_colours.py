"""Accents that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.document.colours import ACCENT, ACCENT_DARK, NIGHT, PAPER, READABLE, accents, contrast, normal


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_defaults_can_be_read() -> None:
    assert accents("", "") == (ACCENT, ACCENT_DARK)
    assert contrast(ACCENT, PAPER) >= READABLE
    assert contrast(ACCENT_DARK, NIGHT) >= READABLE


@pytest.mark.parametrize("colour", ["red", "#12", "#12345g", "url(x)", "#ffcc00", ""])
def test_what_is_no_colour_or_too_pale_is_replaced(colour: str) -> None:
    assert accents(colour, "")[0] == ACCENT


def test_short_colours_are_written_out() -> None:
    assert normal(" #ABC ") == "#aabbcc"


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True), st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_every_pair_of_accents_can_be_read(light: str, dark: str) -> None:
    for given_dark in (dark, ""):
        found = accents(light, given_dark)
        assert contrast(found[0], PAPER) >= READABLE
        assert contrast(found[1], NIGHT) >= READABLE
