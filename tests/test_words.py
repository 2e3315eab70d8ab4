"""A text knows what it was made of: it is plain English everywhere, and can be said in another language."""

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.problems import Problem, Problems, Severity
from storymap.words import Words, cut, either, joined, said, sentence, words_of

VIETNAMESE = {
    "`{key}` looks like `{near}`": "`{key}` giống `{near}`",
    "there is no {kind}": "không có {kind}", "site": "địa điểm",
    "{first} or {second}": "{first} hoặc {second}",
    "write {dates}": "hãy viết {dates}", "100% {of} {x": "100%", "row {row}": "hàng {row}",
}  # fmt: skip


def in_vietnamese(message: str) -> str:
    return VIETNAMESE.get(message, message)


@given(st.text(), st.text())
def test_a_value_stays_as_the_author_wrote_it_in_every_language(key: str, near: str):
    # braces, percent signs and format fields of the author's are text, never formatted a second time
    words = Words("`{key}` looks like `{near}`", key=key, near=near)
    assert words == f"`{key}` looks like `{near}`"
    assert words.said(in_vietnamese) == f"`{key}` giống `{near}`"


@pytest.mark.parametrize("message", ["Write `{center: [lon, lat]}`.", "100% {of} {x", "{", "", "%s %(x)d"])
def test_a_message_without_values_is_taken_as_it_stands(message: str):
    assert Words(message) == message
    assert Words(message).said(in_vietnamese) == in_vietnamese(message)


def test_words_in_words_are_said_with_them():
    words = Words("there is no {kind}", kind=Words("site"))
    assert words == "there is no site"
    assert words.said(in_vietnamese) == "không có địa điểm"
    assert sentence(Words("write {dates}", dates=either(["1988", "1989", "{x}"]))).said(in_vietnamese) == (
        "Hãy viết 1988 hoặc 1989 hoặc {x}.")  # fmt: skip
    rows = joined([Words("row {row}", row=row) for row in (2, 5)], ", ")
    assert (rows, rows.said(in_vietnamese)) == ("row 2, row 5", "hàng 2, hàng 5")


def test_it_is_a_plain_text_for_json_and_survives_copies_and_pickles():
    words = Words("there is no {kind}", kind=Words("site"))
    assert json.dumps([words]) == '["there is no site"]'
    kept = (pickle.loads(pickle.dumps(words)), copy.deepcopy(words), copy.copy(words))
    assert all(one == words and one.said(in_vietnamese) == "không có địa điểm" for one in kept)
    finished = sentence(cut(words))
    assert pickle.loads(pickle.dumps(finished)).said(in_vietnamese) == "Không có địa điểm."


def test_an_error_in_words_says_them_with_its_own():
    words = Words("read: {fault}", fault=ValueError(Words("there is no {kind}", kind=Words("site"))))
    assert (words, words.said(in_vietnamese)) == ("read: there is no site", "read: không có địa điểm")
    assert words_of(ValueError("plain {text}")) == "plain {text}"
    assert words_of(OSError(2, "No such file")) == "[Errno 2] No such file"


def test_what_was_found_is_cut_in_each_language_by_itself():
    problems = Problems()
    problems.notice("rows", found=joined([Words("row {row}", row=row) for row in range(10, 40)], ", "))
    (problem,) = problems
    vietnamese = problem.said(in_vietnamese)
    assert problem.found.startswith("row 10, row 11")
    assert vietnamese.found.startswith("hàng 10, hàng 11")
    assert all(one.endswith("…") and len(one) <= 80 for one in (problem.found, vietnamese.found))


def test_a_problem_keeps_its_place_and_an_author_text_when_it_is_said():
    problem = Problem(Severity.ERROR, Words("there is no {kind}", kind=Words("site")), "events.csv", 3,
                      "site", "site", "{x} site")  # fmt: skip
    assert problem.said(in_vietnamese) == Problem(
        Severity.ERROR, "không có địa điểm", "events.csv", 3, "site", "site", "{x} site")  # fmt: skip
    assert said("site", in_vietnamese) == "site"
