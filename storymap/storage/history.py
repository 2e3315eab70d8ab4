"""The history of stories: a bare git repository beside them, one branch a story, read by ordinary git."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dulwich.file import FileLocked
from dulwich.objects import Blob, Commit
from dulwich.refs import Ref
from dulwich.repo import Repo

from storymap import __version__
from storymap.storage.atomic import flush_folder, flush_tree
from storymap.storage.editable import Editable, editable_of
from storymap.storage.git_trees import (
    FAULTS,
    NoRevision,
    add_object,
    flat,
    has_file,
    nested,
    object_id_of,
    tuned,
    write_tree,
)
from storymap.storage.lock import locked
from storymap.storage.pending import Signature
from storymap.storage.side_folder import library_of, make_side_folder, side_folder

Result = TypeVar("Result")

NAME = "history.git"
_ID = re.compile(r"[0-9a-f]{40}")
OUTSIDE = "Changed outside the editor"


@dataclass(frozen=True)
class Revision:
    """One state of a story: its id (git's commit), who made it, when (seconds since 1970), and why."""

    id: str
    author: str
    time: int
    message: str

    def as_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {"id": self.id, "author": self.author, "time": self.time, "message": self.message}


class History:
    """The revisions of one story, on the branch that has its name."""

    def __init__(self, story: Path) -> None:
        """Take the story folder; nothing is opened yet."""
        self.story = story.absolute()
        self._reference = Ref(f"refs/heads/{self.story.name}".encode())

    @property
    def folder(self) -> Path:
        """Where the repository is."""
        return side_folder(library_of(self.story)) / NAME

    def head(self) -> str:
        """Return the id of the latest revision, "" when there is none."""
        if not self.folder.is_dir():
            return ""
        with self.open() as repository:
            return self._head(repository)

    def revisions(self, limit: int | None = 50, before: str = "") -> list[Revision]:
        """Return at most `limit` revisions, the latest first; those that are older than `before`, if given.

        Raises
        ------
        NoRevision
            The history can't be read, or there is no such revision.
        """
        found = []
        for revision in self._walk(before):
            if revision.id != before:
                found.append(revision)
            if len(found) == limit:
                break
        return found

    def files_at(self, revision: str, names: Container[str] | None = None) -> dict[str, bytes]:
        """Return the files of a revision by their names: all, or those in `names`.

        Raises
        ------
        NoRevision
            There is no such revision of this story.
        """
        with self.open() as repository:
            files = self._tree_of(repository, revision)
            return {name: _blob(repository, ident) for name, ident in files.items()
                    if names is None or name in names}

    def digests_at(self, revision: str) -> dict[str, str]:
        """Return git's blob ids of the files of a revision by their names.

        Raises
        ------
        NoRevision
            There is no such revision of this story.
        """
        with self.open() as repository:
            return self._tree_of(repository, revision)

    def editable_at(self, revision: str) -> Editable:
        """Return the records of a revision.

        Raises
        ------
        NoRevision
            There is no such revision of this story.
        """
        return editable_of(self.files_at(revision))

    def before(self, revision: str) -> str:
        """Return the revision before this one, "" when it is the first.

        Raises
        ------
        NoRevision
            There is no such revision of this story.
        """
        with self.open() as repository:
            parents = _commit(repository, revision).parents
            return parents[0].decode() if parents else ""

    def last_with(self, name: str, limit: int = 100) -> str:
        """Return the latest of the last revisions that has a file of this name, "" when none has.

        Raises
        ------
        NoRevision
            The history can't be read.
        """
        if not self.folder.is_dir():
            return ""
        with self.open() as repository:
            ident = self._head(repository)
            for _ in range(limit):
                if not ident:
                    break
                commit = _commit(repository, ident)
                if has_file(repository, commit, name):
                    return ident
                ident = commit.parents[0].decode() if commit.parents else ""
        return ""

    def holds(self, digests: Mapping[str, str], signature: Signature) -> bool:
        """Whether the latest revision is of these files and of this signature."""
        latest = next(self._walk(""), None)
        if latest is None or self.digests_at(latest.id) != digests:
            return False
        mine = (_author(_identity(signature.author)), signature.time, _message(signature))
        return mine == (latest.author, latest.time, latest.message)

    def add(
        self, digests: Mapping[str, str], signature: Signature, written: Mapping[str, Blob] | None = None,
        *, before: Mapping[str, str] | None = None,
    ) -> str:  # fmt: skip
        """Add a revision of the story's files as they are now, and return its id.

        Raises
        ------
        OSError
            The library can't be written.
        """
        revision = self.prepare(digests, signature, written, before=before)
        self.accept(revision)
        return revision

    def prepare(
        self, digests: Mapping[str, str], signature: Signature, written: Mapping[str, Blob] | None = None,
        *, before: Mapping[str, str] | None = None,
    ) -> str:  # fmt: skip
        """Write a revision that comes after the latest, and return its id; `accept` makes it the latest.

        Parameters
        ----------
        digests
            Git's blob ids of all files by their names.
        written
            Contents of files that are at hand, so that they needn't be read again.
        before
            The digests of the latest revision, where they are at hand.

        Raises
        ------
        OSError
            The library can't be written.
        """
        def work(repository: Repo) -> str:
            head = self._head(repository)
            known = self._tree_of(repository, head) if head and before is None else before or {}
            kept = set(known.values())
            for name, ident in digests.items():
                if ident not in kept:
                    blob = (written or {}).get(name)
                    add_object(repository, blob or Blob.from_string((self.story / name).read_bytes()))
            commit = Commit()
            commit.tree = write_tree(repository, nested(digests))
            commit.parents = [object_id_of(head)] if head else []
            commit.author = commit.committer = _identity(signature.author)
            commit.author_time = commit.commit_time = signature.time
            commit.author_timezone = commit.commit_timezone = 0
            commit.encoding = b"UTF-8"
            commit.message = _message(signature).encode("utf-8", "replace") + b"\n"
            add_object(repository, commit)
            return commit.id.decode()

        return self._write(work)

    def accept(self, revision: str) -> None:
        """Make a revision that was prepared the latest one.

        Raises
        ------
        OSError
            The library can't be written.
        """
        self._name(self._reference, revision)

    def follows(self, revision: str) -> bool:
        """Whether a revision that was prepared is all there, and comes right after the latest."""
        try:
            with self.open() as repository:
                parents, head = _commit(repository, revision).parents, self._head(repository)
                blobs = map(object_id_of, self._tree_of(repository, revision).values())
                there = all(blob in repository.object_store for blob in blobs)
        except NoRevision:
            return False
        return there and parents == ([object_id_of(head)] if head else [])

    def set_aside(self, entry: str) -> None:
        """Keep the branch under the name of an entry of the trash too, so that the story's name is free."""
        if head := self.head():
            self._name(_aside(entry), head)

    def bring_back(self, entry: str) -> None:
        """Make the revisions that were set aside those of this story; earlier ones go to `refs/old`."""
        if not self.folder.is_dir():
            return
        with self.open() as repository:
            kept, old = self._head_of(repository, _aside(entry)), self._head(repository)
        if kept and old:
            self._name(Ref(f"refs/old/{self.story.name}-{old[:12]}".encode()), old)
        if kept:
            self._name(self._reference, kept)

    def drop(self) -> None:
        """Take the branch away: the story is no longer here under this name."""
        self._name(self._reference, "")

    def drop_aside(self, entry: str) -> None:
        """Take away the name that an entry of the trash gave to the branch."""
        self._name(_aside(entry), "")

    def keep_as(self, name: str, revision: str) -> None:
        """Give a revision one more name, such as `refs/damaged/…`, so that git never sweeps it away."""
        self._name(Ref(name.encode()), revision)

    def _name(self, reference: Ref, revision: str) -> None:
        """Let a name mean a revision; "" takes the name away."""
        def work(repository: Repo) -> None:
            if revision:
                repository.refs[reference] = object_id_of(revision)
            else:
                repository.refs.remove_if_equals(reference, None)

        if self.folder.is_dir():
            self._write(work)

    def _write(self, work: Callable[[Repo], Result]) -> Result:
        """Do some work as the only writer of the repository, which is made if need be.

        Stories share it, so their own locks don't keep writers apart. Whatever is locked by a file although
        nobody else can be writing was left by a crash.
        """
        side = make_side_folder(library_of(self.story))
        with locked(side):
            if not self.folder.is_dir():
                _begin(self.folder, self.story.name)
            while True:
                try:
                    with self.open() as repository:
                        return work(repository)
                except FileLocked as left:
                    Path(os.fsdecode(left.lockfilename)).unlink()

    def _walk(self, start: str) -> Iterator[Revision]:
        if not self.folder.is_dir():
            return
        with self.open() as repository:
            ident = start or self._head(repository)
            while ident:
                commit = _commit(repository, ident)
                message = commit.message.decode("utf-8", "replace").strip()
                yield Revision(ident, _author(commit.author), commit.commit_time, message)
                ident = commit.parents[0].decode() if commit.parents else ""

    def open(self) -> Repo:
        """Return the repository, to be closed by `with`.

        Raises
        ------
        NoRevision
            It is not there, or is damaged.
        OSError
            The disk fails, or this process has no more memory or files: it says nothing of the repository.
        """
        try:
            return tuned(Repo(str(self.folder)))
        except FAULTS as fault:
            raise NoRevision(f"There is no history of {self.story.name} that can be read: {fault}") from None

    def _head(self, repository: Repo) -> str:
        return self._head_of(repository, self._reference)

    def _head_of(self, repository: Repo, reference: Ref) -> str:
        # dulwich takes a name that the disk doesn't give for one that isn't there: a new history would begin.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            written = (self.folder / reference.decode()).read_text("ascii", "replace").strip()
            if _ID.fullmatch(written):
                return written
        return repository.refs.get_packed_refs().get(reference, b"").decode()

    def _tree_of(self, repository: Repo, revision: str) -> dict[str, str]:
        commit = _commit(repository, revision)
        try:
            return dict(flat(repository, repository.get_object(commit.tree), ""))
        except FAULTS as fault:
            raise NoRevision(f"The files of the revision {revision[:10]} can't be listed: {fault}") from None


def _aside(entry: str) -> Ref:
    return Ref(f"refs/trash/{entry}".encode())


def _begin(folder: Path, branch: str) -> None:
    """Make an empty repository that appears whole; `branch` is what `git log` shows without a name."""
    for left in folder.parent.glob(f".{NAME}.*"):
        shutil.rmtree(left)  # begun by a process that was stopped
    made = folder.with_name(f".{NAME}.{secrets.token_hex(4)}")
    with Repo.init_bare(str(made), mkdir=True, default_branch=branch.encode()):
        pass
    flush_tree(made)
    made.replace(folder)
    flush_folder(folder.parent)


def _commit(repository: Repo, revision: str) -> Commit:
    try:
        found = repository.get_object(object_id_of(revision))
    except (*FAULTS, AssertionError):
        found = None
    if not isinstance(found, Commit):
        raise NoRevision(f"There is no revision {revision[:40]!r}.")
    return found


def _blob(repository: Repo, ident: str) -> bytes:
    try:
        return repository.get_object(object_id_of(ident)).as_raw_string()
    except FAULTS as fault:
        raise NoRevision(f"A file of this revision can't be read: {fault}") from None


def _identity(author: str) -> bytes:
    """Return the author as git writes one; there is no address."""
    name = " ".join("".join(c for c in author if c.isprintable() and c not in "<>").split()) or "unknown"
    return f"{name} <>".encode("utf-8", "replace")


def _author(identity: bytes) -> str:
    return identity.decode("utf-8", "replace").rpartition(" <")[0]


def _message(signature: Signature) -> str:
    return signature.message.strip() or "Saved"


def program() -> str:
    """Return the author of what no person did."""
    return f"storymap {__version__}"
