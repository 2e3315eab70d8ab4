"""A save is compared, durable, whole, and a revision."""

import os
import shutil
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from dulwich.objects import Blob

from storymap.model.changes import AddRecord, Kind, RemoveRecord, SetField
from storymap.storage import load
from storymap.storage.editable import read_editable
from storymap.storage.exact_text import EditRefused
from storymap.storage.history import OUTSIDE, History
from storymap.storage.lock import StoryBusy, locked
from storymap.storage.pending import Signature, pending_of, stage, unreadable_notes
from storymap.storage.save import StaleVersion, catch_up, save
from storymap.storage.version import StatCache, blob_id, version_of

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"
TITLE = SetField(Kind.STORY, "", "title", None, "Another title")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = tmp_path / "library" / "crossing"
    shutil.copytree(STORY, home)
    return home


def title(story: Path) -> object:
    return read_editable(story).records[Kind.STORY][""]["title"]


def leftovers(story: Path) -> list[str]:
    return [path.name for path in story.rglob(".*")] + [path.name for path in pending_folder(story)]


def pending_folder(story: Path) -> list[Path]:
    folder = story.parent / ".storymap" / "pending"
    return list(folder.iterdir()) if folder.is_dir() else []


def test_a_save_changes_the_file_the_version_and_the_history(story: Path):
    before = version_of(story)
    saved = save(story, [TITLE], expected=before, author="Bà Tư", message="Name it anew")
    assert title(story) == "Another title"
    assert saved.version == version_of(story) != before
    latest, first = History(story).revisions()
    assert (latest.id, latest.author, latest.message) == (saved.revision, "Bà Tư", "Name it anew")
    assert first.message == "The story as it was found"
    assert leftovers(story) == []


def test_a_save_for_another_version_is_refused_and_changes_nothing(story: Path):
    before = version_of(story)
    save(story, [TITLE], expected=before, author="one")
    now = version_of(story)
    with pytest.raises(StaleVersion) as refused:
        save(story, [SetField(Kind.STORY, "", "title", None, "Mine")], expected=before, author="two")
    assert refused.value.current == now == version_of(story)


def test_a_change_that_cannot_be_made_leaves_everything_as_it_was(story: Path):
    before = version_of(story)
    with pytest.raises(EditRefused):
        save(story, [TITLE, SetField(Kind.SITE, "nowhere", "lat", "", "1")], expected=None, author="x")
    assert version_of(story) == before
    assert leftovers(story) == []


def test_what_was_changed_outside_becomes_a_revision_of_its_own(story: Path):
    save(story, [TITLE], expected=None, author="one")
    file = story / "story.yaml"
    file.write_text(file.read_text("utf-8") + "# by hand\n", "utf-8")
    save(story, [SetField(Kind.STORY, "", "licence", None, "CC0")], expected=None, author="two")
    revisions = History(story).revisions()
    assert [revision.message for revision in revisions[:3]] == [
        "Changed story: licence", OUTSIDE, "Changed story: title"]
    assert b"# by hand" in History(story).files_at(revisions[1].id)["story.yaml"]
    assert "# by hand" in file.read_text("utf-8")


def test_a_save_that_changes_nothing_makes_no_revision(story: Path):
    one = save(story, [TITLE], expected=None, author="one")
    assert save(story, [TITLE], expected=one.version, author="two") == one


def test_ordinary_git_reads_the_history(story: Path):
    for number in range(3):
        save(story, [SetField(Kind.STORY, "", "title", None, f"Title {number}")], expected=None, author="Ơn")
    repository = str(story.parent / ".storymap" / "history.git")

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", "-C", repository, *words], capture_output=True, text=True, check=True,
            env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        )  # fmt: skip
        return done.stdout + done.stderr

    assert git("log", "--format=%an|%s", "crossing").splitlines()[:2] == ["Ơn|Changed story: title"] * 2
    assert "error" not in git("fsck", "--full", "--strict")
    assert "Title 2" in git("show", "crossing:story.yaml")


