"""Whether a library is whole: unfinished saves, histories, and files that were changed outside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from storymap.problems import Problem, Severity
from storymap.storage.git_trees import NoRevision
from storymap.storage.history import History
from storymap.storage.history_check import damage, mend
from storymap.storage.lock import locked
from storymap.storage.pending import pending_of, unreadable_notes
from storymap.storage.save import catch_up_locked
from storymap.storage.version import CACHE

_REPAIR = "`storymap verify --repair` mends what can be mended."


@dataclass(frozen=True)
class Verified:
    """A story, how many revisions can be read, what is wrong, and what was mended."""

    story: Path
    revisions: int
    problems: tuple[Problem, ...]
    mended: tuple[str, ...] = ()


def verify_story(story: Path, *, repair: bool = False) -> Verified:
    """Read everything that a story and its history consist of; `repair` mends first, and deletes nothing.

    Raises
    ------
    StoryBusy, OSError
        The story can't be read, or not be mended.
    """
    story, history = story.absolute(), History(story)
    with locked(story):
        mended = tuple(_mend(story, history)) if repair else ()
        damaged = [_error(text) for text in damage(history)]
        problems = [*_unfinished(story), *damaged, *_outside(story, history)]
    return Verified(story, _count(history), tuple(problems), mended)


def _mend(story: Path, history: History) -> list[str]:
    done = mend(history, bad_disk=True)
    head, stopped = history.head(), list(pending_of(story))
    catch_up_locked(story)
    if stopped:
        done.append("A save that a crash had stopped was brought to its end.")
    elif history.head() != head:
        done.append("The files as they are now are a revision.")
    return done


def _unfinished(story: Path) -> list[Problem]:
    stopped = "A save was stopped by a crash; the next save, or --repair, brings it to its end."
    unread = "The note of an unfinished save can't be read; what was staged stays beside the files."
    return [
        *(Problem(Severity.WARNING, stopped, found=", ".join(one.parts)) for one in pending_of(story)),
        *(Problem(Severity.ERROR, unread, found=str(file), hint="Compare the files *.part with the story's.")
          for file in unreadable_notes(story)),
    ]


def _outside(story: Path, history: History) -> list[Problem]:
    """Return a notice when the files are not those of the latest revision."""
    try:
        head = history.head()
        known = history.digests_at(head) if head else {}
    except (NoRevision, OSError):
        return []  # said already
    now = CACHE.digests(story)
    changed = sorted(name for name in {*now, *known} if now.get(name) != known.get(name))
    if not changed or not head:
        return []
    return [Problem(Severity.NOTICE, "Files were changed outside the editor since the latest revision.",
                    found=", ".join(changed[:5]) + ("…" if len(changed) > 5 else ""),
                    hint="The next save keeps them as a revision of their own.")]


def _error(text: str) -> Problem:
    return Problem(Severity.ERROR, text, hint=_REPAIR)


def _count(history: History) -> int:
    try:
        return len(history.revisions(limit=None))
    except (NoRevision, OSError):
        return 0
