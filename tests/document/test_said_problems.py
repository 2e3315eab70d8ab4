"""Whatever is wrong with a story can be said in Vietnamese: no text of ours is left in English."""

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.document.checked import check_story
from storymap.languages import translation
from storymap.words import Words

STORIES = Path(__file__).resolve().parent.parent / "stories"
VIETNAMESE = translation("vi")
ODD = ("", "soon", "1999/1995", "1968-02-30", "3/4/1968", "{x}", "100%s", "hue", "a b", "-91", "16,5N",
       "?", "true", "javascript:x", "[", "1;2", "café", "12X", "/..", "1990-25",
       "1968-04-31T10:00/..")  # fmt: skip


def untranslated(words: str) -> Iterator[str]:
    """Yield the messages with letters that the catalogue doesn't know; a text that isn't Words is one."""
    if not isinstance(words, Words):
        yield words
        return
    fixed = re.sub(r"\{[^{}]*\}", "", words.message) if words.values else words.message
    if VIETNAMESE.gettext(words.message) == words.message and any(map(str.isalpha, fixed)):
        yield words.message
    yield from (left for one in words.values.values() if isinstance(one, Words) for left in untranslated(one))


def left_in_english(folder: Path) -> tuple[int, list[str]]:
    """The number of problems of a story, and the texts in them that have no translation."""
    problems = check_story(folder).problems
    texts = [text for problem in problems for text in (problem.message, problem.hint) if text]
    return len(problems), [left for text in texts for left in untranslated(text)]


@pytest.mark.parametrize("story", sorted(path.name for path in STORIES.iterdir() if path.is_dir()))
def test_the_problems_of_a_broken_story_are_all_said_in_vietnamese(story: str):
    count, left = left_in_english(STORIES / story)
    assert left == []
    assert count or not story.startswith("broken-")


KEYS = ("title", "languages", "chapters", "basemap", "accent", "layers", "authors", "draft", "read",
        "lattitude")
VALUES = ("", "x", "[a, b]", "{a: b}", "[{a: b}]", "[{data: }]", "{tiles: nowhere}", "{pmtiles: a.pmtiles}",
          "{pmtiles: 'https://a.example/b'}", "{tiles: a, pmtiles: b}", "{style: plane, shade: maybe}",
          '"#fff"', "yes", "&a [*a]", "'", "[{name: }]", "[en, klingon-x, xx]")  # fmt: skip
HEADS = ("view: fit all", "view: {center: [1]}", "view: {center: [16, 107], zoom: 99}", "view: {zoom: 3}",
         "view: {bounds: [1, 9, 2, 3]}", "view: {fit: [nowhere]}", "show: {tags: [x], sites: [y]}",
         "route: [hue]", "media: [{file: a.svg}, {file: ../a.png}, {}, {url: 'http://x/y', kind: pic}]",
         "media: [{file: a.png, url: b}]", "when: soon", "layers: [x]", "draft: perhaps", "1: [",
         "title: [1]", "place: x", "text: a\ntext: b", "viw: fit")  # fmt: skip
SHAPES = ('{"type": "Feature"}', '{"type": "FeatureCollection", "features": [3, {"type": "Feature"}]}', "{",
          "[",
          '{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:3405"}}, "features": []}',
          '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "x"}, '
          '"geometry": {"type": "Polygone", "coordinates": []}}]}',
          '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "harbour"}, '
          '"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}}]}',
          '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "harbour"}, '
          '"geometry": {"type": "LineString", "coordinates": [[0, 107]]}}]}')  # fmt: skip


def spoilt_table(text: str, cells: list[tuple[int, int, str]]) -> str:
    rows = list(csv.reader(io.StringIO(text)))
    for row, column, cell in cells:
        rows[row % len(rows)][column % len(rows[row % len(rows)])] = cell
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue()


CELLS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 12), st.sampled_from(ODD)), max_size=4)


@settings(max_examples=60, deadline=None)
@given(
    tables=st.dictionaries(st.sampled_from(["sites.csv", "events.csv", "sources.csv"]), CELLS, max_size=3),
    story=st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=3),
    head=st.lists(st.sampled_from(HEADS), max_size=3),
    shapes=st.none() | st.sampled_from(SHAPES),
)
def test_the_problems_of_any_story_are_all_said_in_vietnamese(tables, story, head, shapes):
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "two-places")
        shutil.copytree(STORIES / "pacific-crossing", folder)
        for name, cells in tables.items():
            if (folder / name).exists():
                (folder / name).write_text(spoilt_table((folder / name).read_text(), cells))
        spoilt = [line for line in (folder / "story.yaml").read_text().splitlines()
                  if line.partition(":")[0] not in story]  # fmt: skip
        (folder / "story.yaml").write_text("\n".join([*spoilt, *(f"{k}: {v}" for k, v in story.items())]))
        chapter = min((folder / "chapters").glob("*.md"))
        chapter.write_text("\n".join(["---", *head, *chapter.read_text().splitlines()[1:]]))
        if shapes is not None:
            (folder / "sites.geojson").write_text(shapes)
        assert left_in_english(folder)[1] == []
