"""Readers see no draft and nothing that only drafts name, and nothing else is taken from them."""

from dataclasses import replace

import pytest

from storymap.document.drafts import for_readers
from storymap.model import (
    Chapter,
    CutSet,
    Event,
    EventSet,
    EventSetState,
    Layer,
    LayerState,
    Show,
    Site,
    Source,
    Story,
    Tally,
    Text,
    View,
)
from storymap.model.layers import collection

STORY = Story("a", Text.of({"en": "A"}), chapters=tuple(
    Chapter(ident, Text.of({"en": ident}), Text()) for ident in ("one", "two", "three")))  # fmt: skip
NAME = Text.of({"en": "Name"})
AREA = {"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]]}


def told(shown: Chapter, draft: Chapter) -> Story:
    """What readers see of a story with two chapters, of which one is a draft."""
    story = Story(
        "a", NAME, chapters=(replace(shown, id="shown"), replace(draft, id="draft", draft=True)),
        sites=(Site("hue", Text.of({"en": "Huế"})), Site("secret", NAME, geometry=AREA, sources=("theirs",)),
               Site("nobodys", Text.of({"en": "Elsewhere"}))),
        events=(Event("public", NAME, site="hue", tags=("war",), sources=("both",)),
                Event("hidden", NAME, site="secret", tags=("peace",), sources=("theirs", "both")),
                Event("untold", NAME)),
        layers=(Layer("zone", NAME), Layer("nobodys-layer", NAME)),
        sources=(Source("theirs", NAME), Source("both", NAME), Source("uncited", NAME)),
    )  # fmt: skip
    left = for_readers(story)
    assert left is not None
    return left


def chapter(**fields: object) -> Chapter:
    return replace(Chapter("", NAME, Text()), **fields)  # type: ignore[arg-type]


def ids(records: tuple[Site, ...] | tuple[Event, ...] | tuple[Source, ...] | tuple[Layer, ...]) -> list[str]:
    return [record.id for record in records]


def test_a_story_without_drafts_is_what_readers_see():
    assert for_readers(STORY) is STORY


def test_readers_see_nothing_of_a_draft():
    assert for_readers(replace(STORY, draft=True)) is None


def test_readers_see_the_other_chapters_in_their_order():
    one, two, three = STORY.chapters
    shown = for_readers(replace(STORY, chapters=(one, replace(two, draft=True), three)))
    assert shown == replace(STORY, chapters=(one, three))


NAMES_THE_SITE = [
    {"place": "secret"},
    {"show": Show(sites=("secret",))},
    {"route": ("hue", "secret")},
    {"view": View(fit=("secret",))},
]
NAMES_THE_EVENT = [{"show": Show(events=("hidden",))}, {"show": Show(tags=("peace",))}]


@pytest.mark.parametrize("draft", NAMES_THE_EVENT)
def test_an_event_that_only_a_draft_names_stays_with_its_author_and_so_do_its_site_and_sources(
    draft: dict[str, object],
):
    left = told(chapter(), chapter(**draft))
    assert ids(left.events) == ["public", "untold"]
    assert ids(left.sites) == ["hue", "nobodys"]
    assert ids(left.sources) == ["both", "uncited"]


@pytest.mark.parametrize("draft", NAMES_THE_SITE)
def test_a_site_that_only_a_draft_names_stays_with_its_author(draft: dict[str, object]):
    story = Story("a", NAME, chapters=(chapter(id="draft", draft=True, **draft),),
                  sites=(Site("secret", NAME), Site("nobodys", NAME)))  # fmt: skip
    left = for_readers(story)
    assert left is not None
    assert ids(left.sites) == ["nobodys"]


@pytest.mark.parametrize("shown", NAMES_THE_EVENT)
def test_an_event_that_a_shown_chapter_names_too_stays_with_its_site_and_sources(shown: dict[str, object]):
    left = told(chapter(**shown), chapter(show=Show(events=("hidden",)), place="secret"))
    assert ids(left.events) == ["public", "hidden", "untold"]
    assert ids(left.sites) == ["hue", "secret", "nobodys"]
    assert ids(left.sources) == ["theirs", "both", "uncited"]


@pytest.mark.parametrize("shown", NAMES_THE_SITE)
def test_a_site_that_a_shown_chapter_names_too_stays(shown: dict[str, object]):
    left = told(chapter(**shown), chapter(show=Show(events=("hidden",)), place="secret"))
    assert ids(left.events) == ["public", "untold"]
    assert ids(left.sites) == ["hue", "secret", "nobodys"]
    assert ids(left.sources) == ["theirs", "both", "uncited"]


@pytest.mark.parametrize(
    "event",
    [
        Event("more", NAME, site="secret"),
        Event("more", NAME, place="Name"),
        Event("more", NAME, position=(5.0, 5.0)),
    ],
)
def test_a_site_stays_where_an_event_stands_that_is_left(event: Event):
    story = Story("a", NAME, chapters=(chapter(id="draft", draft=True, place="secret"),),
                  sites=(Site("secret", NAME, geometry=AREA),), events=(event,))  # fmt: skip
    assert for_readers(story) == replace(story, chapters=())


def test_a_layer_that_only_drafts_turn_on_stays_with_its_author():
    on = (LayerState("zone"),)
    assert ids(told(chapter(), chapter(layers=on)).layers) == ["nobodys-layer"]
    assert ids(told(chapter(layers=on), chapter(layers=on)).layers) == ["zone", "nobodys-layer"]


FLOW = {"type": "Feature", "geometry": None, "properties": {"from": "hue", "to": "secret"}}
COUNTED = CutSet(1, Tally(1, (("hue", 1), ("secret", 1))))


@pytest.mark.parametrize(
    ("fields", "shows"),
    [
        (
            {"layers": (Layer("flows", NAME, collection([FLOW]), kind="flows"),)},
            {"layers": (LayerState("flows"),)},
        ),
        (
            {"event_sets": (EventSet("rows", NAME, "rows.csv", cut=COUNTED),)},
            {"event_sets": (EventSetState("rows"),)},
        ),
    ],
)
def test_a_site_stays_where_a_shown_flow_ends_or_a_shown_set_counts_rows(
    fields: dict[str, object], shows: dict[str, object]
):
    draft = chapter(id="draft", draft=True, show=Show(sites=("hue", "secret")), **shows)
    story = Story("a", NAME, chapters=(draft,), sites=(Site("hue", NAME), Site("secret", NAME)))
    story = replace(story, **fields)  # type: ignore[arg-type]
    alone = for_readers(story)
    both = for_readers(replace(story, chapters=(draft, chapter(id="shown", **shows))))
    assert alone is not None
    assert both is not None
    assert ids(alone.sites) == []
    assert ids(both.sites) == ["hue", "secret"]
