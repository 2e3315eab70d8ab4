"""Dates: what is read, what is refused, and what a refusal tells the author."""

import re

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.model.when import When, WhenError, extent_of, parse_when
from storymap.model.when_hints import hint_for


def hint(text: str) -> str:
    with pytest.raises(WhenError) as caught:
        parse_when(text)
    assert caught.value.found == text
    return caught.value.hint


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1995", (1995, 1, 1), (1995, 12, 31)),
        ("1997-05", (1997, 5, 1), (1997, 5, 31)),
        ("1995-07-11", (1995, 7, 11), (1995, 7, 11)),
        ("2004-01-01T10:10:10Z", (2004, 1, 1), (2004, 1, 1)),
        ("2001-21", (2001, 3, 1), (2001, 5, 31)),
        ("199X", (1990, 1, 1), (1999, 12, 31)),
        ("19XX", (1900, 1, 1), (1999, 12, 31)),
        ("1999-XX", (1999, 1, 1), (1999, 12, 31)),
        ("2000-02-XX", (2000, 2, 1), (2000, 2, 29)),
        ("1985-XX-XX", (1985, 1, 1), (1985, 12, 31)),
        ("Y-17000", (-17000, 1, 1), (-17000, 12, 31)),
        ("Y12345?", (12345, 1, 1), (12345, 12, 31)),
        ("-0044", (-44, 1, 1), (-44, 12, 31)),
        ("-004X", (-49, 1, 1), (-40, 12, 31)),
        ("0000-02-29", (0, 2, 29), (0, 2, 29)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("1988/..", (1988, 1, 1), None),
        ("../1975", None, (1975, 12, 31)),
        ("1985/", (1985, 1, 1), None),
        ("/1985", None, (1985, 12, 31)),
        ("1999?/2004~", (1999, 1, 1), (2004, 12, 31)),
        ("1989-01-20/1993-01-20", (1989, 1, 20), (1993, 1, 20)),
        ("1995/1995-03", (1995, 1, 1), (1995, 3, 31)),
        ("Y-20000/-0044", (-20000, 1, 1), (-44, 12, 31)),
    ],
)
def test_a_date_has_its_first_and_last_day(text, earliest, latest):
    when = parse_when(text)
    assert (when.text, when.earliest, when.latest) == (text, earliest, latest)


def test_an_open_interval_keeps_its_open_end():
    assert parse_when("1988/..") == When("1988/..", (1988, 1, 1), None, open_end=True)
    assert parse_when("../1975") == When("../1975", None, (1975, 12, 31), open_start=True)


def test_an_unknown_end_is_not_an_open_end():
    assert not parse_when("1985/").open_end
    assert not parse_when("/1985").open_start


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [("1968~", True, False), ("1968?", False, True), ("1968%", True, True), ("2001-21~", True, False),
     ("1999?/2004~", True, True), ("1988~/..", True, False), ("1968", False, False)],
)
def test_qualifiers_are_kept(text, approximate, uncertain):
    when = parse_when(text)
    assert (when.approximate, when.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("1995", (1995.0, 1996.0)),
        ("1995-07-11", (1995.5233, 1995.526)),
        ("2000-12-31", (2000.9973, 2001.0)),
        ("2000-02-29", (2000.1612, 2000.1639)),
        ("1988/..", (1988.0, None)),
        ("/1985", (None, 1986.0)),
        ("-0044", (-44.0, -43.0)),
    ],
)
def test_an_extent_runs_to_the_end_of_the_last_day(text, extent):
    assert parse_when(text).extent == extent


@pytest.mark.parametrize(
    ("text", "value"),
    [("1995", "1995"), ("1997-05", "1997-05"), ("1995-07-11", "1995-07-11"),
     ("2004-01-01T10:10:10Z", "2004-01-01"),
     ("2001-21", None), ("1968~", None), ("199X", None), ("1988/..", None), ("-0044", None), ("0000", None),
     ("1994/1998", None), ("Y12345", None)],
)
def test_only_a_certain_date_goes_into_a_time_element(text, value):
    assert parse_when(text).datetime == value


