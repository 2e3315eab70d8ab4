"""`storymap build` and `storymap publish` never take the place of what people wrote."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storymap.cli import main

STORIES = Path(__file__).resolve().parents[1] / "stories"
Tree = dict[str, bytes]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a library `lib`, a link to it, and an empty folder; a cache of the test's own."""
    monkeypatch.setenv("STORYMAP_CACHE", str(tmp_path / "cache"))
    home = tmp_path / "home"
    for name in ("two-places", "equator"):
        shutil.copytree(STORIES / name, home / "lib" / name)
    (home / "link").symlink_to(home / "lib")
    (home / "links").mkdir()
    (home / "links" / "two-places").symlink_to(home / "lib" / "two-places")
    return home


def tree(folder: Path) -> Tree:
    there = {str(path.relative_to(folder)): path for path in folder.rglob("*")}
    return {name: path.read_bytes() if path.is_file() else b"" for name, path in there.items()}


def run(home: Path, folder: str, line: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(home / folder)
    return CliRunner().invoke(main, line.replace("HOME", str(home)).split())


@pytest.mark.parametrize(
    "words",
    [
        ". build lib -o lib",
        ". build lib -o link",
        ". build link -o lib",
        ". build lib -o .",
        ". build lib/two-places -o .",
        "lib build . -o ..",
        ". publish lib .",
        ". publish lib/two-places . --dry-run",
        ". build lib -o links",
        ". build lib -o lib/two-places",
        ". build lib -o lib/two-places/media",
        ". build lib/equator -o lib/two-places/chapters",
        ". build lib/two-places -o lib",
        ". build lib/two-places -o lib --replace",
        "lib build two-places -o .",
        "lib build . -o .",
        "lib build . -o ../lib/",
        "lib/two-places build . -o .",
        "lib/two-places build . -o ..",
        "lib/two-places build . -o site",
        ". publish lib lib",
        ". publish lib lib --dry-run",
        ". publish lib link",
        ". publish lib links",
        ". publish lib file://HOME/lib",
        ". publish lib FILE://HOME/lib --dry-run",
        ". publish lib local://HOME/lib",
        ". publish lib/two-places lib",
        ". publish lib/two-places lib --replace --dry-run",
        ". publish lib lib/two-places",
        "lib publish . .",
        "lib publish two-places .",
        "lib/two-places publish . ..",
        "lib/two-places publish . .",
    ],
)
def test_a_site_never_takes_the_place_of_the_stories_that_it_is_made_from(
    words: str, home: Path, monkeypatch: pytest.MonkeyPatch
):
    before = tree(home)
    folder, line = words.split(" ", 1)
    done = run(home, folder, line, monkeypatch)
    assert done.exit_code == 1, done.output
    assert "Nothing was changed. Name a folder of its own" in done.output
    assert tree(home) == before


@pytest.mark.parametrize("line", ["build . -o site", "publish . site"])
def test_a_site_may_have_a_folder_beside_the_stories_of_a_library(
    line: str, home: Path, monkeypatch: pytest.MonkeyPatch
):
    before = tree(home)
    for _ in range(2):
        done = run(home, "lib", line, monkeypatch)
        assert done.exit_code == 0, done.output
    assert {name: data for name, data in tree(home).items() if not name.startswith("lib/site")} == before


@pytest.mark.parametrize("command", ["build lib -o www", "publish lib www", "publish lib www --dry-run"])
@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("two-places/story.yaml", "two-places in www is a story as its author wrote it"),
        ("two-places/events.csv", "two-places in www is a story as its author wrote it"),
        ("two-places/index.html", "two-places in www is not of an earlier site: it holds index.html"),
        ("two-places/notes/mine.txt", "two-places in www is not of an earlier site: it holds notes/mine.txt"),
        ("two-places", "two-places in www is not of an earlier site"),
        ("assets/index-1a2b3c4d.js", "assets in www is not of an earlier site"),
        ("index.html", "www holds index.html, and no earlier site"),
        ("vi/index.html", "www holds vi/index.html, and no earlier site"),
    ],
)
def test_a_folder_of_something_else_that_has_a_storys_name_stays(
    command: str, file: str, says: str, home: Path, monkeypatch: pytest.MonkeyPatch
):
    path = home / "www" / file
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    before = tree(home)
    done = run(home, ".", command, monkeypatch)
    assert done.exit_code == 1, done.output
    assert says in done.output
    assert tree(home) == before