def test_several_files_of_a_save_that_was_stopped_are_brought_to_the_end(story: Path):
    save(story, [TITLE], expected=None, author="one")
    new = {"story.yaml": b"title: Later\nchapters: [first]\n", "chapters/first.md": b"---\ntitle: F\n---\n"}
    stage(story, new, Signature("two", 1_700_000_000, "Stopped"))
    assert title(story) == "Another title"
    catch_up(story)
    assert title(story) == "Later"
    assert (story / "chapters" / "first.md").read_bytes() == new["chapters/first.md"]
    latest = History(story).revisions()[0]
    assert (latest.author, latest.time, latest.message) == ("two", 1_700_000_000, "Stopped")
    assert leftovers(story) == []


def test_a_save_that_stopped_between_two_files_makes_one_revision(story: Path):
    save(story, [TITLE], expected=None, author="one")
    before, history = len(History(story).revisions()), History(story)
    new = {"story.yaml": b"title: Later\n", "chapters/first.md": b"---\ntitle: F\n---\n"}
    digests = StatCache().digests(story) | {name: blob_id(data) for name, data in new.items()}
    signature = Signature("two", 1_700_000_000, "Stopped")
    blobs = {name: Blob.from_string(data) for name, data in new.items()}
    pending = stage(story, new, signature, lambda: history.prepare(digests, signature, blobs))
    (story / pending.parts["story.yaml"]).replace(story / "story.yaml")
    catch_up(story)
    assert len(history.revisions()) == before + 1
    assert history.revisions()[0].id == pending.revision
    assert (story / "chapters" / "first.md").read_bytes() == new["chapters/first.md"]


def test_a_save_that_stopped_after_its_revision_makes_no_second_one(story: Path):
    save(story, [TITLE], expected=None, author="one")
    signature = Signature("two", 1_700_000_000, "Stopped")
    pending = stage(story, {"story.yaml": b"title: Later\n"}, signature)
    pending.put_in_place()
    History(story).add(StatCache().digests(story), signature)
    count = len(History(story).revisions())
    catch_up(story)
    assert len(History(story).revisions()) == count
    assert list(pending_of(story)) == []


def test_what_a_person_wrote_after_a_crash_is_in_the_history_before_the_save_goes_on(story: Path):
    save(story, [TITLE], expected=None, author="one")
    stage(story, {"story.yaml": b"title: From the save\n"}, Signature("two", 1_700_000_000, "Stopped"))
    (story / "story.yaml").write_bytes(b"title: By hand\n")
    catch_up(story)
    texts = [History(story).files_at(each.id)["story.yaml"] for each in History(story).revisions()]
    assert b"title: By hand\n" in texts
    assert title(story) == "From the save"


def test_the_notes_of_a_story_whose_name_begins_alike_are_not_looked_at(story: Path):
    save(story, [TITLE], expected=None, author="one")
    other = story.with_name(f"{story.name}-two")
    pending = stage(story, {"story.yaml": b"title: Later\n"}, Signature("two", 1_700_000_000, "Stopped"))
    pending.file.rename(pending.file.with_name(pending.file.name.replace(story.name, other.name)))
    (pending.file.with_name(f"{other.name}-1-12345678.json")).write_bytes(b"damaged")
    assert list(pending_of(story)) == []
    assert unreadable_notes(story) == []
    assert len(unreadable_notes(other)) == 1


def test_staged_files_that_no_note_names_are_swept_away(story: Path):
    save(story, [TITLE], expected=None, author="one")
    (story / ".story.yaml.abcdef.part").write_bytes(b"half")
    (story / "chapters" / ".x.md.abcdef.part").write_bytes(b"half")
    catch_up(story)
    assert leftovers(story) == []


def test_whole_files_come_and_go_in_a_save(story: Path):
    save(story, [], expected=None, author="one", files={"media/a.png": b"\x89PNG"})
    assert (story / "media" / "a.png").read_bytes() == b"\x89PNG"
    save(story, [], expected=None, author="one", files={"media/a.png": None, "media/none.png": None})
    assert not (story / "media" / "a.png").exists()
    assert load(story).story.title


