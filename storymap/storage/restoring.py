"""Bringing a story back to an earlier revision, which makes a new one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from storymap.storage.git_trees import NoRevision
from storymap.storage.history import History, Revision
from storymap.storage.save import Saved, save
from storymap.storage.version import CACHE

_PREFIX = re.compile(r"[0-9a-f]{4,40}", re.ASCII)


def restore(folder: Path, revision: str, *, expected: str | None, author: str) -> Saved:
    """Make the files of a story what they were in a revision, byte for byte, as a new revision.

    Parameters
    ----------
    revision
        Its id, or the first four letters of it or more.
    expected
        The version that the person saw; None restores whatever the version is.

    Raises
    ------
    NoRevision
        There is no such revision of this story, or a file of it can't be read; nothing was written.
    StaleVersion, StoryBusy, OSError
        As in `save`.
    """
    history = History(folder)
    found = find_revision(history, revision)
    now, then = CACHE.digests(folder), history.digests_at(found.id)
    files: dict[str, bytes | None] = dict.fromkeys(now.keys() - then.keys())
    files |= history.files_at(found.id, {name for name in then if now.get(name) != then[name]})
    when = datetime.fromtimestamp(found.time, UTC)
    message = f"Restored the revision {found.id[:10]} of {when:%Y-%m-%d %H:%M} UTC"
    return save(folder, [], expected=expected, author=author, message=message, files=files)


def find_revision(history: History, prefix: str) -> Revision:
    """Return the one revision of a story whose id begins like this.

    Raises
    ------
    NoRevision
        None begins so, or several do.
    """
    if not _PREFIX.fullmatch(prefix):
        raise NoRevision(f"{prefix[:60]!r} is no revision: its id has 4 to 40 of the letters 0-9 and a-f.")
    found = [revision for revision in history.revisions(limit=None) if revision.id.startswith(prefix)]
    if len(found) != 1:
        fault = "There is no revision" if not found else f"{len(found)} revisions begin with"
        raise NoRevision(f"{fault} {prefix!r}. `storymap history` lists them.")
    return found[0]
