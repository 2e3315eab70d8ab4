"""Where a site is published: what every such place can do, and the place that an address names."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from storymap.problems import StorymapError

if TYPE_CHECKING:
    from storymap.publish.changes import Change
    from storymap.publish.local import Local
    from storymap.publish.steps import Step


WAIT = 600.0
"""Seconds that a run waits while another one publishes."""


class PublishRefused(StorymapError):
    """Nothing, or not all, could be published; the text says what is safe and what to do."""


class PublishStopped(KeyboardInterrupt):
    """Ctrl+C while a site was sent; the text says which site readers see."""


@dataclass(frozen=True)
class Found:
    """A file that is there: bytes, and what the place says of its content (an ETag), or ""."""

    size: int
    tag: str = ""


class Place(Protocol):
    """A folder or an object store. Keys are names from the root of the site."""

    url: str  #: to be shown
    address: str  #: as it was given, with all secrets in it
    locks: Sequence[int]  #: descriptors that keep others from writing there

    @property
    def switches(self) -> bool:
        """Whether documents can lie ready there, and then take their places."""

    def listing(self) -> dict[str, Found]:
        """Return all files that are there by key."""

    def read(self, key: str) -> bytes | None:
        """Return what a file holds, None when it isn't there."""

    def holds(self, key: str, file: Local, found: Found, noted: Mapping[str, str]) -> bool:
        """Whether what is there is this file; `noted` is what the last run noted of it (`sha256`, `tag`)."""

    def send(self, files: Mapping[str, Path]) -> Iterator[str]:
        """Put files there, and yield their keys; readers get the old one or the new one, whole."""

    def spare(self, sources: Sequence[Path], homes: Collection[str]) -> None:
        """Refuse a site with these folders where it would take the place of people's own files on this disk.

        `sources` are the folders of the stories and of their library.
        """

    def check_keys(self, keys: Iterable[str]) -> None:
        """Refuse keys of a site that can't be there."""

    def alone(self) -> contextlib.AbstractContextManager[None]:
        """Keep others from writing there meanwhile, where the place can."""

    def remove(self, key: str) -> None:
        """Remove a file; one that isn't there is no fault."""

    def stage(self, changes: Iterable[Change], done: Callable[[str], None]) -> list[Step]:
        """Let all that is new or differs lie ready, unseen by readers, and return the steps that are left.

        `done` is called with each key that lies ready.
        """

    def begin(self, steps: Sequence[Step]) -> None:
        """Note that steps begin, where a later run can end them."""

    def left_over(self) -> list[Step]:
        """Return the steps of a run that was cut off while it did them."""

    def take(self, ready: Mapping[str, str]) -> None:
        """Let what lies ready take its place, by `{name: where it lies}`."""

    def take_off(self, names: Sequence[str]) -> None:
        """Remove what is not part of the site any more."""

    def end(self, steps: Sequence[Step]) -> None:
        """Note that all steps are done, and remove what lay ready for them."""

    def faults(self) -> contextlib.AbstractContextManager[None]:
        """Turn what may go wrong here into `PublishRefused`."""


def write_note(place: Place, key: str, data: bytes) -> None:
    """Put some bytes of our own there."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "note"
        file.write_bytes(data)
        for _ in place.send({key: file}):
            pass


def open_place(url: str) -> Place:
    """Return the place of an address: a path, `file:///…`, or what fsspec knows, such as `s3://bucket/maps`.

    Raises
    ------
    PublishRefused
        The address names nothing that can be written, or a package is missing for it.
    """
    from storymap.publish.addresses import FILES, folder_of, scheme_of
    from storymap.publish.folder import FolderPlace
    from storymap.publish.store import StorePlace

    scheme = scheme_of(url)
    if not scheme:
        return FolderPlace(Path(url))
    if scheme in FILES:
        return FolderPlace(folder_of(url))
    return StorePlace(url, scheme)
