"""Folders are told apart as the disk knows them, and a site's own ones by what is in them."""

from pathlib import Path

import pytest

from storymap.storage.overwriting import WouldOverwrite, by_home, refuse_home, refuse_homes, refuse_sources


@pytest.fixture
def story(tmp_path: Path) -> Path:
    story = tmp_path / "lib" / "two-places"
    story.mkdir(parents=True)
    (story / "story.yaml").write_text("title: A")
    return story


@pytest.mark.parametrize("target", ["lib/../lib", "lib/two-places", "lib/two-places/..", "lib/two-places/a"])
def test_a_folder_that_holds_or_is_in_a_story_is_refused_however_it_is_spelled(
    target: str, story: Path, tmp_path: Path
):
    with pytest.raises(WouldOverwrite, match=r"Nothing was changed\. Name a folder of its own"):
        refuse_sources(tmp_path / target, [story], ["two-places"])


def test_a_folder_in_a_story_that_is_not_on_the_site_is_refused_too(story: Path, tmp_path: Path):
    with pytest.raises(WouldOverwrite, match=r"lies in the story .*two-places"):
        refuse_sources(story / "media", [tmp_path / "another"], [])


def test_a_hidden_folder_in_a_story_is_no_part_of_it(story: Path):
    """As the cache folder of a job that checks out one story."""
    refuse_sources(story / ".cache" / "sites" / "one", [story], ["two-places"])


def test_a_folder_beside_the_stories_is_free_even_if_it_is_not_there(story: Path, tmp_path: Path):
    refuse_sources(tmp_path / "site", [story.parent, story], ["two-places"])
    refuse_sources(story.parent / "site", [story.parent, story], ["two-places"])


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("sources", [["lib", "lib/two-places"], ["lib/two-places"]])
@pytest.mark.parametrize("above", [".", ".."])
def test_a_folder_above_the_stories_is_refused_however_far(above: str, sources: list[str], tmp_path: Path):
    with pytest.raises(WouldOverwrite, match=r"holds .*lib.*, and no earlier site"):
        refuse_sources(tmp_path / above, [tmp_path / source for source in sources], ["two-places"])


@pytest.mark.parametrize("note", [".storymap-site.json", ".storymap-published.json", "assets/player-1.js"])
def test_a_site_around_the_stories_stays_one(note: str, story: Path, tmp_path: Path):
    (tmp_path / "assets").mkdir()
    (tmp_path / note).write_text("{}")
    refuse_sources(tmp_path, [story.parent, story], ["two-places"])


def test_a_built_story_tells_itself_and_another_needs_the_notes(tmp_path: Path):
    for name in ("built/index.html", "built/data/document.json", "odd/index.html", "empty/.a.part"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    refuse_homes(tmp_path, ["built", "empty", "absent"], set())
    refuse_homes(tmp_path, ["odd"], {"odd"})
    with pytest.raises(WouldOverwrite, match=r"odd in .* is not of an earlier site: it holds index.html"):
        refuse_homes(tmp_path, ["odd"], set())


def test_a_refusal_names_a_few_files():
    names = by_home([*(f"odd/{number}" for number in range(9)), "odd", "other/a"], ["odd"])["odd"]
    with pytest.raises(WouldOverwrite, match="it holds 0, 1, 2 and 6 more"):
        refuse_home("www", "odd", names, set())
