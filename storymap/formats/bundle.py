"""A story as one file to hand on or to keep: a zipped BagIt bag with its citations and RO-Crate metadata."""

from __future__ import annotations

import io
import json
import os
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from storymap.formats.citations import csl_items
from storymap.formats.crate import FILE as CRATE
from storymap.formats.crate import crate_metadata
from storymap.formats.zip_limits import ZipLimits, ZipRefused, open_zip
from storymap.model import ID_PATTERN
from storymap.problems import StorymapError
from storymap.storage.atomic import make_room, write_atomically
from storymap.storage.bag import DATA, EARLIEST, Bag, BagRefused, BagWriter
from storymap.storage.library import is_story
from storymap.storage.load import load
from storymap.storage.lock import locked
from storymap.storage.new import make_folder
from storymap.storage.pending import pending_of
from storymap.storage.save import catch_up_locked
from storymap.words import Words

LIMITS = ZipLimits()
CITATIONS = "citations.json"
_TAGS = 8
"""Entries that are no files of the story, at most."""


class BundleRefused(StorymapError):
    """A bundle can't be made or opened; the text says why."""


@dataclass(frozen=True)
class Bundle:
    """A bundle that was made or opened: the story's name and folder, its files, and their bytes."""

    story: str
    folder: Path
    files: int
    bytes: int


def story_files(folder: Path) -> list[str]:
    """Return the names of the files that a bundle of a story has; what is hidden and links are left out."""
    return sorted(_names(folder, ""))


def write_bundle(folder: Path, file: Path, *, packed: Callable[[], None] = lambda: None) -> Bundle:
    """Write a story's files (see `story_files`) into a bundle.

    The same files give the same bytes. The bundle is opened and compared before it gets its name. `packed` is
    called after each file.

    Raises
    ------
    BundleRefused
        The story holds more than a bundle may, `file` is there and holds something else, or can't be written.
    StoryNotFound, StoryBusy, OSError
        The story can't be read.
    """
    folder = folder.absolute()
    with locked(folder):
        if any(True for _ in pending_of(folder)):
            catch_up_locked(folder)
        sizes = {name: (folder / name).stat().st_size for name in story_files(folder)}
        _refuse_too_much(sizes)
        files = {name: (folder / name).read_bytes() for name in sizes}
    if odd := [name for name in files if not _is_inside(name)]:
        raise BundleRefused(f"The file {odd[0]!a} has a name that no bundle can hold. Rename it.")
    data = _packed(folder, files, packed)
    _check(data, str(file))
    if file.exists() and file.read_bytes() != data:
        raise BundleRefused(f"{file} is there already and holds something else. Choose another name.")
    try:
        make_room(file)
        write_atomically(file, data)
    except OSError as fault:
        raise BundleRefused(f"{file} can't be written: {fault.strerror or fault}.") from None
    return Bundle(folder.name, folder, len(files), sum(map(len, files.values())))


def _refuse_too_much(sizes: Mapping[str, int]) -> None:
    """Refuse more than a bundle may hold, before anything of it is read; the largest file is named.

    Raises
    ------
    BundleRefused
        The files are too many or too large.
    """
    size = sum(sizes.values())
    if len(sizes) + _TAGS > LIMITS.entries or size > LIMITS.size:
        most = f"{LIMITS.entries - _TAGS:,} files and {LIMITS.size // 1_000_000} MB"
        largest = max(sizes, key=lambda name: (sizes[name], name))
        raise BundleRefused(f"The story has {len(sizes):,} files and {size / 1e6:,.0f} MB; a bundle holds "
                            f"{most}. The largest file is {largest}, {sizes[largest] / 1e6:,.0f} MB. "
                            "Take what no chapter shows out of its folder; a backup holds everything.")


