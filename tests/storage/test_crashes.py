"""kill -9 at random moments: no story is half, and no acknowledged save is lost.

`STORYMAP_KILLS=500 pytest -s tests/storage/test_crashes.py` kills more often, and prints what it saw.
"""

import os
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from storymap.storage import load
from storymap.storage.history import History
from storymap.storage.history_check import damage
from storymap.storage.save import catch_up
from tests.storage.savers import all_heard, check_whole, started, words_in, write_story

KILLS = int(os.environ.get("STORYMAP_KILLS", "24"))
AT_ONCE, ROUNDS_OF_A_LIBRARY = 2, 6
"""How many processes save, and are killed, at once; and after how many rounds a new library is begun."""
MOST_HEARD, LONGEST = 4, 0.04
"""A process is killed within so many seconds after it said so many saves or fewer; one takes 0.01 or more."""


@pytest.mark.timeout(120 + 10 * KILLS)
def test_nothing_that_was_acknowledged_is_lost_when_processes_are_killed(tmp_path: Path) -> None:
    chance, seen = random.Random(KILLS), Counter[str]()
    story, acknowledged, begun = tmp_path, list[tuple[str, str]](), list[str]()
    for number in range(KILLS // AT_ONCE):
        if number % ROUNDS_OF_A_LIBRARY == 0:
            story, acknowledged, begun = write_story(tmp_path / f"{number}" / "story"), [], []
        said = killed_round(story, f"r{number}", chance)
        acknowledged += said
        begun += [f"r{number}p{one}-0" for one in range(AT_ONCE)] + [next_word(word) for word, _ in said]
        assert load(story).problems == ()
        stopped = len(list((story.parent / ".storymap").glob("pending/*.json")))
        catch_up(story)
        words = [word for word, _ in acknowledged]
        check_whole(story, words, begun)
        revisions = {revision.id for revision in History(story).revisions(limit=None)}
        assert {revision for _, revision in acknowledged} <= revisions
        seen += Counter({"kills": AT_ONCE, "saves acknowledged": len(said), "brought to their end": stopped})
        unheard = {*words_in(story)[0]} - {*words}
        seen["whole though not heard of"] += sum(word.startswith(f"r{number}p") for word in unheard)
        assert damage(History(story)) == []
    sys.stdout.write(f"\n{dict(seen)}\n")
    assert seen["kills"] == KILLS


def killed_round(story: Path, name: str, chance: random.Random) -> list[tuple[str, str]]:
    """Let processes save, kill them at random moments, and return the words and revisions they said."""
    running = [started([story], f"{name}p{process}", 1000) for process in range(AT_ONCE)]
    said = []
    for process, heard in running:
        said += [heard.recv() for _ in range(chance.randint(0, MOST_HEARD))]
        process.join(chance.uniform(0, LONGEST))  # the random moment
        process.kill()
    said += [each for _, heard in running for each in all_heard(heard)]
    for process, _ in running:
        process.join()
    return [(word, revision) for _, word, revision in said]


def next_word(word: str) -> str:
    name, _, number = word.rpartition("-")
    return f"{name}-{int(number) + 1}"
