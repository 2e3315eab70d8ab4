"""A story becomes one file that needs nothing else."""

import base64
import gzip
import json
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from storymap.cli import main
from storymap.document.drafts import for_readers
from storymap.paths import geodata_dir, shipped_stories_dir
from storymap.render.pages import content_hash
from storymap.render.single import SingleFile, single_file
from storymap.storage import load

STORIES = Path(__file__).resolve().parents[1] / "stories"
SHIPPED = shipped_stories_dir() / "closing-the-past"


def made(folder: Path, *languages: str) -> SingleFile:
    loaded = load(folder)
    story = for_readers(loaded.story)
    assert story is not None
    return single_file(story, loaded.folder, languages)


@pytest.fixture(scope="module")
def shipped() -> SingleFile:
    return made(SHIPPED)


@pytest.fixture(scope="module")
def pacific() -> SingleFile:
    return made(STORIES / "pacific-crossing")


def contents(file: SingleFile) -> dict[str, Any]:
    """What the pack's line of JSON says."""
    pack = re.search(r'id="storymap-pack">([^<]+)<', file.html.decode())
    assert pack is not None
    found: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(pack[1])).partition(b"\n")[0])
    return found


class Elements(HTMLParser):
    """Collects the elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_shipped_story_in_both_languages_is_no_larger_than_600_kb(shipped: SingleFile):
    assert shipped.languages == ("en", "vi")
    assert len(shipped.html) <= 600_000
    assert (shipped.hosts, shipped.left_out) == ((), ())


def test_the_same_story_gives_the_same_bytes(pacific: SingleFile):
    assert made(STORIES / "pacific-crossing").html == pacific.html


@pytest.mark.parametrize("file", ["shipped", "pacific"])
def test_the_page_loads_nothing_from_anywhere(file: str, request: pytest.FixtureRequest):
    single: SingleFile = request.getfixturevalue(file)
    further = contents(single)["pages"].values()
    for page in [single.html.decode(), *further]:
        for tag, attributes in Elements(page).found:
            for name in ("src", "srcset", "poster", "data"):
                value = attributes.get(name)
                assert value is None or value.startswith(("data:", "media/")), (tag, value)
            if tag == "link":
                assert (attributes["href"] or "").startswith("data:")
            if tag == "a" and "href" in attributes:
                assert re.match(r"#|\?|https?://", attributes["href"] or ""), attributes
    assert "media/" not in re.findall(r' src="([^"]{0,6})', single.html.decode())


def test_the_policy_allows_the_files_own_scripts_and_what_the_author_chose(pacific: SingleFile):
    page = pacific.html.decode()
    policy = unescape(re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[0])
    rules = {name: sources for name, *sources in (rule.split() for rule in policy.split("; "))}
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(inline) == 2
    player = contents(pacific)["player"]
    assert rules["script-src"] == [content_hash(text) for text in (*inline, player)]
    assert rules["frame-src"] == ["https://player.example.org"]
    assert pacific.hosts == ("player.example.org",)
    assert rules["default-src"] == ["'none'"]


def test_every_chapter_can_be_read_in_the_page_itself(shipped: SingleFile):
    page = shipped.html.decode()
    for chapter in load(SHIPPED).story.chapters:
        assert f'id="{chapter.id}"' in page


@pytest.mark.parametrize("file", ["shipped", "pacific"])
def test_maps_stand_in_the_page_in_every_language(file: str, request: pytest.FixtureRequest):
    single: SingleFile = request.getfixturevalue(file)
    page, pack = single.html.decode(), contents(single)
    chapters = next(iter(pack["islands"]["chapters"].values()))
    parts = re.findall(r'<svg id="storymap-parts"[^>]*>(.*?)</svg>', page)
    assert len(parts) == 1
    known = set(re.findall(r" id=(m_\w+)", parts[0]))
    for one in [page, *pack["pages"].values()]:
        drawn = re.findall(r'<figure class="drawn"><svg [^>]*aria-label="[^"]+">(.*?)</svg>', one)
        assert len(drawn) == 1 + len(chapters)
        assert {name for each in drawn for name in re.findall(r"href=#(\w+)", each)} <= known
    assert pack["maps"] == {}


def test_maps_are_packed_where_the_page_has_no_room_for_them(tmp_path: Path):
    story = tmp_path / "equator"
    shutil.copytree(STORIES / "equator", story)
    shutil.copy(geodata_dir() / "basemap" / "world.pmtiles", story / "own.pmtiles")
    yaml = story / "story.yaml"
    yaml.write_text(yaml.read_text("utf-8") + "basemap: {pmtiles: own.pmtiles}\n", "utf-8")
    file = made(story)
    assert b"storymap-parts" not in file.html
    assert file.html.count(b'src="data:image/svg+xml,') == 1
    maps = contents(file)["maps"]
    assert set(maps) == {chapter.id for chapter in load(story).story.chapters}
    assert all(drawn["en"].startswith("<svg ") for drawn in maps.values())


def test_media_stand_in_the_file_once(pacific: SingleFile):
    picture = base64.b64encode((STORIES / "pacific-crossing" / "media" / "sea.png").read_bytes()).decode()
    assert pacific.html.decode().count(picture[:200]) == 1
    assert 'src="media/sea.png"' in contents(pacific)["pages"]["ar"]
    assert 'data-media="media/sea.png"' in pacific.html.decode()


def test_a_medium_that_went_missing_is_named(tmp_path: Path):
    story = load(STORIES / "pacific-crossing").story
    left_out = single_file(story, tmp_path, ["en"]).left_out
    assert sorted(one.split(":")[0] for one in left_out) == ["media/sea.png", "media/tone.wav"]


def test_hills_own_tiles_and_pictures_in_the_text_come_along(tmp_path: Path):
    story = tmp_path / "equator"
    shutil.copytree(STORIES / "equator", story)
    (story / "media").mkdir()
    shutil.copy(STORIES / "pacific-crossing" / "media" / "sea.png", story / "media" / "the sea.png")
    with (story / "chapters" / "first.md").open("a", encoding="utf-8") as text:
        text.write("\n\n![The sea](<../media/the sea.png>)\n")
    shutil.copy(geodata_dir() / "basemap" / "world.pmtiles", story / "own.pmtiles")
    yaml = story / "story.yaml"
    yaml.write_text(yaml.read_text("utf-8") + "basemap: {relief: true, pmtiles: own.pmtiles}\n", "utf-8")
    file = made(story)
    assert re.search(rb'src="data:image/png;base64,[^"]+" data-media="media/the%20sea.png"', file.html)
    files = contents(file)["files"]
    sizes = {name: to - start for name, (start, to) in files.items()}
    assert sizes["relief"] == (geodata_dir() / "basemap" / "relief.webp").stat().st_size
    assert sizes["archive"] == (story / "own.pmtiles").stat().st_size


def test_code_in_a_story_is_text():
    file = made(STORIES / "canaries")
    around = re.sub(r'(id="storymap-pack">)[^<]+', r"\1", file.html.decode())  # base64 may say anything
    for page in [around, *contents(file)["pages"].values()]:
        assert "1337" not in page
        assert "<img src=x" not in page


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["build", *arguments])


def test_the_command_says_how_large_the_file_is_and_what_is_in_it(tmp_path: Path):
    target = tmp_path / "one.html"
    done = run(str(STORIES / "pacific-crossing"), "--single-file", str(target), "--language", "ar")
    assert done.exit_code == 0, done.output
    assert f"{target.stat().st_size / 1000:,.0f} kB" in done.output
    assert "player.example.org" in done.output
    assert 'lang="ar"' in target.read_text("utf-8")
    told = run(str(STORIES / "pacific-crossing"), "--single-file", str(target), "--language", "ar", "--json")
    assert json.loads(told.output) == {
        "file": str(target), "bytes": target.stat().st_size, "languages": ["ar"],
        "hosts": ["player.example.org"], "left_out": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([str(STORIES / "equator"), "--single-file", "one.txt"], "must end in .html"),
        ([str(STORIES / "equator"), "--single-file", "one.html", "--language", "fr"], "It has: en"),
        ([str(STORIES), "--single-file", "one.html"], "name one of them"),
        ([str(STORIES / "equator")], "Give one of these"),
        ([str(STORIES / "equator"), "--single-file", "one.html", "-o", "site"], "Give one of these"),
    ],
)
def test_what_the_command_cannot_do_it_says(arguments: list[str], words: str, tmp_path: Path,
                                            monkeypatch: pytest.MonkeyPatch):  # fmt: skip
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code != 0
    assert words in done.output
    assert list(tmp_path.iterdir()) == []


def test_the_numbers_of_an_event_set_are_in_the_file_and_its_map_is_told_to_be_missing(
    missions_story: Path,
) -> None:
    file = made(missions_story)
    page = file.html.decode()
    assert "This chapter shows 892 of 19,989 events." in page
    assert '<th scope="row" dir="auto">Around the parallel</th><td>3,413</td>' in page
    assert "In this file only the drawn maps show these events" in page
    assert [why for why in file.left_out if why.startswith("missions: ")]
    islands = contents(file)["islands"]
    assert islands["event_sets"] == {"en": [], "vi": []}
    assert not any(chapter["event_sets"] for chapter in islands["chapters"]["en"])


def test_a_link_and_a_hidden_file_that_the_text_names_do_not_come_along(tmp_path: Path):
    story = tmp_path / "equator"
    shutil.copytree(STORIES / "equator", story)
    (story / "media").mkdir(exist_ok=True)
    for name in ("plain.png", ".hidden.png"):
        shutil.copy(STORIES / "pacific-crossing" / "media" / "sea.png", story / "media" / name)
    (story / "media" / "link.png").symlink_to("plain.png")
    chapter = min((story / "chapters").glob("*.md"))
    with chapter.open("a") as text:
        text.write("\n\n![A](../media/link.png) ![B](../media/.hidden.png) ![C](../media/plain.png)\n")
    file = made(story)
    assert [one.split(":")[0] for one in file.left_out] == ["media/link.png", "media/.hidden.png"]
    assert file.html.count(b'src="data:image/png') == 1


def test_a_picture_whose_name_has_another_unicode_form_on_the_disk_comes_along(decomposed: Path):
    file = made(decomposed)
    assert file.left_out == ()
    assert b'src="data:image/png' in file.html
