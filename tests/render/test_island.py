"""The data island: nothing in it ends the script element, and it reads back as the same value."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.document import build_document
from storymap.render.island import json_island, player_island
from storymap.storage import load

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(VALUES)
def test_any_value_reads_back_as_itself(value: object):
    assert json.loads(json_island(value)) == value


@given(VALUES)
def test_no_value_holds_a_character_that_a_parser_acts_on(value: object):
    assert not set(json_island({"key": value, "</script><!--&\u2028\u2029": value})) & set("<>&\u2028\u2029")


def test_a_value_that_is_no_json_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        json_island(float("nan"))


def test_the_island_leaves_out_what_the_page_shows():
    folder = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"
    document = build_document(load(folder).story)
    island = json.loads(player_island(document, strings={"Map": "Bản đồ"}, urls={"story": "/a/"}))
    assert [chapter["id"] for chapter in island["chapters"]] == [item["id"] for item in document["chapters"]]
    assert [event["id"] for event in island["events"]] == [item["id"] for item in document["events"]]
    assert len(island["sites"]["features"]) == len(document["sites"]["features"])
    assert (island["strings"], island["urls"]) == ({"Map": "Bản đồ"}, {"story": "/a/"})
    records = [*island["chapters"], *island["events"], *island.get("sources", [])]
    assert [record["id"] for record in records if "html" in record or "note_html" in record] == []
