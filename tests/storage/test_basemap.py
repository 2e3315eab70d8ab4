"""The `basemap` of story.yaml."""

from collections.abc import Callable

import pytest

from storymap.model import Basemap
from storymap.problems import Problem
from storymap.storage import Loaded

Changed = Callable[[dict[str, str | bytes]], Loaded]
HEADER = b"PMTiles\x03" + bytes(91) + b"\x01" + bytes(27)


@pytest.fixture
def with_basemap(two_places: Changed) -> Callable[..., tuple[Basemap, list[Problem]]]:
    """Return a function that loads a story with a line for its basemap, and its problems about it."""

    def loaded(line: str, files: dict[str, str | bytes] | None = None) -> tuple[Basemap, list[Problem]]:
        story = f"title: Two\nchapters: [one]\nbasemap: {line}\n"
        found = two_places(
            {"story.yaml": story, "chapters/one.md": "---\ntitle: One\n---\nText.\n", **(files or {})}
        )
        return found.story.basemap, [each for each in found.problems if each.column.startswith("basemap")]

    return loaded


@pytest.mark.parametrize(
    ("line", "basemap"),
    [
        ("offline", Basemap()),
        ("", Basemap()),
        ("OpenTopoMap", Basemap(tiles="OpenTopoMap")),
        ("{style: muted}", Basemap(style="muted")),
        ("{style: PRINT, relief: yes}", Basemap(style="print", relief=True)),
        ("{relief: false}", Basemap()),
        ("{tiles: OpenTopoMap}", Basemap(tiles="OpenTopoMap")),
        ('{pmtiles: "https://x.org/a.pmtiles"}', Basemap(pmtiles="https://x.org/a.pmtiles")),
    ],
)
def test_a_word_or_a_map_says_what_lies_under_the_story(with_basemap, line, basemap):
    assert with_basemap(line) == (basemap, [])


def test_a_slip_is_mended_or_named_with_its_line(with_basemap):
    basemap, problems = with_basemap("{stile: print, style: mutet, relief: maybe}")
    assert basemap == Basemap(style="muted")
    assert {each.column for each in problems} == {"basemap.stile", "basemap.style", "basemap.relief"}
    assert {each.row for each in problems} == {3}
    assert any("`muted`" in each.hint for each in problems)


def test_an_archive_inside_the_folder_is_taken(with_basemap):
    found = with_basemap("{pmtiles: layers/region.pmtiles}", {"layers/region.pmtiles": HEADER})
    assert found == (Basemap(pmtiles="layers/region.pmtiles"), [])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("layers/none.pmtiles", None, "missing"),
        ("../two-places/a.pmtiles", HEADER, "leads out"),
        ("/etc/a.pmtiles", None, "leads out"),
        ("layers/region.mbtiles", HEADER, "does not end with .pmtiles"),
        ("layers/region.pmtiles", b"SQLite format 3", "not a PMTiles archive"),
        ("layers/region.pmtiles", HEADER[:99] + b"\x02" + HEADER[100:], "pictures"),
        ("http://x.org/a.pmtiles", None, "not an address"),
        ("https://x.org/a.png", None, "not an address"),
        ("ftp://x.org/a.pmtiles", None, "not a web address"),
    ],
)
def test_an_archive_that_cannot_be_used_is_an_error_and_the_shipped_map_stays(
    with_basemap, name, content, said
):
    files = {name: content} if content and not name.startswith(".") else {}
    basemap, problems = with_basemap(f"{{pmtiles: '{name}'}}", files)
    assert basemap == Basemap()
    assert [problem.column for problem in problems] == ["basemap.pmtiles"]
    assert said in problems[0].message
    assert problems[0].hint


def test_tiles_and_an_archive_together_are_one_too_many(with_basemap):
    basemap, problems = with_basemap('{tiles: OpenTopoMap, pmtiles: "https://x.org/a.pmtiles"}')
    assert basemap == Basemap(tiles="OpenTopoMap")
    assert "both" in problems[0].message
