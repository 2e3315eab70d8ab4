"""A backup of a library in one file: a zipped BagIt bag.

The payload is the library as it lies on the disk: the stories, and the hidden
folder with their history, the trash and the accounts.
"""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storymap.storage.atomic import PART, flush_folder, flush_tree
from storymap.storage.bag import DATA, BagRefused, BagWriter, opened
from storymap.storage.cut_sets import FOLDER as TILES
from storymap.storage.history import NAME as HISTORY
from storymap.storage.library import is_story, list_stories
from storymap.storage.lock import locked
from storymap.storage.pending import FOLDER as PENDING
from storymap.storage.save import catch_up, catch_up_locked
from storymap.storage.side_folder import NAME as SIDE
from storymap.storage.side_folder import library_of, side_folder

_DATABASE = ".sqlite"

BackupRefused = BagRefused
"""A backup can't be made, read or brought back; the text says why."""


@dataclass(frozen=True)
class Backup:
    """What a backup holds: its file, the names of the stories, and how many files and bytes."""

    file: Path
    stories: tuple[str, ...]
    files: int
    bytes: int


def write_backup(library: Path, file: Path, *, told: Callable[[str], None] = lambda _: None) -> Backup:
    """Write a backup of a library, or of one story and what is beside it; it appears whole or not at all.

    Stories stay open for saving; each one is held only while its own files are read.

    Parameters
    ----------
    told
        Called with the name of each story before it is read.

    Raises
    ------
    BackupRefused
        There are no stories, or there is a file of this name.
    StoryBusy, OSError
        A story is held by another program, or the disk can't be read or written.
    """
    stories = list_stories(library)
    if not stories:
        raise BackupRefused(f"There are no stories in {library}.")
    if file.exists():
        raise BackupRefused(f"{file} is there already; a backup never replaces another. Choose another name.")
    home = library_of(library) if is_story(library) else library.absolute()
    folder = file.absolute().parent
    with tempfile.NamedTemporaryFile(prefix=f".{file.name[:40]}.", suffix=PART, dir=folder) as part:
        with zipfile.ZipFile(part, "w") as archive:
            now = datetime.now(UTC)
            time = (now.year, now.month, now.day, now.hour, now.minute, now.second)
            bag = BagWriter(archive, file.stem, time)
            _fill(bag, home, stories, told)
            bag.close({"Bagging-Date": f"{now:%Y-%m-%d}"})
        part.flush()
        flush_folder(Path(part.name))
        try:
            file.hardlink_to(part.name)
        except FileExistsError:
            raise BackupRefused(f"{file} was made by another program meanwhile.") from None
    flush_folder(folder)
    return Backup(file, tuple(story.name for story in stories), len(bag.digests), bag.size)


def _fill(bag: BagWriter, home: Path, stories: list[Path], told: Callable[[str], None]) -> None:
    """Put a library in: the names of the revisions first, so that whatever they name is there later."""
    for story in stories:
        catch_up(story)
    history = side_folder(home) / HISTORY
    heads = {path: path.read_bytes() for path in _files(history) if not _is_object(path, history)}
    for story in stories:
        told(story.name)
        with locked(story):
            catch_up_locked(story)
            for path in _files(story):
                if _is_unfinished(path, story):
                    continue
                bag.add(f"{story.name}/{path.relative_to(story).as_posix()}", path.read_bytes())
    told("the history")
    with locked(history):  # nobody packs it meanwhile
        _fill_side(bag, home, heads)


def _fill_side(bag: BagWriter, home: Path, heads: Mapping[Path, bytes]) -> None:
    """Put in what is in the hidden folder; `heads` are the bytes of the files that name the revisions."""
    history = side_folder(home) / HISTORY
    for path in _files(side_folder(home)):
        name = f"{SIDE}/{path.relative_to(side_folder(home)).as_posix()}"
        if path.is_relative_to(history):
            if path in heads or _is_object(path, history):
                bag.add(name, heads.get(path) or path.read_bytes())
        elif path.parent.name != PENDING:
            with contextlib.suppress(FileNotFoundError):  # the trash was emptied meanwhile
                bag.add(name, _database(path) if path.suffix == _DATABASE else path.read_bytes())


def check_backup(file: Path) -> list[str]:
    """Return what is wrong with a backup, in words: entries that are missing, damaged or of unknown origin.

    Raises
    ------
    BackupRefused
        The file is no backup.
    """
    with opened(file) as bag:
        return bag.faults()


def read_backup(file: Path, folder: Path) -> list[Path]:
    """Bring a backup back as a new folder, checked before and whole, and return the folders of its stories.

    Raises
    ------
    BackupRefused
        The file is no backup or is damaged, or the folder isn't empty.
    OSError
        The disk can't be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupRefused(f"{folder} is not empty. A backup comes back as a new folder, "
                            "so that nothing is replaced.")
    if faults := check_backup(file):
        raise BackupRefused(f"{file} is damaged, so nothing was brought back: " + " ".join(faults[:5]))
    folder.parent.mkdir(parents=True, exist_ok=True)
    place = tempfile.TemporaryDirectory(dir=folder.parent, prefix=".storymap-")
    with opened(file) as bag, place as work:
        made = Path(work) / "library"
        made.mkdir()
        for name in bag.manifest():
            target = made / name.removeprefix(DATA)
            if not target.resolve().is_relative_to(made.resolve()):
                raise BackupRefused(f"{name} leads out of the backup, so nothing was brought back.")
            bag.unpack(name, target)
        for private in (made / SIDE).glob("*"):
            if private.is_file() and private.name != ".gitignore":
                private.chmod(0o600)
        flush_tree(made)
        made.replace(folder)
    flush_folder(folder.parent)
    return list_stories(folder)


def _database(file: Path) -> bytes:
    """Return a database as one transaction sees it, whoever writes to it now."""
    with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return connection.serialize()


def _is_unfinished(path: Path, story: Path) -> bool:
    """Whether a file is unfinished work of `storymap tiles`, which makes it again."""
    parts = path.relative_to(story).parts
    return len(parts) > 1 and parts[0] == TILES and parts[1].startswith(".")


def _files(folder: Path) -> list[Path]:
    left_out = (PART, ".lock", "-wal", "-shm")
    return sorted(path for path in folder.rglob("*")
                  if not path.name.endswith(left_out) and not path.name.startswith("tmp_obj_")
                  and path.is_file() and not path.is_symlink())


def _is_object(path: Path, history: Path) -> bool:
    return path.relative_to(history).parts[0] == "objects"
