"""Packing a history: versions of a file become differences, as `git gc` would make them.

A save writes whole files, since that is quick. 400 versions of a table of 2 MB take 800 MB so, and 1 MB when
packed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dulwich.object_store import DiskObjectStore
from dulwich.objects import Commit, ObjectID, ShaFile, Tree
from dulwich.pack import deltas_from_sorted_objects
from dulwich.repo import Repo

from storymap.storage.atomic import flush_folder
from storymap.storage.history import History
from storymap.storage.lock import StoryBusy, locked

_MANY = 2
"""Git counts the same way: the objects whose id begins with 17, times 256, are about all."""
_SAMPLE = "17"
_FOLDER = 0o040000


def needs_packing(history: History) -> bool:
    """Whether some hundred objects wait to be packed; looking costs next to nothing."""
    folder = history.folder / "objects" / _SAMPLE
    return folder.is_dir() and sum(1 for _ in folder.iterdir()) > _MANY


def pack_history(history: History) -> int:
    """Pack what the revisions of a story have and isn't packed yet; return how many objects that were.

    People can go on saving meanwhile. The pack is written, flushed, and read back object by object; only then
    the single files go. When another program is packing, nothing happens.

    Raises
    ------
    NoRevision
        The history can't be read.
    OSError
        The disk can't be written; nothing went.
    """
    if not history.folder.is_dir():
        return 0
    try:
        with locked(history.folder, wait=0.0), history.open() as repository:
            return _pack(repository, history.head())
    except StoryBusy:
        return 0


def _pack(repository: Repo, head: str) -> int:
    store = repository.object_store
    assert isinstance(store, DiskObjectStore)  # a repository in a folder
    folder = Path(store.path)
    loose = [ident for ident in _ordered(repository, head) if (folder / ident[:2] / ident[2:]).is_file()]
    if not loose:
        return 0
    objects = ((_read(store, ident), None) for ident in loose)
    store.add_pack_data(len(loose), deltas_from_sorted_objects(objects, window_size=1))
    flush_folder(folder / "pack")
    for ident in loose:
        store.delete_loose_object(ObjectID(ident.encode()))
    return len(loose)


def _ordered(repository: Repo, head: str) -> Iterator[str]:
    """Yield the ids that the revisions have, each once: versions of one file together, the latest first.

    A version is then the difference from the one after it, and the latest, which is read most, is whole.
    """
    commits: list[str] = []
    files: dict[str, dict[str, None]] = {}
    ident = head
    while ident:
        commit = repository.object_store[ObjectID(ident.encode())]
        assert isinstance(commit, Commit)
        commits.append(ident)
        _sort_in(repository, commit.tree.decode(), "", files)
        ident = commit.parents[0].decode() if commit.parents else ""
    yield from commits
    seen: set[str] = set()
    for versions in files.values():
        yield from (version for version in versions if version not in seen)
        seen.update(versions)


def _sort_in(repository: Repo, tree: str, name: str, files: dict[str, dict[str, None]]) -> None:
    versions = files.setdefault(f"{name}/", {})
    if tree in versions:
        return  # all below was sorted in, too
    versions[tree] = None
    found = repository.object_store[ObjectID(tree.encode())]
    assert isinstance(found, Tree)
    for item in found.iteritems():
        path = f"{name}/{item.path.decode('utf-8', 'surrogateescape')}"
        if item.mode == _FOLDER:
            _sort_in(repository, item.sha.decode(), path, files)
        else:
            files.setdefault(path, {})[item.sha.decode()] = None


def _read(store: DiskObjectStore, ident: str) -> ShaFile:
    return store[ObjectID(ident.encode())]
