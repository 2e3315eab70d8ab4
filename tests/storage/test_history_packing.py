"""A packed history takes little room, and has every byte that it had before."""

import random
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from storymap.model.changes import Change, Kind, SetField
from storymap.storage.backup import check_backup, write_backup
from storymap.storage.history import History
from storymap.storage.history_check import damage
from storymap.storage.history_packing import needs_packing, pack_history
from storymap.storage.restoring import restore
from storymap.storage.save import save
from storymap.storage.version import version_of

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = tmp_path / "library" / "crossing"
    shutil.copytree(STORY, home)
    chance = random.Random(1)
    rows = [f"e{n},Event {n},{chance.randbytes(40).hex()}" for n in range(3_000)]
    (home / "events.csv").write_text("\n".join(["id,title,text", *rows, ""]), "utf-8")
    return home


def change(number: int) -> Change:
    return SetField(Kind.EVENT, f"e{number % 3_000}", "title", None, f"Title {number}")


def size(story: Path) -> int:
    return sum(path.stat().st_size for path in History(story).folder.rglob("*") if path.is_file())


def test_a_packed_history_is_small_and_the_same(story: Path):
    for number in range(40):
        save(story, [change(number * 70)], expected=None, author="one")
    history = History(story)
    before = [(revision, history.files_at(revision.id)) for revision in history.revisions(limit=None)]
    large = size(story)
    count = pack_history(history)
    assert count > 40 * 3
    assert size(story) < large / 8
    assert [(revision, history.files_at(revision.id)) for revision, _ in before] == before
    assert [revision for revision, _ in before] == history.revisions(limit=None)
    assert damage(history) == []
    assert pack_history(history) == 0
    saved = restore(story, before[-1][0].id, expected=None, author="two")
    assert saved.version == version_of(story)
    found = subprocess.run(["git", "--git-dir", history.folder, "fsck", "--strict"], capture_output=True,
                           text=True, check=True)  # fmt: skip
    assert "error" not in found.stdout + found.stderr


def test_hundreds_of_objects_make_packing_due(story: Path):
    assert not needs_packing(History(story))
    number = 0
    while not needs_packing(History(story)):
        number += 1
        assert number < 1_000
        save(story, [change(number)], expected=None, author="one")
    pack_history(History(story))
    assert not needs_packing(History(story))


def test_people_save_and_back_up_while_a_history_is_packed(story: Path, tmp_path: Path):
    stop, saved = threading.Event(), []

    def go_on() -> None:
        while not stop.is_set():
            saved.append(save(story, [change(len(saved))], expected=None, author="busy").revision)

    busy = threading.Thread(target=go_on)
    busy.start()
    try:
        for number in range(4):
            pack_history(History(story))
            write_backup(story.parent, tmp_path / f"{number}.zip")
    finally:
        stop.set()
        busy.join()
    assert [revision.id for revision in History(story).revisions(limit=len(saved))] == saved[::-1]
    assert damage(History(story)) == []
    assert all(check_backup(tmp_path / f"{number}.zip") == [] for number in range(4))


def test_two_stories_of_one_library_are_packed_apart(story: Path):
    other = story.with_name("other")
    shutil.copytree(story, other)
    for number, one in enumerate((story, other)):
        save(one, [change(number)], expected=None, author="one")
    assert pack_history(History(story)) > 0
    assert pack_history(History(other)) > 0
    assert damage(History(story)) == damage(History(other)) == []
