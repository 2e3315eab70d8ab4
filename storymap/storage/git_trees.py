"""The files of a story as git's trees and blobs."""

from __future__ import annotations

import os
import secrets
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from dulwich.errors import ChecksumMismatch, FileFormatException, NotGitRepository
from dulwich.object_store import DiskObjectStore, tree_lookup_path
from dulwich.objects import Commit, ObjectID, ShaFile, Tree
from dulwich.repo import Repo

from storymap.problems import StorymapError
from storymap.storage.atomic import write_flushed

_FILE, _FOLDER = 0o100644, 0o040000
_LEVEL, _LARGE = 1, 100_000
"""Zlib's level for what a save writes; from so many bytes on nothing is packed, since that would take longer
than all else. `history_packing` packs it later, as differences."""


FAULTS = (
    KeyError, ChecksumMismatch, FileFormatException, NotGitRepository, ValueError, zlib.error,
    FileNotFoundError, NotADirectoryError, IsADirectoryError,
)  # fmt: skip
"""What reading a damaged repository raises. Any other `OSError` is about the disk or this process: it says
nothing about the repository, and nobody may begin a new one because of it."""


class NoRevision(StorymapError):
    """There is no such revision of the story, or the history can't be read."""


def object_id_of(text: str) -> ObjectID:
    """Return an id as git's objects name it."""
    return ObjectID(text.encode("ascii", "replace"))


def tuned(repository: Repo) -> Repo:
    """Write packs so that they survive a power cut."""
    store = repository.object_store
    if isinstance(store, DiskObjectStore):
        store.fsync_object_files = True
    return repository


def flat(repository: Repo, tree: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the names of the files below a tree, with their ids."""
    if not isinstance(tree, Tree):
        raise NoRevision("The history is damaged: a folder is missing.")
    for item in tree.iteritems():
        name = prefix + item.path.decode("utf-8", "surrogateescape")
        if item.mode == _FOLDER:
            yield from flat(repository, repository.get_object(item.sha), f"{name}/")
        else:
            yield name, item.sha.decode()


Nested = dict[str, "str | Nested"]


def nested(digests: Mapping[str, str]) -> Nested:
    """Return the digests as folders within folders."""
    root: Nested = {}
    for name, ident in digests.items():
        *folders, last = name.split("/")
        here = root
        for folder in folders:
            inner = here.setdefault(folder, {})
            assert isinstance(inner, dict)  # a name is either a file or a folder
            here = inner
        here[last] = ident
    return root


def add_object(repository: Repo, made: ShaFile) -> None:
    """Write an object so that it is whole or not there at all, whatever stops it.

    What a crash leaves has a name that `git fsck` passes over and `git gc` takes away; the lock files that
    dulwich writes by itself have none.
    """
    store = repository.object_store
    assert isinstance(store, DiskObjectStore)  # a repository in a folder
    ident = made.id.decode()
    path = Path(os.fsdecode(store.path), ident[:2], ident[2:])
    if path.exists():
        return
    path.parent.mkdir(exist_ok=True)
    part = path.with_name(f"tmp_obj_{secrets.token_hex(6)}")
    level = 0 if made.raw_length() > _LARGE else _LEVEL
    write_flushed(part, made.as_legacy_object(level), 0o444)
    part.replace(path)


def write_tree(repository: Repo, folder: Nested) -> ObjectID:
    """Write the lists of files that aren't there yet, and return the id of the whole."""
    tree = Tree()
    for name, content in folder.items():
        path = name.encode("utf-8", "surrogateescape")
        if isinstance(content, dict):
            tree.add(path, _FOLDER, write_tree(repository, content))
        else:
            tree.add(path, _FILE, object_id_of(content))
    if tree.id not in repository.object_store:
        add_object(repository, tree)
    return tree.id


def has_file(repository: Repo, commit: Commit, name: str) -> bool:
    """Whether a revision has a file of this name."""
    try:
        tree_lookup_path(repository.get_object, commit.tree, name.encode("utf-8", "surrogateescape"))
    except (*FAULTS, AssertionError):
        return False
    return True
