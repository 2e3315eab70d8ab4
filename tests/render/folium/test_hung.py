"""A notebook puts a picture where a chapter's map is."""

from pathlib import Path

import pytest
from PIL import Image

import storymap
from storymap.formats.pictures import NoPicture


def drawn(path: Path, width: int) -> Path:
    Image.new("RGB", (width, width // 2), "teal").save(path)
    return path


def test_a_picture_of_the_disk_goes_into_the_story_and_its_file(tmp_path: Path) -> None:
    story = storymap.StoryMap(title="Letters")
    story.chapter("Small", picture=drawn(tmp_path / "a.png", 300))
    large = {"file": drawn(tmp_path / "b.png", 3200), "alt": "A letter.", "caption": "The letter"}
    story.chapter("Large", picture=large)
    small, other = (chapter["media"][0] for chapter in story.document["chapters"])
    assert (small["where"], small["width"], small["large"]) == ("map", 300, None)
    assert (other["alt"], other["caption"], other["width"]) == ("A letter.", "The letter", 2000)
    assert other["large"]["width"] == 3200
    assert [problem.column for problem in story.problems if "media" in problem.column] == ["media.alt"]
    story.to_folder(tmp_path / "letters")
    assert len(list((tmp_path / "letters" / "media").iterdir())) == 3
    story.save(tmp_path / "letters.html")
    assert "data-media-large=" in (tmp_path / "letters.html").read_text("utf-8")


def test_what_is_no_picture_is_told_and_adds_no_chapter(tmp_path: Path) -> None:
    story = storymap.StoryMap(title="Letters")
    (tmp_path / "a.png").write_text("no picture")
    for file in ("a.png", "none.png"):
        with pytest.raises(NoPicture, match="picture"):
            story.chapter("Letter", picture=tmp_path / file)
    assert story.document["chapters"] == []