@pytest.mark.parametrize("command", ["build lib -o www", "publish lib www"])
def test_a_site_is_made_anew_however_much_of_its_notes_is_lost(
    command: str, home: Path, monkeypatch: pytest.MonkeyPatch
):
    assert run(home, ".", command, monkeypatch).exit_code == 0
    first = tree(home / "www")
    for note in (home / "www").glob(".storymap-*"):
        note.unlink()
    for again in (command, "build lib -o www", "publish lib www"):
        done = run(home, ".", again, monkeypatch)
        assert done.exit_code == 0, done.output
    assert first.items() <= tree(home / "www").items()


@pytest.mark.parametrize("command", ["build lib -o www", "publish lib www", "publish lib www --dry-run"])
def test_a_story_that_was_moved_into_a_site_stays_whatever_notes_say(
    command: str, home: Path, monkeypatch: pytest.MonkeyPatch
):
    assert run(home, ".", command.removesuffix(" --dry-run"), monkeypatch).exit_code == 0
    shutil.rmtree(home / "www" / "equator")
    shutil.move(home / "lib" / "equator", home / "www" / "equator")
    before = tree(home)
    done = run(home, ".", command, monkeypatch)
    assert done.exit_code == 1, done.output
    assert "equator in" in done.output
    assert "is a story as its author wrote it" in done.output
    assert tree(home) == before


def test_other_files_beside_a_site_and_empty_folders_are_no_fault(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    (home / "www" / "two-places").mkdir(parents=True)
    (home / "www" / "about").mkdir()
    (home / "www" / "about" / "index.html").write_text("mine")
    for command in ("build lib -o www", "publish lib www"):
        done = run(home, ".", command, monkeypatch)
        assert done.exit_code == 0, done.output
    assert (home / "www" / "about" / "index.html").read_text() == "mine"


def test_a_site_that_an_earlier_version_made_among_the_stories_is_still_built(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    assert run(home, ".", "build lib -o www", monkeypatch).exit_code == 0
    shutil.move(home / "www", home / "lib" / "site")
    done = run(home, "lib", "build . -o site", monkeypatch)
    assert done.exit_code == 0, done.output
    assert ", 0 removed" in done.output


def test_sources_beside_an_earlier_site_are_no_fault(home: Path, monkeypatch: pytest.MonkeyPatch):
    assert run(home, ".", "build lib -o www", monkeypatch).exit_code == 0
    shutil.move(home / "lib", home / "www" / "lib")
    for command in ("build www/lib -o www", "publish www/lib www"):
        done = run(home, ".", command, monkeypatch)
        assert done.exit_code == 0, done.output
    home = home / "www"
    assert (home / "lib" / "two-places" / "story.yaml").is_file()


def test_a_library_named_like_a_folder_of_the_site_stays(home: Path, monkeypatch: pytest.MonkeyPatch):
    (home / "lib").rename(home / "assets")
    before = tree(home)
    for command in ("build assets -o .", "publish assets ."):
        done = run(home, ".", command, monkeypatch)
        assert done.exit_code == 1, done.output
        assert "holds your stories" in done.output
    assert tree(home) == before


@pytest.mark.parametrize("command", ["build lib -o www", "publish lib www"])
@pytest.mark.parametrize(
    "address",
    ['https://ex ample/"><script>', "https://", "https:///maps", "https://x.test:no/", "https://x.test/?a=1",
     "https://x.test/#a", "https://x.test/it's", "https://x.test\n/", "http://[x/", "x.test/maps"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(
    command: str, address: str, home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(home)
    done = CliRunner().invoke(main, [*command.split(), "--address", address])
    assert done.exit_code == 2
    assert "--address must be" in done.output
    assert not (home / "www").exists()


@pytest.mark.parametrize("command", ["build lib -o", "publish lib", "publish --dry-run lib"])
@pytest.mark.parametrize("target", ["notes", "notes/site", "notes/a/b", "broken"])
def test_a_file_in_the_place_of_a_site_is_named_in_words(
    command: str, target: str, home: Path, monkeypatch: pytest.MonkeyPatch
):
    (home / "notes").write_text("mine")
    (home / "broken").symlink_to("nowhere")
    done = run(home, ".", f"{command} {target}", monkeypatch)
    assert done.exit_code == 1
    first = target.partition("/")[0]
    assert f"{first} is a {'link that leads to no folder' if first == 'broken' else 'file'}" in done.output
    assert "Nothing was changed. Name another folder" in done.output
    assert "Errno" not in done.output
    assert "published before" not in done.output
    assert (home / "notes").read_text() == "mine"
    assert not (home / "nowhere").exists()
