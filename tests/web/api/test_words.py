"""Dates and Markdown as readers will see them, while somebody writes."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("text", "language", "edtf", "words"),
    [
        ("c. 1968", "en", "1968~", "c. 1968"),
        ("khoảng 1968", "vi", "1968~", "khoảng năm 1968"),
        ("1995-07-11", "en", "1995-07-11", "11 July 1995"),
        ("since 1988", "en", "1988/..", "since 1988"),
        ("  1995 ", "en", "1995", "1995"),
        ("", "en", "", ""),
    ],
)
def test_a_date_in_a_persons_words_is_understood(
    client: FlaskClient, text: str, language: str, edtf: str, words: str
):
    answer = client.post("/api/when", json={"text": text, "language": language})
    assert answer.status_code == 200
    found = answer.json
    assert (found["edtf"], found["words"], found["valid"], found["hint"]) == (edtf, words, True, "")


def test_a_date_with_two_meanings_is_not_decided_for_the_author(client: FlaskClient):
    found = client.post("/api/when", json={"text": "3/4/1968", "language": "en"}).json
    assert (found["edtf"], found["valid"]) == ("", False)
    assert [choice["edtf"] for choice in found["choices"]] == ["1968-04-03", "1968-03-04"]
    assert found["hint"]


@pytest.mark.parametrize("text", ["soon", "31 February 1968", "{{7*191}}", "?" * 400])
def test_what_is_no_date_gets_a_hint(client: FlaskClient, text: str):
    found = client.post("/api/when?lang=vi", json={"text": text, "language": "vi"}).json
    assert (found["edtf"], found["valid"], found["choices"]) == ("", False, [])
    assert found["hint"]


@pytest.mark.parametrize(
    ("text", "says"),
    [("1968-02-30", "February 1968 has 29 days"), ("1999/1995", "The interval ends before it starts")],
)
def test_a_date_that_cannot_be_is_told_as_such(client: FlaskClient, text: str, says: str):
    assert says in client.post("/api/when", json={"text": text, "language": "en"}).json["hint"]


def test_markdown_is_shown_as_readers_see_it(client: FlaskClient):
    text = "# Huế\n\n*Sông* <img src=x onerror=alert(1)> [link](javascript:alert(1))"
    html = client.post("/api/stories/two-places/render", json={"text": text}).json["html"]
    assert html.startswith("<h3>Huế</h3>")
    assert "<em>Sông</em>" in html
    assert "<img" not in html
    assert "javascript:" not in html.replace("[link](javascript:alert(1))", "")
