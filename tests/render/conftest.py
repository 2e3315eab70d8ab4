"""A story whose picture has a decomposed name on the disk, as in archives from Macs."""

import shutil
from pathlib import Path

import pytest

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"


@pytest.fixture
def decomposed(tmp_path: Path) -> Path:
    """The folder; the story writes the name composed."""
    story = tmp_path / STORY.name
    shutil.copytree(STORY, story)
    (story / "media" / "sea.png").rename(story / "media" / "se\u0301 a.png")
    for chapter in (story / "chapters").glob("*.md"):
        chapter.write_text(chapter.read_text().replace("file: sea.png", "file: s\u00e9 a.png"))
    return story
