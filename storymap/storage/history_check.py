"""Whether every revision of a story can be read, and mending a history that a disk has damaged."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from dulwich.object_store import DiskObjectStore
from dulwich.objects import Blob, Commit, ObjectID, ShaFile, Tree
from dulwich.repo import Repo

from storymap.storage.git_trees import FAULTS, NoRevision, add_object
from storymap.storage.history import History
from storymap.storage.version import blob_id, object_id

_GIT_FOLDER = 0o040000
_READING = (*FAULTS, OSError)


def damage(history: History) -> list[str]:
    """Return what can't be read of a story's revisions, in words; every object is compared with its id."""
    if not history.folder.is_dir():
        return []
    try:
        with history.open() as repository:
            head = history.head()
            return list(_Reader(repository, _READING).faults(head)) if head else []
    except (NoRevision, OSError) as fault:
        return [str(fault)]


def mend(history: History, *, bad_disk: bool = False) -> list[str]:
    """Make a damaged history one that takes new revisions, and return what was done; nothing is deleted.

    Objects that are damaged are written anew where the story's files still hold them. Where the latest
    revision can't be read, the branch is set aside as `refs/damaged/…` and the next save begins anew; a
    repository that can't be opened at all is renamed.

    Parameters
    ----------
    bad_disk
        Whether what the disk doesn't give counts as damaged for good, and not as a fault that may pass.

    Raises
    ------
    OSError
        The disk can't be read or written.
    """
    if not history.folder.is_dir():
        return []
    try:
        repository = history.open()
    except NoRevision:
        return [_set_aside(history, bad_disk)]
    except OSError:
        if not bad_disk:
            raise
        return [_set_aside(history, bad_disk)]
    with repository:
        reader = _Reader(repository, _READING if bad_disk else FAULTS)
        done = _write_again(history, repository, reader)
        head = history.head()
        if head and not reader.has(head):
            name = f"refs/damaged/{history.story.name}-{head[:12]}"
            history.keep_as(name, head)
            history.drop()
            done.append(f"The history begins anew; what can be read of the old one is at {name}.")
        return done


def _set_aside(history: History, bad_disk: bool) -> str:
    """Rename the repository, unless it is the disk that doesn't give it."""
    if not bad_disk:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            (history.folder / "config").read_bytes()
            for name in ("objects", "refs"):
                (history.folder / name).stat()
    aside = history.folder.with_name(f"{history.folder.stem}-damaged-{time.time_ns():x}.git")
    history.folder.rename(aside)
    return f"The history can't be opened; it is kept as {aside.name}, and a new one begins."


class _Reader:
    """Reads objects, each once; `faults` is what counts as damaged."""

    def __init__(self, repository: Repo, faults: tuple[type[Exception], ...]) -> None:
        self.faulty = faults
        self._store = repository.object_store
        self._seen: set[str] = set()

    def has(self, commit: str) -> bool:
        """Whether a revision and the lists of its files can be read; their contents are not looked at."""
        try:
            found = self.read(commit)
            return isinstance(found, Commit) and self._folders_fine(found.tree.decode())
        except self.faulty:
            return False

    def faults(self, head: str) -> Iterator[str]:
        """Yield a line for each object that can't be read, from the latest revision to the first."""
        ident = head
        while ident:
            try:
                commit = self.read(ident)
            except self.faulty:
                yield f"The revision {ident[:10]} and all before it can't be read."
                return
            if not isinstance(commit, Commit):
                yield f"{ident[:10]} is no revision."
                return
            yield from self._tree_faults(ident, commit.tree.decode(), "")
            ident = commit.parents[0].decode() if commit.parents else ""

    def _tree_faults(self, revision: str, tree: str, prefix: str) -> Iterator[str]:
        for name, ident, is_folder in self._entries(revision, tree):
            if not ident:
                yield name
            elif ident in self._seen:
                continue
            elif is_folder:
                yield from self._tree_faults(revision, ident, f"{prefix}{name}/")
            else:
                try:
                    self.read(ident)
                except self.faulty:
                    yield f"{prefix}{name} of the revision {revision[:10]} can't be read."

    def _entries(self, revision: str, tree: str) -> Iterator[tuple[str, str, bool]]:
        if tree in self._seen:
            return
        try:
            found = self.read(tree)
        except self.faulty:
            yield f"A list of files of the revision {revision[:10]} can't be read.", "", False
            return
        if isinstance(found, Tree):
            for item in found.iteritems():
                yield item.path.decode("utf-8", "replace"), item.sha.decode(), item.mode == _GIT_FOLDER

    def _folders_fine(self, tree: str) -> bool:
        found = self.read(tree)
        return isinstance(found, Tree) and all(
            self._folders_fine(item.sha.decode()) for item in found.iteritems() if item.mode == _GIT_FOLDER
        )

    def read(self, ident: str) -> ShaFile:
        """Return an object whose content is what its id says."""
        found = self._store[ObjectID(ident.encode())]
        if object_id(found.type_name, found.as_raw_string()) != ident:
            raise ValueError(f"{ident} is damaged")
        self._seen.add(ident)
        return found


def _write_again(history: History, repository: Repo, reader: _Reader) -> list[str]:
    """Write the contents of the story's files anew that the latest revision has, but damaged."""
    store, done = repository.object_store, []
    try:
        names = history.digests_at(history.head()) if history.head() else {}
    except NoRevision:
        return []
    except reader.faulty:
        return []
    for name, ident in names.items():
        with contextlib.suppress(*reader.faulty):
            reader.read(ident)
            continue
        data = _bytes(history.story / name)
        if data is not None and blob_id(data) == ident:
            if isinstance(store, DiskObjectStore):
                Path(store.path, ident[:2], ident[2:]).unlink(missing_ok=True)
            add_object(repository, Blob.from_string(data))
            done.append(f"{name} is in the history again.")
    return done


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
