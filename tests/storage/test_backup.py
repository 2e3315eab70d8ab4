"""A backup is one file that holds all, says when it is damaged, and comes back whole."""

import shutil
import threading
import zipfile
from pathlib import Path

import bagit
import pytest

from storymap.accounts import Accounts, Role
from storymap.model.changes import Kind, SetField
from storymap.storage.backup import BackupRefused, check_backup, read_backup, write_backup
from storymap.storage.history import History
from storymap.storage.save import save
from storymap.storage.trash import trash_story, trashed
from storymap.storage.version import version_of

STORIES = Path(__file__).resolve().parents[1] / "stories"


def title(text: str) -> SetField:
    return SetField(Kind.STORY, "", "title", None, text)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    home = tmp_path / "library"
    for name in ("pacific-crossing", "two-places"):
        shutil.copytree(STORIES / name, home / name)
    save(home / "two-places", [title("Anew")], expected=None, author="one")
    return home


def test_a_backup_brings_everything_back(library: Path, tmp_path: Path):
    shutil.copytree(STORIES / "equator", library / "equator")
    trash_story(library / "equator", expected=None, author="one")
    Accounts(library).users.add("Ana", "correct horse battery", {"two-places": Role.EDITOR})
    file = tmp_path / "all.zip"
    made = write_backup(library, file)
    assert made.stories == ("pacific-crossing", "two-places")
    assert check_backup(file) == []
    back = tmp_path / "back"
    assert [story.name for story in read_backup(file, back)] == list(made.stories)
    for story in made.stories:
        assert version_of(back / story) == version_of(library / story)
        assert History(back / story).revisions() == History(library / story).revisions()
    assert trashed(back) == trashed(library)
    assert [user.name for user in Accounts(back).users.all()] == ["Ana"]
    assert (back / ".storymap" / "accounts.sqlite").stat().st_mode & 0o777 == 0o600
    save(back / "two-places", [title("Later")], expected=None, author="one")


def test_a_backup_is_a_bag_that_others_can_check(library: Path, tmp_path: Path):
    (library / "two-places" / "odd\nname ạ.txt").write_bytes(b"kept too")
    write_backup(library, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        archive.extractall(tmp_path / "out")
    bag = bagit.Bag(str(tmp_path / "out" / "all"))
    bag.validate()
    assert bag.info["Bag-Software-Agent"].startswith("storymap ")
    back = tmp_path / "back"
    read_backup(tmp_path / "all.zip", back)
    assert (back / "two-places" / "odd\nname ạ.txt").read_bytes() == b"kept too"


def test_a_backup_while_others_save_is_whole(library: Path, tmp_path: Path):
    story, stop = library / "two-places", threading.Event()

    def go_on() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            save(story, [title(f"Title {number}")], expected=None, author="busy")

    busy = threading.Thread(target=go_on)
    busy.start()
    try:
        for number in range(3):
            write_backup(library, tmp_path / f"{number}.zip")
    finally:
        stop.set()
        busy.join()
    for number in range(3):
        back = tmp_path / f"back-{number}"
        assert check_backup(tmp_path / f"{number}.zip") == []
        read_backup(tmp_path / f"{number}.zip", back)
        before = len(History(back / "two-places").revisions(limit=None))
        saved = save(back / "two-places", [title("Last")], expected=None, author="one")
        assert len(History(back / "two-places").revisions(limit=None)) in (before + 1, before + 2)
        assert History(back / "two-places").head() == saved.revision


def test_damage_anywhere_in_a_backup_is_told_and_nothing_is_brought_back(library: Path, tmp_path: Path):
    file = tmp_path / "all.zip"
    write_backup(library, file)
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        entry = archive.getinfo("all/data/two-places/story.yaml")
    start = entry.header_offset + 30 + len(entry.filename)
    data[start + 5] ^= 0xFF
    file.write_bytes(data)
    assert check_backup(file) == ["data/two-places/story.yaml is damaged."]
    with pytest.raises(BackupRefused, match="damaged"):
        read_backup(file, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_entries_that_are_missing_or_that_nobody_listed_are_told(library: Path, tmp_path: Path):
    write_backup(library, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as old, zipfile.ZipFile(tmp_path / "new.zip", "w") as new:
        for name in old.namelist():
            if not name.endswith("two-places/sites.csv"):
                new.writestr(name, old.read(name))
        new.writestr("all/data/../../evil.txt", b"out")
    assert check_backup(tmp_path / "new.zip") == [
        "data/two-places/sites.csv is missing.",
        "data/../../evil.txt is not in the list of files.",
    ]


def test_a_list_of_files_that_cannot_be_unpacked_is_told(library: Path, tmp_path: Path):
    file = tmp_path / "all.zip"
    write_backup(library, file)
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        entry = archive.getinfo("all/manifest-sha512.txt")
    start = entry.header_offset + 30 + len(entry.filename)
    data[start : start + 40] = b"\xff" * 40
    file.write_bytes(data)
    with pytest.raises(BackupRefused, match="list of files"):
        check_backup(file)


def test_a_backup_never_replaces_anything(library: Path, tmp_path: Path):
    write_backup(library, tmp_path / "all.zip")
    with pytest.raises(BackupRefused, match="Choose another name"):
        write_backup(library, tmp_path / "all.zip")
    with pytest.raises(BackupRefused, match="not empty"):
        read_backup(tmp_path / "all.zip", library)


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"no zip at all"])
def test_what_is_no_backup_is_refused(tmp_path: Path, data: bytes):
    file = tmp_path / "some.zip"
    file.write_bytes(data)
    with pytest.raises(BackupRefused):
        check_backup(file)


def test_a_folder_without_stories_has_no_backup(tmp_path: Path):
    with pytest.raises(BackupRefused, match="no stories"):
        write_backup(tmp_path, tmp_path / "x.zip")


def test_tiles_are_in_a_backup_and_unfinished_work_is_not(
    library: Path, missions_story: Path, tmp_path: Path
):
    story = library / missions_story.name
    shutil.copytree(missions_story, story)
    (story / "tiles" / ".missions").mkdir()
    (story / "tiles" / ".missions" / "part-0").write_bytes(b"half")
    write_backup(library, tmp_path / "all.zip")
    read_backup(tmp_path / "all.zip", tmp_path / "back")
    back = tmp_path / "back" / story.name / "tiles"
    assert sorted(path.name for path in back.iterdir()) == [
        "missions-bad-rows.csv", "missions-places.csv", "missions.json", "missions.pmtiles"
    ]  # fmt: skip
    archive = (back / "missions.pmtiles").read_bytes()
    assert archive == (missions_story / "tiles" / "missions.pmtiles").read_bytes()
