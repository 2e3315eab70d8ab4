"""kill -9 at random moments: no story is half, and no acknowledged save is lost.

`STORYMAP_KILLS=500 pytest tests/storage/test_crashes.py` kills more often.
"""

import multiprocessing
import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))  # for the forked processes too
from crash_saver import save_without_end

from storymap.model.changes import Kind
from storymap.storage import load
from storymap.storage.editable import read_editable
from storymap.storage.history import History
from storymap.storage.history_check import damage
from storymap.storage.save import catch_up

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"
KILLS = int(os.environ.get("STORYMAP_KILLS", "24"))
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["storymap.storage.save", "crash_saver"])


class Person:
    """Somebody who saves one field again and again, until the process is killed."""

    def __init__(self, story: Path, field: str) -> None:
        self.story, self.field = story, field
        self.number = 0  # the last acknowledged one
        self.revisions: list[str] = []

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Save in a process of its own, which is killed at the end."""
        receiver, sender = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(
            target=save_without_end, args=(self.story, self.field, self.number + 1, sender)
        )
        process.start()
        sender.close()
        self._hear(receiver, least=1)
        try:
            yield
        finally:
            process.kill()
            process.join()
            self._hear(receiver)
            receiver.close()

    def _hear(self, receiver: object, least: int = 0) -> None:
        """Take what was acknowledged; the pipe keeps what was told before the kill."""
        while least > 0 or receiver.poll():  # type: ignore[attr-defined]
            try:
                self.number, revision = receiver.recv()  # type: ignore[attr-defined]
            except EOFError:
                return
            self.revisions.append(revision)
            least -= 1


@pytest.fixture
def story(tmp_path: Path) -> Path:
    home = tmp_path / "library" / "crossing"
    shutil.copytree(STORY, home)
    return home


def test_nothing_that_was_acknowledged_is_lost_when_processes_are_killed(story: Path):
    people, chance = [Person(story, "title"), Person(story, "licence")], random.Random(KILLS)
    sites = (story / "sites.csv").read_bytes()
    for _ in range(KILLS // 2):
        with people[0].at_work(), people[1].at_work():
            time.sleep(chance.uniform(0, 0.05))  # the random moment
        assert load(story).story.title
        catch_up(story)
        record = read_editable(story).records[Kind.STORY][""]
        for person in people:
            possible = {f"{person.field} {number}" for number in (person.number, person.number + 1)}
            assert record[person.field] in possible
            person.number = int(str(record[person.field]).rpartition(" ")[2])
        assert not list(story.rglob("*.part"))
    history = {revision.id for revision in History(story).revisions(limit=None)}
    for person in people:
        assert len(person.revisions) >= KILLS // 2
        assert set(person.revisions) <= history
    assert damage(History(story)) == []
    assert not list((story.parent / ".storymap" / "pending").iterdir())
    assert (story / "sites.csv").read_bytes() == sites
