"""Drawn maps that stand in one page share what they have alike, and look as they do alone."""

import re

import pytest

from storymap.document import build_document
from storymap.paths import shipped_stories_dir
from storymap.render.picture_frame import frame_of
from storymap.render.raster import draw_png
from storymap.render.single.maps import SIZE, StoryMaps, frames_of, story_maps
from storymap.render.single.shared import SharedMaps, share
from storymap.storage import load

VIET_NAM = {"bounds": [102, 8, 110, 24]}


@pytest.fixture(scope="module")
def drawings() -> dict[str, StoryMaps]:
    story = load(shipped_stories_dir() / "closing-the-past").story
    return story_maps({tag: build_document(story, tag) for tag in story.languages}, lambda: None)


@pytest.fixture(scope="module")
def shared(drawings: dict[str, StoryMaps]) -> SharedMaps:
    return share(drawings)


def alone(shared: SharedMaps, tag: str, chapter: str | None) -> str:
    """One of the maps as a picture of its own, in XML."""
    inside = f"<defs>{shared.parts}</defs>{shared.maps[tag][chapter]}"
    quoted = re.sub(r'( [a-zA-Z0-9]+=)([^"\s>]+)', r'\1"\2"', inside)
    width, height = SIZE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><style>{shared.style}</style>{quoted}</svg>'
    )


@pytest.mark.parametrize("tag", ["en", "vi"])
def test_each_map_looks_as_it_does_alone(drawings: dict[str, StoryMaps], shared: SharedMaps, tag: str):
    for chapter, drawing in drawings[tag].items():
        assert draw_png(alone(shared, tag, chapter), width=480) == draw_png(drawing, width=480), chapter


def test_together_they_take_a_fraction_of_their_bytes(drawings: dict[str, StoryMaps], shared: SharedMaps):
    separate = sum(len(drawing) for maps in drawings.values() for drawing in maps.values())
    together = sum(len(drawing) for maps in shared.maps.values() for drawing in maps.values())
    assert together + len(shared.parts) + len(shared.style) < separate / 4


def test_the_same_drawings_give_the_same_text(drawings: dict[str, StoryMaps], shared: SharedMaps):
    assert share(drawings) == shared


def test_what_an_author_wrote_stays_text():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>T</title>'
        '<text x="1" y="2" lang="a&quot;&gt;b">&lt;script&gt;&amp;</text></svg>'
    )
    inside = share({"en": {None: svg}}).maps["en"][None]
    assert inside == '<text x=1 y=2 lang="a&quot;&gt;b">&lt;script&gt;&amp;</text>'


def test_views_that_are_nearly_alike_have_one_frame():
    near = {"bounds": [102.5, 8.5, 109.5, 23.5]}
    elsewhere, close = {"bounds": [-10, 35, 5, 45]}, {"bounds": [105, 20, 107, 22]}
    wide, also, other, town = frames_of([VIET_NAM, near, elsewhere, close])
    assert wide == also == frame_of(VIET_NAM, SIZE)
    assert other == frame_of(elsewhere, SIZE)
    assert town == frame_of(close, SIZE)


def test_a_view_keeps_its_own_frame_where_a_wider_one_would_cut_it():
    moved = {"bounds": [102, 4, 110, 20.5]}
    first, second = frames_of([VIET_NAM, moved])
    assert (first, second) == (frame_of(VIET_NAM, SIZE), frame_of(moved, SIZE))
