"""Drawn maps show large event sets as discs: as much as the chapter shows, in the colours of the ground."""

import re
from pathlib import Path
from typing import Any

import pytest

from storymap.document import build_document
from storymap.render.picture import draw_map
from storymap.storage import load

DISC = re.compile(r'<circle cx="(-?[\d.]+)" cy="(-?[\d.]+)" r="([\d.]+)" fill="(#[0-9a-f]{6})"/>')


@pytest.fixture(scope="module")
def document(missions_story: Path) -> dict[str, Any]:
    return build_document(load(missions_story).story)


def discs(document: dict[str, Any], chapter: int | None, ramp: str) -> list[tuple[float, str]]:
    """Radius and colour of the discs of the last group in these colours; None is the cover."""
    shown = None if chapter is None else document["chapters"][chapter]
    svg = draw_map(document, shown, theme="dark" if ramp == "#e4f0fb" else "light")
    groups = [part for part in re.findall(r'<g opacity="0.9">(.*?)</g>', svg) if ramp in part]
    return [(float(radius), colour) for part in groups for *_, radius, colour in DISC.findall(part)]


@pytest.mark.parametrize("ramp", ["#0a2f63", "#e4f0fb"])
def test_a_larger_count_is_a_larger_and_stronger_disc(document: dict[str, Any], ramp: str) -> None:
    found = discs(document, 0, ramp)
    spots = document["chapters"][0]["event_sets"][0]["drawn"]["spots"]
    assert len(found) > 100
    assert max(found)[1] == ramp
    assert sum(count for *_, count in spots) == 19_989
    assert len({colour for _, colour in found}) == 5


def test_a_chapter_draws_only_what_it_shows(document: dict[str, Any]) -> None:
    everything, part = (
        sum(count for *_, count in document["chapters"][at]["event_sets"][0]["drawn"]["spots"])
        for at in (0, 1)
    )
    assert 0 < part <= 892 < everything
    assert discs(document, 3, "#0a2f63") == []
    assert "On it: Missions." in document["chapters"][0]["map_text"]


def test_the_cover_draws_all_rows_the_same_each_time(document: dict[str, Any]) -> None:
    spots = document["event_sets"][0]["drawn"]["spots"]
    assert sum(count for *_, count in spots) == 19_989
    assert len(discs(document, None, "#0a2f63")) > 100
    assert draw_map(document) == draw_map(document)
