"""A bundle gives the same story back, byte for byte, or nothing at all."""

import json
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.document import build_document
from storymap.formats.bundle import LIMITS, BundleRefused, open_bundle, write_bundle
from storymap.paths import shipped_stories_dir
from storymap.storage import load

STORIES = Path(__file__).resolve().parents[1] / "stories"
FOLDERS = sorted(path for path in STORIES.iterdir() if path.is_dir())
SHIPPED = shipped_stories_dir() / "closing-the-past"

_part = st.text(
    st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), min_size=1, max_size=12
).filter(lambda part: not part.startswith(".") and len(part.encode()) < 100)
_name = st.lists(_part, min_size=1, max_size=3).map("/".join)
_more = st.dictionaries(_name, st.binary(max_size=300), max_size=4)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}


def add(folder: Path, files: dict[str, bytes]) -> None:
    """Write files where nothing stands in their way."""
    for name, data in files.items():
        path = folder / name
        if not path.exists() and all(not up.is_file() for up in path.parents):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


@settings(max_examples=40)
@given(st.sampled_from(FOLDERS), _more)
def test_out_and_in_and_out_again_is_the_same(source: Path, more: dict[str, bytes]):
    with tempfile.TemporaryDirectory() as work:
        home = Path(work)
        shutil.copytree(source, home / source.name)
        add(home / source.name, more)
        write_bundle(home / source.name, home / "one.zip")
        (home / "back").mkdir()
        opened = open_bundle(home / "one.zip", home / "back" / source.name)
        assert contents(opened.folder) == contents(home / source.name)
        write_bundle(opened.folder, home / "two.zip")
        assert (home / "two.zip").read_bytes() == (home / "one.zip").read_bytes()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bundles") / "shipped.zip"
    write_bundle(SHIPPED, file)
    return file


def test_what_is_hidden_and_links_stay_at_home(tmp_path: Path):
    story = tmp_path / "equator"
    shutil.copytree(STORIES / "equator", story)
    (story / ".env").write_text("SECRET=1")
    (story / ".git").mkdir()
    (story / ".git" / "config").write_text("[remote]")
    (tmp_path / "elsewhere.csv").write_text("private")
    (story / "elsewhere.csv").symlink_to(tmp_path / "elsewhere.csv")
    write_bundle(story, tmp_path / "one.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert not [name for name in archive.namelist() if "/." in name or "elsewhere" in name]


def test_archives_can_check_it(shipped: Path, tmp_path: Path):
    with zipfile.ZipFile(shipped) as archive:
        archive.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / "closing-the-past"))
    bag.validate()
    assert bag.info["External-Identifier"] == "closing-the-past"


def test_citations_and_metadata_name_every_source_and_file(shipped: Path):
    story = load(SHIPPED).story
    with zipfile.ZipFile(shipped) as archive:
        items = json.loads(archive.read("closing-the-past/citations.json"))
        graph = json.loads(archive.read("closing-the-past/ro-crate-metadata.json"))["@graph"]
        names = [name.removeprefix("closing-the-past/") for name in archive.namelist()]
    assert [item["id"] for item in items] == [story.id, *(source.id for source in story.sources)]
    by_id = {entity["@id"]: entity for entity in graph}
    assert by_id["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    parts = {unquote(part["@id"]) for part in by_id["./"]["hasPart"]}
    assert parts == {name for name in names if name.startswith("data/")}
    assert len(by_id["./"]["citation"]) == len(story.sources)
    assert by_id["./"]["name"] == story.title.get("en")


def test_a_story_without_a_summary_is_described_by_its_chapters(tmp_path: Path):
    write_bundle(STORIES / "equator", tmp_path / "one.zip")
    story = load(STORIES / "equator").story
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        graph = json.loads(archive.read("equator/ro-crate-metadata.json"))["@graph"]
    root = next(entity for entity in graph if entity["@id"] == "./")
    titles = ", ".join(chapter.title.get("en") for chapter in story.chapters)
    assert root["description"] == f"A story told on a map: {titles}."


def test_a_file_that_packs_to_almost_nothing_is_no_bomb(tmp_path: Path):
    story = tmp_path / "equator"
    shutil.copytree(STORIES / "equator", story)
    (story / "notes.txt").write_bytes(b"\n" * 3_000_000)
    write_bundle(story, tmp_path / "one.zip")
    assert contents(open_bundle(tmp_path / "one.zip", tmp_path / "back").folder) == contents(story)


Change = Callable[[dict[str, bytes]], object]


def spoiled(source: Path, target: Path, change: Change) -> None:
    """Write a bundle anew with other entries."""
    with zipfile.ZipFile(source) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    change(entries)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in entries.items():
            new.writestr(name, data)


def listed(entries: dict[str, bytes], name: str) -> None:
    """Add a file with its checksum, as a forger would."""
    import hashlib

    data = b"forged"
    entries[f"closing-the-past/data/{name}"] = data
    line = f"{hashlib.sha512(data).hexdigest()}  data/{name}\n".encode()
    entries["closing-the-past/manifest-sha512.txt"] += line
    del entries["closing-the-past/tagmanifest-sha512.txt"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda entries: entries.pop("closing-the-past/data/story.yaml"), "story.yaml is missing"),
        (lambda entries: entries.update({"closing-the-past/data/sites.csv": b"x"}), "sites.csv is damaged"),
        (lambda entries: entries.update({"closing-the-past/data/more.csv": b"x"}), "not in the list"),
        (lambda entries: entries.update({"closing-the-past/citations.json": b"[]"}), "json is damaged"),
        (lambda entries: entries.pop("closing-the-past/bagit.txt"), "holds no bag"),
        (lambda entries: entries.pop("closing-the-past/manifest-sha512.txt"), "can't be read"),
        (lambda entries: listed(entries, "../../out.txt"), "no plain file inside"),
        (lambda entries: listed(entries, "/etc/out.txt"), "no plain file inside"),
        (lambda entries: listed(entries, "..\\out.txt"), "no plain file inside"),
        (lambda entries: listed(entries, ".git/hooks/post-checkout"), "no plain file inside"),
    ],
    ids="missing damaged unlisted tag bag list out absolute backslash hidden".split(),  # noqa: SIM905
)
def test_what_is_wrong_is_said_and_nothing_is_left(shipped: Path, tmp_path: Path, change: Change, words: str):
    spoiled(shipped, tmp_path / "bad.zip", change)
    with pytest.raises(BundleRefused, match=words):
        open_bundle(tmp_path / "bad.zip", tmp_path / "story")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


