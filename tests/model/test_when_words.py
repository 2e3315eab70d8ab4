"""Dates in words: English, Vietnamese, and any other language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.model.when import When, extent_of, parse_when
from storymap.model.when_parts import days_in
from storymap.model.when_words import label

IN_WORDS = [
    ("1995", "1995", "năm 1995"),
    ("1997-05", "May 1997", "tháng 5 năm 1997"),
    ("1995-07-11", "11 July 1995", "ngày 11 tháng 7 năm 1995"),
    ("2004-01-01T10:10:10Z", "1 January 2004, 10:10 UTC", "10:10 UTC, ngày 1 tháng 1 năm 2004"),
    ("2001-21", "spring 2001", "mùa xuân 2001"),
    ("1968~", "c. 1968", "khoảng năm 1968"),
    ("1968?", "1968 (uncertain)", "năm 1968 (chưa chắc chắn)"),
    ("1968%", "c. 1968 (uncertain)", "khoảng năm 1968 (chưa chắc chắn)"),
    ("199X", "1990s", "thập niên 1990"),
    ("19XX", "20th century", "thế kỷ 20"),
    ("20XX", "21st century", "thế kỷ 21"),
    ("11XX", "12th century", "thế kỷ 12"),
    ("-01XX", "2nd century BC", "thế kỷ 2 TCN"),
    ("-004X", "50–41 BC", "50–41 TCN"),
    ("1999-XX", "1999 (month unknown)", "năm 1999 (không rõ tháng)"),
    ("1999-01-XX", "January 1999 (day unknown)", "tháng 1 năm 1999 (không rõ ngày)"),
    ("1985-XX-XX", "1985 (day and month unknown)", "năm 1985 (không rõ ngày và tháng)"),
    ("-0043", "44 BC", "năm 44 TCN"),
    ("0000", "1 BC", "năm 1 TCN"),
    ("0044", "AD 44", "năm 44 SCN"),
    ("Y-17000", "17,001 BC", "năm 17.001 TCN"),
    ("1988/..", "since 1988", "từ năm 1988"),
    ("199X/..", "since the 1990s", "từ thập niên 1990"),
    ("1988~/..", "since c. 1988", "từ khoảng năm 1988"),
    ("../1975", "until 1975", "đến năm 1975"),
    ("1985/", "from 1985 (end unknown)", "từ năm 1985 (không rõ thời điểm kết thúc)"),
    ("/1985", "until 1985 (start unknown)", "đến năm 1985 (không rõ thời điểm bắt đầu)"),
    ("1989-01-20/1993-01-20", "20 January 1989 – 20 January 1993",
     "từ ngày 20 tháng 1 năm 1989 đến ngày 20 tháng 1 năm 1993"),
    ("2022-05-11/2022-05-20", "11–20 May 2022", "ngày 11–20 tháng 5 năm 2022"),
    ("2022-05-20/2022-06-03", "20 May – 3 June 2022", "từ ngày 20 tháng 5 đến ngày 3 tháng 6 năm 2022"),
    ("1997-05/1997-06", "May–June 1997", "tháng 5–6 năm 1997"),
    ("1994/1998", "1994–1998", "1994–1998"),
    ("1994/1994", "1994", "năm 1994"),
    ("-0010/0010", "11 BC – AD 10", "từ 11 TCN đến 10 SCN"),
    ("1968~/1975?", "c. 1968 – 1975 (uncertain)", "từ khoảng năm 1968 đến năm 1975 (chưa chắc chắn)"),
]


@pytest.mark.parametrize(("text", "english", "vietnamese"), IN_WORDS)
def test_a_date_is_said_in_english_and_vietnamese(text, english, vietnamese):
    when = parse_when(text)
    assert label(when, "en") == english
    assert label(when, "vi") == vietnamese


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "1995-07-11", "11 juillet 1995"), ("fr", "1997-05~", "≈ mai 1997"),
        ("fr", "1988/..", "1988 – …"),
        ("ja", "1995-07-11", "1995年7月11日"), ("ja", "-0043", "紀元前44年"), ("th", "-0043", "44 ก่อน ค.ศ."),
        ("fr", "199X", "1990–1999"), ("fr", "2001-21?", "2001-21 (?)"), ("fr-CA", "1997-05", "mai 1997"),
        ("ar", "1995-07-11", "11 يوليو 1995"),
    ],
)
def test_another_language_gets_the_patterns_of_cldr(language, text, said):
    assert label(parse_when(text), language) == said


@pytest.mark.parametrize("language", ["en-GB", "en_US", "EN", "en-XA"])
def test_a_regional_tag_uses_its_languages_words(language):
    assert label(parse_when("1968~"), language) == "c. 1968"


@pytest.mark.parametrize("language", ["", "zz", "../etc", "x-private", "tlh-Latn", "🙂"])
def test_an_unknown_language_gets_numbers(language):
    assert label(parse_when("1995-07-11"), language) == "1995-07-11"


@st.composite
def _sides(draw: st.DrawFn) -> tuple[int, str]:
    """Draw one date without a time, with its year for sorting."""
    year = draw(st.integers(-9999, 9999))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, days_in(year, month)))
    stem = f"-{-year:04d}" if year < 0 else f"{year:04d}"
    shapes = [stem, f"{stem}-{month:02d}", f"{stem}-{month:02d}-{day:02d}", f"{stem[:-1]}X", f"{stem[:-2]}XX",
              f"{stem}-XX", f"{stem}-{month:02d}-XX", f"{stem}-XX-XX"]
    seasons = [f"{stem}-2{number}" for number in (1, 2, 3, 4)] if year > 0 else []
    text = draw(st.sampled_from([*shapes, *seasons]))
    return year, text + draw(st.sampled_from(["", "", "~", "?", "%"]))


@st.composite
def edtf_values(draw: st.DrawFn) -> str:
    """Draw a valid value: a date, a date with a time, a long year or an interval."""
    (year, first), (later, second) = sorted((draw(_sides()), draw(_sides())))
    fixed = ["2004-01-01T10:10:10Z", "2004-01-01T23:00:00+07:00", "Y-17000", "Y170000002~", "Y-17000/.."]
    intervals = [f"{first}/..", f"../{first}", f"{first}/", f"/{first}"]
    if year // 100 + 1 < later // 100:
        intervals.append(f"{first}/{second}")
    return draw(st.sampled_from([first, *intervals, *fixed]))


@given(edtf_values())
def test_every_valid_date_is_read_and_kept_verbatim(text):
    when = parse_when(text)
    start, end = when.extent
    assert when.text == text
    assert (when.earliest is None) == (start is None)
    assert when.earliest is None or when.latest is None or (when.earliest <= when.latest and start < end)
    assert extent_of([when, when]) == when.extent


@given(edtf_values(), st.sampled_from(["en", "vi", "fr", "ja", "ar", "th", "zz"]))
def test_every_valid_date_has_words(text, language):
    said = label(parse_when(text), language)
    assert said.strip()
    assert "{" not in said


@given(st.builds(When, st.text(), st.none(), st.none()), st.text(max_size=12))
def test_a_text_that_is_no_date_is_shown_as_it_is(when, language):
    assert bool(label(when, language)) == bool(when.text)