def test_a_removed_chapter_comes_back_with_its_comments(story: Path):
    file = story / "chapters" / "kauai.md"
    text = file.read_text("utf-8").replace("---\n", "---\n# A remark by hand\n", 1)
    file.write_text(text, "utf-8")
    values = read_editable(story).records[Kind.CHAPTER]["kauai"]
    save(story, [RemoveRecord(Kind.CHAPTER, "kauai", values, "oakland")], expected=None, author="one")
    assert not file.exists()
    save(story, [AddRecord(Kind.CHAPTER, "kauai", values, "oakland")], expected=None, author="one")
    assert file.read_text("utf-8") == text
    other = {**values, "title": "Another"}
    save(story, [RemoveRecord(Kind.CHAPTER, "kauai", values, "oakland")], expected=None, author="one")
    save(story, [AddRecord(Kind.CHAPTER, "kauai", other, "oakland")], expected=None, author="one")
    assert "A remark by hand" not in file.read_text("utf-8")
    assert read_editable(story).records[Kind.CHAPTER]["kauai"]["title"] == "Another"


def test_the_version_is_that_of_the_content_and_of_nothing_else(story: Path, tmp_path: Path):
    other = tmp_path / "elsewhere" / "name"
    shutil.copytree(story, other)
    (other / ".hidden").write_text("no")
    os.utime(other / "story.yaml", (1, 1))
    assert version_of(other) == version_of(story)


def test_a_file_that_is_changed_within_one_tick_of_the_clock_is_seen(tmp_path: Path):
    cache, file = StatCache(), tmp_path / "a.csv"
    file.write_bytes(b"one")
    state = file.stat()
    assert cache.digests(tmp_path) == {"a.csv": blob_id(b"one")}
    with file.open("r+b") as same:
        same.write(b"two")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert cache.digests(tmp_path) == {"a.csv": blob_id(b"two")}


def test_a_new_site_and_the_decision_about_it_are_one_revision(story: Path):
    saved = save(story, [AddRecord(Kind.SITE, "hue", {"name": "Huế"})], expected=None, author="one")
    assert "hue" in History(story).editable_at(saved.revision).records[Kind.SITE]


def test_locks_that_a_crash_left_in_the_history_do_not_stop_a_save(story: Path):
    save(story, [TITLE], expected=None, author="one")
    repository = History(story).folder
    data = (story / "story.yaml").read_bytes().replace(b"Another title", b"Third title")
    ident = blob_id(data)
    (repository / "objects" / ident[:2]).mkdir(exist_ok=True)
    (repository / "objects" / ident[:2] / f"{ident[2:]}.lock").touch()
    (repository / "refs" / "heads" / f"{story.name}.lock").touch()
    saved = save(story, [SetField(Kind.STORY, "", "title", None, "Third title")], expected=None, author="two")
    assert History(story).head() == saved.revision
    assert History(story).digests_at(saved.revision)["story.yaml"] == ident


def test_first_saves_of_two_stories_at_once_share_one_history(story: Path):
    stories = [story, *(story.with_name(f"other-{number}") for number in range(5))]
    for other in stories[1:]:
        shutil.copytree(STORY, other)
    with ThreadPoolExecutor(len(stories)) as pool:
        saved = list(pool.map(lambda one: save(one, [TITLE], expected=None, author="one"), stories))
    assert [History(one).head() for one in stories] == [each.revision for each in saved]


def test_who_waits_for_a_story_gets_it_although_another_saves_without_a_pause(story: Path):
    stop, count = threading.Event(), 0

    def go_on() -> None:
        nonlocal count
        while not stop.is_set():
            count += 1
            change = SetField(Kind.STORY, "", "title", None, f"Title {count}")
            save(story, [change], expected=None, author="a")

    busy = threading.Thread(target=go_on)
    busy.start()
    try:
        for number in range(10):
            text = SetField(Kind.STORY, "", "licence", None, f"Licence {number}")
            save(story, [text], expected=None, author="b")
    finally:
        stop.set()
        busy.join()
    authors = [revision.author for revision in History(story).revisions(limit=None)]
    assert authors.count("b") == 10


def test_a_lock_that_is_never_given_back_is_told(story: Path):
    with locked(story), pytest.raises(StoryBusy, match="Try again"), locked(story, wait=0.05):
        pass
    with locked(story):
        pass
