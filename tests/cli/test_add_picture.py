"""`storymap add picture`, against a real server that speaks IIIF."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from storymap.cli import main
from storymap.storage import load
from tests.iiif_service import info, info2, serving

STORY = Path(__file__).parents[1] / "stories" / "two-places"
SERVICES = {
    "scan": info(rights="https://creativecommons.org/publicdomain/mark/1.0/"),
    "tiles": info2(0, tiles=[{"width": 512, "scaleFactors": [1, 2]}], attribution="<b>Archive</b>"),
}


@pytest.fixture
def service() -> Iterator[str]:
    with serving(SERVICES, {"map.json": b"{}"}) as (home, _):
        yield home


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORY, tmp_path / "port"))


def test_pictures_of_a_service_are_added_to_a_chapter(story: Path, service: str) -> None:
    chapter = load(story).story.chapters[0].id
    before = (story / "chapters" / f"{chapter}.md").read_text()
    for name, more in (("scan", ["--alt", "A scan.", "--caption", "The port"]), ("tiles", [])):
        asked = ["add", "picture", str(story), chapter, f"{service}/{name}/info.json", "--size", "800", *more]
        done = CliRunner().invoke(main, asked)
        assert done.exit_code == 0, done.output
        assert "800 × 400 pixels" in done.output
        assert ("no words for those who can't see it" in done.output) == (not more)
    found = next(one for one in load(story).story.chapters if one.id == chapter)
    first, second = found.media[-2:]
    assert (first.alt.get("en"), first.caption.get("en")) == ("A scan.", "The port")
    assert first.credit.get("en") == "https://creativecommons.org/publicdomain/mark/1.0/"
    assert not second.credit
    for one in (first, second):
        with Image.open(story / "media" / one.file) as made:
            assert made.size == (800, 400)
    after = (story / "chapters" / f"{chapter}.md").read_text()
    assert set(before.splitlines()) <= set(after.splitlines())


def test_what_is_no_picture_changes_nothing(story: Path, service: str) -> None:
    chapter = load(story).story.chapters[0].id
    before = {path: path.read_bytes() for path in story.rglob("*.md")}
    for where, source, words in (
        (chapter, f"{service}/map.json", "is no info.json of a IIIF image"),
        (chapter, f"{service}/none/info.json", "gave no answer"),
        (chapter, str(story / "none.json"), "Nothing was changed"),
        ("none", f"{service}/scan/info.json", "There is no chapter"),
    ):
        done = CliRunner().invoke(main, ["add", "picture", str(story), where, source])
        assert done.exit_code == 1
        assert words in " ".join(done.output.split())
    facts = CliRunner().invoke(
        main, ["add", "picture", str(story), chapter, f"{service}/scan/info.json", "--json", "--size", "300"]
    )
    assert json.loads(facts.output)["width"] == 300
    assert {path: path.read_bytes() for path in before} != before