def test_a_link_in_a_bundle_is_refused(shipped: Path, tmp_path: Path):
    with zipfile.ZipFile(shipped) as old, zipfile.ZipFile(tmp_path / "bad.zip", "w") as new:
        for entry in old.infolist():
            if entry.filename.endswith("sites.csv"):
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            new.writestr(entry, old.read(entry.filename))
    with pytest.raises(BundleRefused, match=r"sites\.csv is no plain file"):
        open_bundle(tmp_path / "bad.zip", tmp_path / "story")


def test_too_many_files_and_bombs_are_refused(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(LIMITS.entries + 1):
            archive.writestr(f"x/{number}", b"")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x/bagit.txt", bytes(30_000_000))
    (tmp_path / "none.zip").write_bytes(b"no zip")
    for name, words in (("many", "2,001 parts"), ("bomb", "that is no story"), ("none", "damaged"),
                        ("absent", "can't be read")):  # fmt: skip
        with pytest.raises(BundleRefused, match=words):
            open_bundle(tmp_path / f"{name}.zip", tmp_path / "story")
    assert not (tmp_path / "story").exists()


def test_a_bag_without_a_story_is_refused(tmp_path: Path):
    story = tmp_path / "equator"
    story.mkdir()
    (story / "notes.txt").write_text("no story")
    write_bundle(story, tmp_path / "one.zip")
    with pytest.raises(BundleRefused, match="holds no story"):
        open_bundle(tmp_path / "one.zip", tmp_path / "back")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["equator", "one.zip"]


def test_nothing_that_is_there_is_replaced(shipped: Path, tmp_path: Path):
    (tmp_path / "story").mkdir()
    with pytest.raises(BundleRefused, match="is there already"):
        open_bundle(shipped, tmp_path / "story")
    (tmp_path / "one.zip").write_bytes(b"something else")
    with pytest.raises(BundleRefused, match="holds something else"):
        write_bundle(STORIES / "equator", tmp_path / "one.zip")
    assert (tmp_path / "one.zip").read_bytes() == b"something else"


def test_the_tiles_of_an_event_set_go_along(missions_story: Path, tmp_path: Path):
    write_bundle(missions_story, tmp_path / "set.zip")
    folder = open_bundle(tmp_path / "set.zip", tmp_path / "air-operations").folder
    assert contents(folder) == contents(missions_story)
    before, after = (build_document(load(home).story) for home in (missions_story, folder))
    assert after == before
    assert [one["id"] for one in after["event_sets"]] == ["missions"]


def test_a_story_that_is_too_large_is_told_what_its_largest_file_is(tmp_path: Path):
    folder = tmp_path / "large"
    shutil.copytree(SHIPPED, folder)
    (folder / "tiles").mkdir()
    with (folder / "tiles" / "missions.pmtiles").open("wb") as file:
        file.truncate(LIMITS.size + 1)  # a hole: no disk, and nothing that reads it would be this quick
    with pytest.raises(BundleRefused, match=r"The largest file is tiles/missions\.pmtiles, 200 MB"):
        write_bundle(folder, tmp_path / "large.zip")
    assert not (tmp_path / "large.zip").exists()
