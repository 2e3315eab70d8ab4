"""The whole document: valid, the same every time, and safe whatever the author writes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from storymap.document import Html, build_document, document_problems, dumps, validate
from storymap.model import (
    Author,
    Certainty,
    Chapter,
    Event,
    Layer,
    LayerState,
    Media,
    Show,
    Site,
    Source,
    Story,
    Text,
    View,
    parse_when,
)
from storymap.storage import load

STORIES = Path(__file__).parents[1] / "stories"
CANARY = "{{7*191}} {%x%} ${7*191} </script> <img src=x onerror=alert(1)> \u2028 end"
SQUARE = {"type": "Polygon", "coordinates": [[[102, 8], [110, 8], [110, 24], [102, 24], [102, 8]]]}


def text(english: str, vietnamese: str = "") -> Text:
    return Text.of({"en": english, "vi": vietnamese})


STORY = Story(
    "closing",
    text("Closing", "Khép lại"),
    text("Two sentences."),
    ("en", "vi"),
    (Author("A. Writer", "https://a.example"),),
    licence="CC BY 4.0",
    published=parse_when("2026-11-22"),
    layers=(Layer("dmz", text("DMZ"), {"type": "FeatureCollection", "features": []}, "#abc", text("Note")),),
    sites=(
        Site("viet-nam", text("Viet Nam", "Việt Nam"), geometry=SQUARE),
        Site("hue", text("Huế"), (107.6, 16.46), kind="city", sources=("mou", "unknown")),
        Site("washington", text("Washington"), (-77.03, 38.9), precision_km=12.5),
        Site("lost", text("Lost camp"), certainty=Certainty.UNCERTAIN),
    ),
    events=(
        Event(
            "visit",
            text("Visit"),
            text("A **visit**."),
            "washington",
            when=parse_when("1995-07-11"),
            when_text="1995-07-11",
            when_alternative=(parse_when("1995-07"),),
            sources=("mou", "gone"),
            note=text("Two dates."),
            tags=("talks",),
        ),
        Event("aid", text("Aid"), place="hue", when=parse_when("1989/.."), when_text="1989/.."),
        Event("undated", text("Undated"), when_text="one day", position=(105.0, 20.0), tags=("talks",)),
        Event("adrift", text("Adrift"), site="nowhere", when=parse_when("1988"), when_text="1988"),
    ),
    chapters=(
        Chapter(
            "start", text("Start"), text("Words.", "Lời."), place="hue", show=Show(events=("aid", "none"))
        ),
        Chapter(
            "talks",
            text("Talks"),
            text(""),
            show=Show(sites=("lost",), tags=("talks",)),
            route=("hue", "washington"),
            layers=(LayerState("dmz"), LayerState("off")),
            media=(Media("image", "a b.jpg", alt=text("A")), Media("", "../x.jpg")),
        ),
        Chapter(
            "end", text("End"), text(""), when=parse_when("2000"), view=View(center=(105.0, 20.0), zoom=5)
        ),
    ),
    sources=(Source("mou", text("A *memorandum*."), "https://m.example", "2026-01-01"),),
)


def test_the_document_is_valid_in_every_language() -> None:
    for language in ("en", "vi", "ar", "en-XA"):
        validate(build_document(STORY, language))


def test_texts_are_in_the_language_and_fall_back_on_what_there_is() -> None:
    document = build_document(STORY, "vi")
    assert document["title"] == "Khép lại"
    assert document["chapters"][0]["html"] == "<p>Lời.</p>"
    assert document["chapters"][0]["title"] == "Start"
    assert build_document(STORY, "ar")["direction"] == "rtl"
    assert build_document(STORY)["language"] == "en"


def test_sites_are_numbered_as_the_chapters_first_show_them_and_others_come_last() -> None:
    found = [
        (site["id"], site["properties"]["number"]) for site in build_document(STORY)["sites"]["features"]
    ]
    assert found == [("hue", 1), ("lost", 2), ("washington", 3), ("viet-nam", 4)]


def test_each_site_says_how_it_is_drawn() -> None:
    sites = {site["id"]: site for site in build_document(STORY)["sites"]["features"]}
    drawn = {key: site["properties"]["drawn"] for key, site in sites.items()}
    assert drawn == {"hue": "exact", "washington": "approximate", "viet-nam": "area", "lost": "none"}
    assert sites["lost"]["geometry"] is None
    assert sites["viet-nam"]["properties"]["bounds"] == [102, 8, 110, 24]
    assert sites["hue"]["properties"]["sources"] == ["mou"]


def test_events_are_sorted_by_date_with_undated_ones_last_and_all_are_there() -> None:
    events = build_document(STORY)["events"]
    assert [event["id"] for event in events] == ["adrift", "aid", "visit", "undated"]
    assert [event["placed"] for event in events] == ["none", "name", "id", "area"]
    assert events[3]["label"] == events[3]["when"] == "one day"
    assert events[2]["also"][0]["label"] == "July 1995"
    assert events[2]["datetime"] == events[2]["start"] == "1995-07-11"
    assert events[1]["extent"] == [1989.0, None]
    assert events[2]["sources"] == ["mou"]


def test_a_chapter_holds_the_full_state_of_what_it_shows() -> None:
    start, talks, end = build_document(STORY)["chapters"]
    assert (start["sites"], start["events"]) == (["hue"], ["aid"])
    assert (talks["sites"], talks["events"]) == (
        ["lost", "hue", "washington", "viet-nam"],
        ["visit", "undated"],
    )
    assert talks["layers"] == [{"id": "dmz", "opacity": 1.0, "filter": None, "compare": None, "window": None}]
    assert talks["window"]["label"] == "11 July 1995"
    assert end["window"] == {"extent": [2000.0, 2001.0], "label": "2000"}
    assert end["view"] == {"center": [105.0, 20.0], "zoom": 5}


def test_values_named_html_are_marked_as_safe_and_no_others_are() -> None:
    def walk(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
        if isinstance(value, dict):
            for name, part in value.items():
                yield from walk(part, name)
        elif isinstance(value, list):
            for part in value:
                yield from walk(part, key)
        else:
            yield key, value

    for key, value in walk(build_document(STORY)):
        assert isinstance(value, Html) == (key in ("html", "note_html") and value is not None), key


def test_the_citation_is_made_of_authors_year_and_title_unless_the_author_gives_one() -> None:
    assert build_document(STORY)["cite"] == "A. Writer (2026). Closing."
    assert build_document(replace(STORY, cite=text("Mine")))["cite"] == "Mine"
    assert build_document(replace(STORY, authors=(), published=None))["cite"] == "Closing."


def test_the_reading_time_is_at_least_a_minute_and_counts_two_hundred_words_for_each() -> None:
    assert build_document(STORY)["reading_minutes"] == 1
    long = Chapter("long", text("L"), text("word " * 401))
    assert build_document(replace(STORY, chapters=(long,)))["reading_minutes"] == 3


def test_a_story_of_nothing_is_a_valid_document_of_the_world() -> None:
    document = build_document(Story("empty", Text()))
    validate(document)
    assert document["bounds"] == [-170, -55, 190, 75]
    assert document["title"] == "empty"
    assert document["span"] is None


def test_the_same_story_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import sys; from pathlib import Path; from storymap.storage import load;"
        "from storymap.document import build_document, dumps;"
        "sys.stdout.buffer.write(dumps(build_document(load(Path(sys.argv[1])).story)).encode())"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", program, str(STORIES / "pacific-crossing")],
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert json.loads(outputs[0])["id"] == "pacific-crossing"


def test_the_json_is_sorted_compact_and_cannot_end_a_script() -> None:
    document = build_document(replace(STORY, title=text("</script>\u2028é")))
    text_of = dumps(document)
    assert json.loads(text_of) == document
    assert "<" not in text_of
    assert "\u2028" not in text_of
    assert "é" in text_of
    assert list(json.loads(text_of)) == sorted(document)


@pytest.mark.parametrize("folder", sorted(path.name for path in STORIES.iterdir() if path.is_dir()))
def test_every_story_of_the_tests_even_a_broken_one_becomes_a_valid_document(folder: str) -> None:
    story = load(STORIES / folder).story
    for language in story.languages:
        validate(build_document(story, language))


def _canaries(value: Any) -> Any:
    """Put the canary into every text of a record; ids, dates and numbers stay what they are."""
    if isinstance(value, Text):
        return Text.of(dict.fromkeys(("en", "vi"), CANARY))
    if isinstance(value, tuple):
        return tuple(_canaries(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type) and type(value).__name__ != "When":
        kept = {
            "id",
            "site",
            "place",
            "languages",
            "show",
            "route",
            "view",
            "text_face",
            "mode",
            "position",
            "file",
            "sources",
            "geometry",
            "data",
            "layers",
        } - ({"layers", "sources"} if isinstance(value, Story) else set())
        changes = {
            field.name: _canaries(getattr(value, field.name))
            for field in fields(value)
            if field.name not in kept
        }
        return replace(value, **changes)
    return CANARY if type(value) is str else value


def test_canaries_in_every_field_stay_literal_text() -> None:
    story = _canaries(STORY)
    document = build_document(story)
    validate(document)
    assert document["title"] == CANARY
    assert document["accent"] == "#8c1c13"
    assert document["authors"] == [{"name": CANARY, "url": None}]
    assert document["basemap"] == {"kind": "offline", "style": "calm", "relief": False, "archive": None}
    for html in (
        document["chapters"][0]["html"],
        document["events"][0]["html"],
        document["events"][0]["note_html"],
        document["sources"][0]["html"],
    ):
        assert "<img" not in html
        assert "<script" not in html
        # Two stars are emphasis in Markdown; nothing is computed, and no tag is one.
        assert "{{7<em>191}} {%x%} ${7</em>191} &lt;/script&gt; &lt;img src=x onerror=alert(1)&gt;" in html
    assert CANARY in document["chapters"][0]["map_text"]
    assert "</script" not in dumps(document)
    assert {problem.column for problem in document_problems(story)} >= {
        "basemap",
        "accent",
        "accent_dark",
        "layers",
    }
