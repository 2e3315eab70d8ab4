"""`storymap add picture --where map`: a picture in the map's place, from a file, an image or a manifest."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from storymap.cli import main
from storymap.model import Media
from storymap.storage import load
from tests.iiif_service import info, picture, serving

STORY = Path(__file__).parents[1] / "stories" / "two-places"
MANIFEST = {
    "type": "Manifest", "label": {"en": ["Two plans"]},
    "requiredStatement": {"label": {"en": ["By"]}, "value": {"en": ["City archive"]}},
    "items": [{"type": "Canvas", "label": {"none": [name]}, "items": [{"items": [{"body": {
        "type": "Image", "id": "{home}/other.jpg", "service": [
            {"id": f"{{home}}/{name}", "type": "ImageService3"}]}}]}]} for name in ("small", "scan")],
}  # fmt: skip


@pytest.fixture
def service() -> Iterator[str]:
    files = {"atlas.json": json.dumps(MANIFEST).encode(), "plain.json": b"{}"}
    with serving({"scan": info(width=6000, height=3000), "small": info()}, files) as (home, _):
        yield home


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORY, tmp_path / "port"))


def add(story: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["add", "picture", str(story), load(story).story.chapters[0].id, *more])


def last(story: Path) -> Media:
    loaded = load(story)
    assert [one for one in loaded.problems if "media" in one.column] == []
    return loaded.story.chapters[0].media[-1]


def test_a_manifests_picture_hangs_in_the_maps_place_with_its_words(story: Path, service: str) -> None:
    done = add(story, f"{service}/atlas.json", "--number", "2", "--where", "map", "--alt", "A plan.",
               "--size", "5000")  # fmt: skip
    assert done.exit_code == 0, done.output
    found = last(story)
    assert (found.where, found.size, found.large_size) == ("map", (2000, 1000), (5000, 2500))
    assert (found.caption.get("en"), found.credit.get("en")) == ("Two plans, scan", "City archive")
    again = add(story, f"{service}/scan/info.json", "--where", "map")
    assert again.exit_code == 1
    assert "has a picture in the map's place" in again.output
    assert add(story, f"{service}/scan/info.json", "--alt", "x", "--size", "300").exit_code == 0
    assert last(story).where == "text"


def test_a_small_picture_has_no_larger_file(story: Path, service: str) -> None:
    assert add(story, f"{service}/small/info.json", "--where", "map", "--alt", "A plan.").exit_code == 0
    assert (last(story).size, last(story).large) == ((2000, 1000), "")


def test_a_scan_on_the_disk_is_made_fit_for_the_page(story: Path, tmp_path: Path) -> None:
    scan = tmp_path / "scan.tif"
    picture((3600, 1800)).save(scan)
    done = add(story, str(scan), "--where", "map", "--alt", "A plan.", "--json")
    facts = json.loads(done.output)
    assert (facts["width"], facts["height"], facts["where"]) == (2000, 1000, "map")
    assert last(story).large_size == (3600, 1800)
    with Image.open(story / "media" / facts["large"]) as made:
        assert made.format == "JPEG"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{service}/plain.json", "is no info.json of a IIIF image and no manifest"),
        ("{service}/atlas.json --number 3", "The manifest holds 2 pictures; there is no number 3"),
        ("{story}/story.yaml", "no picture that can be read"),
        ("{story}/none.jpg", "Nothing was changed"),
    ],
)
def test_what_cannot_be_shown_changes_nothing(story: Path, service: str, source: str, words: str) -> None:
    before = {path: path.read_bytes() for path in story.rglob("*") if path.is_file()}
    done = add(story, *source.format(service=service, story=story).split(" "), "--where", "map")
    assert done.exit_code == 1
    assert words in " ".join(done.output.split())
    assert {path: path.read_bytes() for path in before} == before
