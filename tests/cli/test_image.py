"""`storymap image` draws a map into a file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from storymap.cli import main

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"


def test_a_chapter_is_drawn_in_the_size_that_is_asked_for(tmp_path: Path):
    chapter = next((STORY / "chapters").glob("*.md")).stem.split(".")[0]
    target = tmp_path / "map.png"
    done = CliRunner().invoke(
        main, ["image", str(STORY), "--chapter", chapter, "--size", "640x400", "-o", str(target), "--json"]
    )
    assert done.exit_code == 0, done.output
    assert json.loads(done.output) == {
        "file": str(target), "width": 640, "height": 400, "bytes": target.stat().st_size,
    }  # fmt: skip
    with Image.open(target) as picture:
        assert picture.size == (640, 400)


def test_an_svg_is_written_when_the_name_says_so(tmp_path: Path):
    target = tmp_path / "map.svg"
    done = CliRunner().invoke(main, ["image", str(STORY), "-o", str(target)])
    assert done.exit_code == 0, done.output
    assert target.read_text().startswith("<svg ")


def test_an_unknown_chapter_is_refused_with_the_ones_there_are(tmp_path: Path):
    done = CliRunner().invoke(main, ["image", str(STORY), "--chapter", "lost", "-o", str(tmp_path / "x.png")])
    assert done.exit_code == 2
    assert "It has: " in done.output
    assert not (tmp_path / "x.png").exists()


def test_a_size_that_is_none_is_refused_in_words(tmp_path: Path):
    for size in ("1x1", "9999x20", "wide"):
        done = CliRunner().invoke(main, ["image", str(STORY), "--size", size, "-o", str(tmp_path / "x.png")])
        assert done.exit_code == 2
        assert "write 1200x630" in done.output


@pytest.mark.parametrize("size", ["64x64", "100x100", "4096x64"])
def test_the_smallest_sizes_that_are_offered_are_drawn(tmp_path: Path, size: str):
    target = tmp_path / "map.png"
    done = CliRunner().invoke(main, ["image", str(STORY), "--size", size, "-o", str(target)])
    assert done.exit_code == 0, done.output
    with Image.open(target) as picture:
        assert f"{picture.width}x{picture.height}" == size


@pytest.mark.parametrize(
    ("folder", "told"), [(STORY.parent, "stories; name one of them"), (STORY / "chapters", "has no story")]
)
def test_a_folder_that_is_not_one_story_is_refused(tmp_path: Path, folder: Path, told: str):
    target = tmp_path / "map.png"
    done = CliRunner().invoke(main, ["image", str(folder), "-o", str(target)])
    assert done.exit_code == 1
    assert told in done.output
    assert not target.exists()
