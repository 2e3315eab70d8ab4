"""Saving a story: compared, durable, whole, and a revision in the history."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dulwich.objects import Blob

from storymap.model.changes import Change
from storymap.problems import StorymapError
from storymap.storage.apply import apply_changes
from storymap.storage.decisions import FILE as DECISIONS
from storymap.storage.decisions import Decision, with_decisions
from storymap.storage.describe import describe
from storymap.storage.exact_text import EditRefused
from storymap.storage.git_trees import NoRevision
from storymap.storage.history import OUTSIDE, History, program
from storymap.storage.history_check import mend
from storymap.storage.lock import locked
from storymap.storage.pending import Pending, Signature, pending_of, stage, sweep
from storymap.storage.remembered import chapters_as_they_were
from storymap.storage.version import CACHE, version_from
from storymap.words import Words

log = logging.getLogger("storymap.storage")


class StaleVersion(StorymapError):
    """The story is not the one that the changes were made for; `current` is its version."""

    def __init__(self, current: str) -> None:
        """Keep the version of the story as it is."""
        super().__init__("The story was changed meanwhile.")
        self.current = current


@dataclass(frozen=True)
class Saved:
    """What a save made: the story's version, and the revision that holds it.

    The revision is "" when the disk had room for the files, but not for the history: the next save makes it.
    """

    version: str
    revision: str


def save(
    folder: Path, changes: Iterable[Change], *, expected: str | None, author: str, message: str = "",
    decisions: Sequence[Decision] = (), files: Mapping[str, bytes | None] | None = None,
) -> Saved:  # fmt: skip
    """Save changes, decisions of the gazetteer and whole files of a story as one revision.

    When it returns, the files are on the disk and in the history. A crash before that leaves the story as it
    was, or as it was meant to be, never between.

    Parameters
    ----------
    expected
        The version that the changes were made for; None saves whatever the version is.
    files
        New bytes of whole files by their names, None for one that goes.

    Raises
    ------
    StaleVersion
        The story has another version; nothing was written.
    EditRefused, FileRefused
        The changes can't be made; nothing was written, and the text says what to do.
    StoryBusy
        Another program held the story for too long.
    OSError
        The disk is full or can't be written; the story is as it was.
    """
    folder, changes = folder.absolute(), list(changes)
    with locked(folder):
        current = catch_up_locked(folder)
        if expected is not None and expected != version_from(current):
            raise StaleVersion(version_from(current))
        wanted = apply_changes(folder, changes)
        wanted |= chapters_as_they_were(History(folder), changes) | dict(files or {})
        if decisions and (decided := with_decisions(folder, decisions)) is not None:
            wanted[DECISIONS] = decided
        return _write(folder, current, wanted, _signed(author, message or describe(changes)))


def begin(folder: Path, *, author: str, message: str) -> Saved:
    """Make the first revision of a new story.

    Raises
    ------
    StoryBusy, OSError
        It can't be written now; the next save makes a first revision by itself.
    """
    folder = folder.absolute()
    with locked(folder):
        digests = CACHE.digests(folder)
        revision = History(folder).add(digests, Signature(author, int(time.time()), message))
        return Saved(version_from(digests), revision)


def _signed(author: str, message: str) -> Signature:
    return Signature(author, int(time.time()), message)


def catch_up(folder: Path) -> None:
    """Bring to its end what a crash stopped, and note in the history what was changed outside.

    Raises
    ------
    StoryBusy, OSError
        The story can't be written now.
    """
    with locked(folder):
        catch_up_locked(folder.absolute())


def catch_up_locked(folder: Path) -> dict[str, str]:
    """Do the work of `catch_up` for whoever holds the lock; return the digests of the files."""
    history = History(folder)
    try:
        return _catch_up(folder, history)
    except NoRevision:
        mend(history)  # a damaged history must not keep people from saving
        return _catch_up(folder, history)


def _catch_up(folder: Path, history: History) -> dict[str, str]:
    for pending in list(pending_of(folder)):
        if not pending.revision or history.head() != pending.revision:
            _bring_to_end(pending, history)
        pending.forget()
    sweep(folder)
    return _note_outside(folder, history)


def _bring_to_end(pending: Pending, history: History) -> None:
    if not pending.in_place:
        # Someone may have edited the files since: that is kept too. What is in its place already is no edit.
        _note_outside(pending.story, history, _meant(pending, history))
        pending.put_in_place()
    if history.follows(pending.revision):
        history.accept(pending.revision)
        return
    current = CACHE.digests(pending.story)
    if not history.holds(current, pending.signature):
        history.add(current, pending.signature)


def _meant(pending: Pending, history: History) -> dict[str, str]:
    """Return the digests of the files after a save; none where its revision can't be read."""
    try:
        return history.digests_at(pending.revision) if pending.revision else {}
    except NoRevision:
        return {}


def _note_outside(folder: Path, history: History, meant: Mapping[str, str] | None = None) -> dict[str, str]:
    """Add a revision when files are neither those of the latest one nor as they are meant to be.

    Return their digests.
    """
    current = CACHE.digests(folder)
    head = history.head()
    known = history.digests_at(head) if head else {}
    meant = meant or known
    names = current.keys() | known.keys()
    if not head or any(current.get(name) not in (known.get(name), meant.get(name)) for name in names):
        message = OUTSIDE if head else "The story as it was found"
        history.add(current, Signature(program(), int(time.time()), message), before=known)
    return current


def _write(
    folder: Path, current: Mapping[str, str], wanted: Mapping[str, bytes | None], signature: Signature
) -> Saved:
    history = History(folder)
    _refuse_links(folder, wanted)
    wanted = {name: data for name, data in wanted.items() if _is_new(folder, name, data, current)}
    if not wanted:
        return Saved(version_from(current), history.head())
    digests = {name: digest for name, digest in current.items() if name not in wanted}
    new: dict[str, str] = {}

    def prepare() -> str:
        blobs = {name: Blob.from_string(data) for name, data in wanted.items() if data is not None}
        new.update((name, blob.id.decode()) for name, blob in blobs.items())
        digests.update(new)
        return history.prepare(digests, signature, blobs, before=current)

    pending = stage(folder, wanted, signature, prepare)
    # From here on the save counts. If the disk fails now, whoever comes next brings it to its end.
    try:
        CACHE.expect(folder, {name: (folder / pending.parts[name], digest) for name, digest in new.items()})
        pending.put_in_place()
        history.accept(pending.revision)
        pending.forget()
    except (OSError, StorymapError) as fault:
        log.error("%s: a save is noted, but not yet in its place (%s): %s", folder.name, pending.file, fault)
    return Saved(version_from(digests), pending.revision)


def _is_new(folder: Path, name: str, data: bytes | None, current: Mapping[str, str]) -> bool:
    """Whether a file isn't yet as it shall be; None as data means that it goes."""
    if data is None or name not in current:
        return (name in current) == (data is None)
    return (folder / name).read_bytes() != data


def _refuse_links(folder: Path, names: Iterable[str]) -> None:
    """Refuse to write through a folder that is a link, which may lead out of the story."""
    for parent in {parent for name in names for parent in PurePosixPath(name).parents[:-1]}:
        if (folder / parent).is_symlink():
            raise EditRefused(
                Words("{parent}/ is a link to another folder, and nothing is written through one. "
                      "Put a folder in its place.", parent=parent)
            )