def test_bounds_outside_four_digit_years_have_no_iso_date():
    assert parse_when("Y-17000").start_iso is None
    assert parse_when("Y12345").end_iso is None
    assert parse_when("0000").start_iso == "0000-01-01"
    assert parse_when("199X").end_iso == "1999-12-31"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1995-02-30", "February 1995 has 28 days; write the right day, or 1995-02"),
        ("1900-02-29", "February 1900 has 28 days; write the right day, or 1900-02"),
        ("2004-02-30T10:00:00Z", "February 2004 has 29 days; write the right day, or 2004-02"),
        ("11/12/2021", "is it 11 December or 12 November 2021? write 2021-12-11 or 2021-11-12"),
        ("1999/1995", "the interval ends before it starts; write 1995/1999"),
        ("1995-13", "there is no month 13; months are 01 to 12, seasons 21 to 24"),
        ("/..", "an interval needs a date on one side at least, such as 1988/..; else leave the date empty"),
        ("XXXX", "leave the date empty when nothing is known"),
        ("2004-01-01T10:10:10Z/2005", "an interval has no time of day; write 2004-01-01/2005"),
        ("1995/1996-02-30", "February 1996 has 29 days; write the right day, or 1996-02"),
        ("30 February 1995", "February 1995 has 28 days; write the right day, or 1995-02"),
    ],
)
def test_an_impossible_date_is_explained(text, told):
    assert hint(text) == told


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("25/12/2021", "2021-12-25"), ("March 2003", "2003-03"), ("July 11, 1995", "1995-07-11"),
        ("11th July 1995", "1995-07-11"), ("5/2023", "2023-05"), ("1995-5-3", "1995-05-03"),
        (" 1995", "1995"),
        ("1995\n", "1995"), ("1994–1998", "1994/1998"), ("1995 / 1998", "1995/1998"), ("c. 1968", "1968~"),
        ("circa 1968?", "1968%"), ("1968?~", "1968%"), ("1990s", "199X"), ("about the 1990s", "199X~"),
        ("199u", "199X"), ("20th century", "19XX"), ("since 1988", "1988/.."), ("1988-present", "1988/.."),
        ("1988/open", "1988/.."), ("1988/unknown", "1988/"), ("until 1975", "../1975"), ("44 BC", "-0043"),
        ("11-20 May 2022", "2022-05-11/2022-05-20"), ("May 11/20, 2022", "2022-05-11/2022-05-20"),
        ("May–June 1997", "1997-05/1997-06"), ("2021-08-24/27", "2021-08-24/2021-08-27"),
        ("24 or 27 August 2021", "2021-08-24 or 2021-08-27"), ("1988/89", "1988/1989"),
        ("1905/06", "1905-06 or 1905/1906"), ("Y1995", "1995"), ("12345", "Y12345"),
        ("spring 2001", "2001-21"),
        ("thg 3 1975", "1975-03"), ("15 thg 3, 1975", "1975-03-15"), ("T3/1975", "1975-03"),
        ("tháng 5 năm 1997", "1997-05"), ("tháng năm năm 1997", "1997-05"), ("tháng 5/1997", "1997-05"),
        ("ngày 11 tháng 7 năm 1995", "1995-07-11"), ("ngày 11/7/1995", "1995-07-11"),
        ("khoảng năm 1968", "1968~"), ("từ năm 1988", "1988/.."), ("1988 đến nay", "1988/.."),
        ("đến năm 1975", "../1975"), ("từ 1994 đến 1998", "1994/1998"), ("thập niên 1990", "199X"),
        ("thế kỷ 20", "19XX"), ("mùa xuân 2001", "2001-21"), ("44 TCN", "-0043"),
        ("ngày 11–20 tháng 5 năm 2022", "2022-05-11/2022-05-20"), ("１９９５", "1995"),
    ],
)
def test_a_near_miss_names_the_likely_fix(text, likely):
    assert hint(text) == f"write {likely}"
    assert [parse_when(part).text for part in likely.split(" or ")]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("[1667,1668]", "1667/1668"), ("[..1984]", "../1984"), ("1560-XX-25", "1560"), ("201X-05", "201X"),
     ("1XXX", "1000/1999"), ("2004-06-~11", "2004-06-11~"), ("?2004-06", "2004-06?"), ("Y17E7", "Y170000000"),
     ("1950S2", "19XX")],
)
def test_level_2_is_refused_with_its_nearest_level_1_value(text, nearest):
    assert hint(text) == f"level 2 of EDTF is not supported; write {nearest}"
    assert parse_when(nearest)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0"])
def test_an_empty_text_is_no_date(text):
    assert hint(text).startswith("no date")


def test_an_error_says_what_was_found_and_stays_short():
    assert str(WhenError("x" * 500, "write 1995")) == f"date '{'x' * 64}…': write 1995"
    assert "too long" in hint("x" * 500)


def test_the_extent_of_many_dates_holds_them_all():
    assert extent_of([]) is None
    assert extent_of(map(parse_when, ["1995", "1988-XX", "199X"])) == (1988.0, 2000.0)
    assert extent_of(map(parse_when, ["1995", "1988/.."])) == (1988.0, None)
    assert extent_of(map(parse_when, ["1995", "/1988"])) == (None, 1996.0)


def read_or_refused(text: str) -> When | WhenError:
    try:
        return parse_when(text)
    except WhenError as fault:
        return fault


@given(st.text(max_size=80) | st.text("0123456789XY?~%/.-T:{}[], ", max_size=24))
def test_any_text_is_read_or_refused_with_a_hint(text):
    answer = read_or_refused(text)
    if isinstance(answer, When):
        assert answer.text == text
    else:
        assert answer.found == text
        assert answer.hint


PIECES = [
    "11", "12", "31", "1968", "1990s", "May", "tháng 5", "năm", "khoảng", "c.", "since", "/", "-", "–", "..",
    "to", "đến", "nay", "or", "BC", "?", "~", "199X", "spring", "2021-08-24", "[1667,", "]",
]


@given(st.lists(st.sampled_from(PIECES), max_size=6), st.sampled_from(["", " "]))
def test_a_hint_that_names_values_names_values_that_are_read(pieces, space):
    text = space.join(pieces)
    if found := re.search(r"\bwrite ((?:\S+ or )*\S+)$", hint_for(text)):
        for value in found[1].split(" or "):
            assert parse_when(value)


@pytest.mark.parametrize(
    "text",
    ["1995", "2000-02", "1999-02", "1995-07-11", "199X", "19XX", "-009X", "1999-XX", "1999-01-XX",
     "1985-XX-XX",
     "1968~", "-0044", "-0044-03-15", "0000-02-29", "1989-01-20/1993-01-20", "1999?/2004~", "1995/1995-03",
     "2001-24", "Y170000002"],
)
def test_bounds_agree_with_the_edtf_library(text):
    value = edtf.parse_edtf(text)
    when = parse_when(text)
    assert (when.earliest, when.latest) == (tuple(value.lower_strict())[:3], tuple(value.upper_strict())[:3])
