"""Many processes save at once: what was acknowledged is there, each once, and each a revision."""

from collections import Counter
from pathlib import Path

from storymap.storage.history import History
from tests.storage.savers import all_heard, check_whole, started, write_story

PROCESSES, SAVES = 4, 9


def save_with_many(stories: list[Path], processes: int, saves: int) -> Counter[str]:
    """Let processes save, check every story, and return how many saves each one got."""
    running = [started(stories, f"p{number}", saves) for number in range(processes)]
    acknowledged = [one for _, heard in running for one in all_heard(heard)]
    for process, _ in running:
        process.join()
    assert [process.exitcode for process, _ in running] == [0] * processes
    for story in stories:
        mine = [(word, revision) for name, word, revision in acknowledged if name == story.name]
        check_whole(story, [word for word, _ in mine])
        found = [revision.id for revision in History(story).revisions(limit=None)]
        assert set(found[:-1]) == {revision for _, revision in mine}  # the first is the story as it was found
        assert len(found) == len(mine) + 1
    return Counter(name for name, _, _ in acknowledged)


def test_all_that_many_processes_save_into_one_story_is_there(tmp_path: Path) -> None:
    saved = save_with_many([write_story(tmp_path / "one")], PROCESSES, SAVES)
    assert saved["one"] == PROCESSES * SAVES


def test_stories_of_a_library_are_saved_at_once_and_begin_its_history_together(tmp_path: Path) -> None:
    stories = [write_story(tmp_path / name) for name in ("one", "two", "two-more")]
    saved = save_with_many(stories, PROCESSES, SAVES)
    assert saved == {story.name: PROCESSES * SAVES // 3 for story in stories}
