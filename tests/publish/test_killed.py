"""kill -9 at random moments: the old site or the new one is published, and all that it names is there.

`STORYMAP_KILLS=100 pytest -s tests/publish/test_killed.py` kills more often.
"""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from storymap.publish import difference, open_place, transfer
from storymap.publish.changes import changes
from storymap.publish.local import local_files
from tests.object_store import Bucket
from tests.publish.conftest import State
from tests.publish.runs import Run
from tests.publish.whole import Files, check, documents

KILLS = int(os.environ.get("STORYMAP_KILLS", "3"))


def kill_again_and_again(
    kind: str, states: tuple[State, State], target: str, read: Callable[[], Files]
) -> None:
    """Go from one state to the other and back; each time the run is killed before it is let to its end."""
    chance = random.Random(KILLS)
    before, after = states
    files = {state: state.files for state in states}
    Run(kind, before, target).go()
    longest = 1.0
    for _ in range(KILLS):
        Run(kind, after, target).go(chance.uniform(0, longest))
        check(read(), files[before], files[after], whole=kind == "publish")
        longest = max(0.05, Run(kind, after, target).go()) * 1.2
        assert documents(read()) == documents(files[after])
        before, after = after, before


def in_folder(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


@pytest.mark.timeout(120 + 20 * KILLS)
def test_a_bucket_holds_the_old_site_or_the_new_one(states: tuple[State, State], bucket: Bucket):
    kill_again_and_again("publish", states, bucket.url, bucket.files)


@pytest.mark.timeout(120 + 20 * KILLS)
@pytest.mark.parametrize("kind", ["publish", "build"])
def test_a_folder_holds_the_old_site_or_the_new_one_and_while_it_is_built_each_story(
    kind: str, states: tuple[State, State], tmp_path: Path
):
    folder = tmp_path / "www"
    kill_again_and_again(kind, states, str(folder), lambda: in_folder(folder))


def test_what_lies_ready_in_a_folder_is_hidden_from_readers(states: tuple[State, State], tmp_path: Path):
    before, after = states
    for state in (before, after):
        place = open_place(str(tmp_path))
        plan = difference(local_files(state.site), state.stories, place, 0)
        if state is before:
            transfer(plan, place)
    with place.alone():
        assert place.stage(list(changes(plan)), lambda _: None)
        assert documents(in_folder(tmp_path)) == documents(before.files)
