"""A story is read again when anything of it changed, and only then; the cache makes no other objects."""

import io
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storymap.render.site import kept_stories
from storymap.render.site.kept_stories import KeptStories, Read, _Ours
from storymap.render.site.stories import SiteStory
from storymap.storage import fingerprint, load

STORIES = Path(__file__).resolve().parents[2] / "stories"


class Reader:
    """Reads stories, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, folder: Path) -> Read:
        self.count += 1
        loaded = load(folder)
        return loaded.story.id, SiteStory.of(loaded.story, loaded.folder)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORIES / "pacific-crossing", tmp_path / "library" / "pacific-crossing"))


def kept_in(folder: Path) -> KeptStories:
    """Nobody waits two seconds in a test: what changed just now counts as long ago."""
    return KeptStories(folder / "kept", settled=-(10**12))


def test_an_unchanged_story_is_not_read_again_and_is_the_same(story: Path, tmp_path: Path):
    read = Reader()
    first = kept_in(tmp_path).read(story, read)
    again = kept_in(tmp_path).read(story, read)
    assert (again, read.count) == (first, 1)
    assert again[1] is not None
    assert type(again[1].documents["en"]["chapters"][0]["html"]).__name__ == "Html"


def in_place(file: Path) -> None:
    """Change a file's content, but neither its size nor the time of its content."""
    before = file.stat()
    file.write_text(file.read_text("utf-8").swapcase(), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": lambda story: (story / "chapters" / "suva.md").write_text("---\ntitle: A\n---\nB.\n"),
    "in place, with its old time": lambda story: in_place(story / "chapters" / "suva.md"),
    "a new file": lambda story: (story / "chapters" / "suva.ar.md").write_text("---\ntitle: A\n---\nB.\n"),
    "a file that goes": lambda story: (story / "events.csv").unlink(),
    "another name": lambda story: (story / "sites.csv").rename(story / "sites.bak"),
    "a medium": lambda story: (story / "media" / "new.png").write_bytes(b"x"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_is_seen(story: Path, tmp_path: Path, change: Callable[[Path], object]):
    read = Reader()
    kept_in(tmp_path).read(story, read)
    change(story)
    assert kept_in(tmp_path).read(story, read) == Reader()(story)
    assert read.count == 2


def test_a_story_is_read_again_when_the_code_that_reads_stories_has_changed(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    read = Reader()
    for part in ("", "document", "model", "storage", "tables"):

        def changed(folder: Path, part: str = part) -> str:
            return fingerprint(folder) + ("changed" if folder.name == part else "")

        monkeypatch.setattr(kept_stories, "fingerprint", changed)
        kept_in(tmp_path).read(story, read)
    assert read.count == 5


def test_what_changed_a_moment_ago_is_not_kept(story: Path, tmp_path: Path):
    read = Reader()
    for _ in range(2):
        (story / "chapters" / "suva.md").touch()
        KeptStories(tmp_path / "kept").read(story, read)
    assert read.count == 2


class _Runs:
    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("touch ran",)


@pytest.mark.parametrize("data", [b"", b"nonsense", pickle.dumps(_Runs())])
def test_a_damaged_or_foreign_file_is_read_over(story: Path, tmp_path: Path, data: bytes):
    read = Reader()
    kept = kept_in(tmp_path)
    expected = kept.read(story, read)
    (file,) = (tmp_path / "kept").iterdir()
    file.write_bytes(file.read_bytes()[:32] + data)
    assert kept_in(tmp_path).read(story, read) == expected
    assert read.count == 2


def test_only_records_of_ours_are_made():
    module = b"cstorymap.model.story\n"
    for code in (pickle.dumps(_Runs()), module + b"re.compile\n(Vx\ntR.", module + b"re\n."):
        with pytest.raises((pickle.UnpicklingError, AttributeError)):
            _Ours(io.BytesIO(code)).load()
