from pathlib import Path

import pytest

from storymap.problems import StorymapError
from storymap.storage import list_stories, load, new_story, shipped_slugs
from storymap.storage.new import empty_story


def test_a_new_story_has_three_places_events_and_chapters_and_no_problems(tmp_path: Path) -> None:
    loaded = load(new_story(tmp_path / "deep" / "my-story"))
    story = loaded.story
    assert loaded.problems == ()
    assert (len(story.sites), len(story.events), len(story.chapters)) == (3, 3, 3)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["my-story"]


@pytest.mark.parametrize("title", ['Đà Nẵng: "a" # b', "{{7*191}}", "'", "- x", "\u2028"])
def test_a_new_story_has_the_title_that_was_asked_for(tmp_path: Path, title: str) -> None:
    loaded = load(new_story(tmp_path / "my-story", title=f"x{title}x"))
    assert loaded.problems == ()
    assert loaded.story.title.get("en") == f"x{title}x"


@pytest.mark.parametrize("title", ['Đà Nẵng: "a" # b', "{{7*191}}", "- x", "\u2028x"])
def test_an_empty_story_is_a_draft_with_a_title(tmp_path: Path, title: str) -> None:
    folder = empty_story(tmp_path / "my-story", title=f"x{title}x", language="vi")
    story = load(folder).story
    assert (story.title.get("vi"), story.languages, story.chapters) == (f"x{title}x", ("vi",), ())
    assert "draft: true\n" in (folder / "story.yaml").read_text("utf-8")


@pytest.mark.parametrize("shipped", ["", "closing-the-past"])
def test_a_copy_can_be_a_draft(tmp_path: Path, shipped: str) -> None:
    folder = new_story(tmp_path / "my-story", copy_of=shipped, title="Mine", draft=True)
    assert "\ndraft: true\n" in (folder / "story.yaml").read_text("utf-8")
    assert load(folder).story.title.get("en") == "Mine"


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    with pytest.raises(StorymapError, match="not empty"):
        new_story(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "my-story").mkdir()
    assert list_stories(new_story(tmp_path / "my-story"))


def test_an_unknown_shipped_story_names_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(StorymapError, match=r"There are: .*closing-the-past"):
        new_story(tmp_path / "a", copy_of="../etc")


def test_every_shipped_story_can_be_copied(tmp_path: Path) -> None:
    for slug in shipped_slugs():
        made = new_story(tmp_path / slug, copy_of=slug, title="Another title")
        assert load(made).story.title.get("en") == "Another title"
