"""Dates of events and spans of time."""

from storymap.document.dates import dated, order, span_of
from storymap.model import Event, Text, parse_when


def span(*texts: str) -> dict[str, object] | None:
    return span_of([parse_when(text) for text in texts], "en")


def test_a_span_is_told_in_years() -> None:
    assert span("1995-02", "2021-08-24") == {"extent": [1995.0849, 2021.6466], "label": "1995–2021"}
    assert span("1995-02", "1995-07") == {"extent": [1995.0849, 1995.5808], "label": "1995"}


def test_a_span_of_one_date_has_its_own_words() -> None:
    assert span("1995-02", "1995-02")["label"] == "February 1995"


def test_an_open_end_stays_open() -> None:
    assert span("1988/..", "1995") == {"extent": [1988.0, None], "label": "since 1988"}


def test_no_dates_or_only_open_ends_are_no_span() -> None:
    assert span() is None
    assert span("1988/..", "../1990") is None
    assert dated(None, "en") is None


def test_years_before_christ_have_labels_too() -> None:
    assert span("-0218", "-0201")["label"]


def test_events_sort_by_start_then_end_then_id_and_undated_ones_last() -> None:
    whens = {"b": "1990", "a": "1990", "c": "../1980", "d": None}
    events = [Event(key, Text(), when=parse_when(text) if text else None) for key, text in whens.items()]
    assert [event.id for event in sorted(events, key=order)] == ["c", "a", "b", "d"]