def open_bundle(file: Path, folder: Path | None = None) -> Bundle:
    """Make the story of a bundle a folder again: a new one, whole, or none at all.

    Without `folder` it is one in the current folder, with the story's name.

    Raises
    ------
    BundleRefused
        It is no bundle, it is damaged, or its names lead out of it; nothing was written.
    NotMade
        The folder is there already, or can't be written.
    """
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= LIMITS.size else b""
    except OSError as fault:
        raise BundleRefused(f"{file} can't be read: {fault.strerror}") from None
    if size > LIMITS.size:
        raise BundleRefused(f"{file} is larger than {LIMITS.size // 1_000_000} MB, which no bundle is.")
    bag, names = _check(data, str(file))
    story = bag.root.rstrip("/")
    if folder is None and not ID_PATTERN.fullmatch(story):
        raise BundleRefused(f"The story in {file} is named {story!a}. Name a folder for it with -o.")
    folder = folder or Path(story)
    if folder.exists() or folder.is_symlink():
        raise BundleRefused(f"{folder} is there already and stays as it is. Name another folder with -o.")

    def build(made: Path) -> None:
        made.mkdir()
        for name in names:
            bag.unpack(name, made / name.removeprefix(DATA))
        if not is_story(made):
            raise BundleRefused(f"{file} holds no story, so nothing was written.")

    make_folder(folder, build)
    total = sum(bag.archive.getinfo(bag.root + name).file_size for name in names)
    return Bundle(story, folder, len(names), total)


def _packed(folder: Path, files: dict[str, bytes], packed: Callable[[], None]) -> bytes:
    story = load(folder).story
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        bag = BagWriter(archive, folder.name, EARLIEST, 0o644)
        for name, data in files.items():
            bag.add(name, data)
            packed()
        citations = json.dumps(csl_items(story), ensure_ascii=False, indent=1, sort_keys=True)
        bag.add_tag(CITATIONS, f"{citations}\n".encode())
        sizes = {f"{DATA}{name}": len(data) for name, data in files.items()}
        bag.add_tag(CRATE, crate_metadata(story, sizes))
        bag.close({"External-Identifier": " ".join(folder.name.split())})
    return made.getvalue()


def _names(folder: Path, prefix: str) -> Iterator[str]:
    """Yield the names of the files that belong to the story; links and what is hidden do not."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _names(Path(entry.path), f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield f"{prefix}{entry.name}"


def _check(data: bytes, name: str) -> tuple[Bag, list[str]]:
    """Return the bag in a bundle and the names of its payload, after every byte was counted and compared."""
    try:
        archive = open_zip(data, LIMITS, kind=Words("story"), reads_xml=False)
        bag = Bag.of(archive, name)
        faults = bag.faults()
        names = list(bag.manifest())
    except ZipRefused as fault:
        raise BundleRefused(f"{name}: {fault}") from None
    except BagRefused as fault:
        raise BundleRefused(str(fault)) from None
    entries = Counter(archive.namelist())
    faults += [f"{entry} is there twice." for entry, count in entries.items() if count > 1]
    there = [entry for entry in names if bag.root + entry in entries]
    faults += [f"{entry} is no plain file inside the story." for entry in there if not _is_plain(bag, entry)]
    if faults:
        raise BundleRefused(f"{name} is damaged, so nothing was written: {' '.join(sorted(faults)[:5])}")
    return bag, names


def _is_plain(bag: Bag, name: str) -> bool:
    """Whether an entry of the payload may become a file of the story."""
    mode = bag.archive.getinfo(bag.root + name).external_attr >> 16
    file = stat.S_IFMT(mode) in (0, stat.S_IFREG)
    return file and name.startswith(DATA) and _is_inside(name.removeprefix(DATA))


def _is_inside(name: str) -> bool:
    """Whether a name leads to a file in the story's folder on every machine, and to none that is hidden."""
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") for part in parts)
    return _is_text(name) and bool(parts) and name == "/".join(parts) and not hidden and "\\" not in name


def _is_text(name: str) -> bool:
    try:
        return "\0" not in name and bool(name.encode())
    except UnicodeEncodeError:
        return False
