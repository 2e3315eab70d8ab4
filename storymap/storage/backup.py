"""A backup of a library in one file: a zipped BagIt bag, which archives know and `sha512sum` can check.

Format: BagIt 1.0 (RFC 8493). The payload is the library as it lies on the disk: the stories, and the hidden
folder with their history, the trash and the accounts.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storymap import __version__
from storymap.problems import StorymapError
from storymap.storage.atomic import PART, flush_folder, flush_tree
from storymap.storage.history import NAME as HISTORY
from storymap.storage.library import is_story, list_stories
from storymap.storage.lock import locked
from storymap.storage.pending import FOLDER as PENDING
from storymap.storage.save import catch_up, catch_up_locked
from storymap.storage.side_folder import NAME as SIDE
from storymap.storage.side_folder import library_of, side_folder

_MANIFEST, _DATA = "manifest-sha512.txt", "data/"
_PACKED = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".mp4", ".mp3", ".pmtiles", ".zip"}
_DATABASE = ".sqlite"
_CHUNK = 1 << 20
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError)
"""What zipfile raises for a file that is damaged, locked or packed in an unknown way (NotImplementedError is
a RuntimeError). A disk that fails is an OSError, and says so."""


class BackupRefused(StorymapError):
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
            bag = _Bag(archive, file.stem)
            _fill(bag, home, stories, told)
            bag.close()
        part.flush()
        flush_folder(Path(part.name))
        try:
            file.hardlink_to(part.name)
        except FileExistsError:
            raise BackupRefused(f"{file} was made by another program meanwhile.") from None
    flush_folder(folder)
    return Backup(file, tuple(story.name for story in stories), len(bag.digests), bag.size)


def _fill(bag: _Bag, home: Path, stories: list[Path], told: Callable[[str], None]) -> None:
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
                bag.add(f"{story.name}/{path.relative_to(story).as_posix()}", path.read_bytes())
    told("the history")
    with locked(history):  # nobody packs it meanwhile
        _fill_side(bag, home, heads)


def _fill_side(bag: _Bag, home: Path, heads: Mapping[Path, bytes]) -> None:
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


class _Bag:
    """A bag while it is filled; `digests` are those of the payload by name."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.digests: dict[str, str] = {}
        self.size = 0
        self._archive, self._root = archive, name

    def add(self, name: str, data: bytes) -> None:
        self.digests[f"{_DATA}{name}"] = hashlib.sha512(data).hexdigest()
        self.size += len(data)
        self._put(f"{_DATA}{name}", data)

    def close(self) -> None:
        """Write the tag files."""
        manifest = "".join(f"{digest}  {_escaped(name)}\n" for name, digest in self.digests.items())
        made = datetime.now(UTC).strftime("%Y-%m-%d")
        tags = {
            "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": f"Bag-Software-Agent: storymap {__version__}\nBagging-Date: {made}\n"
                            f"Payload-Oxum: {self.size}.{len(self.digests)}\n",
            _MANIFEST: manifest,
        }
        sums = "".join(f"{hashlib.sha512(t.encode()).hexdigest()}  {name}\n" for name, t in tags.items())
        for name, text in {**tags, "tagmanifest-sha512.txt": sums}.items():
            self._put(name, text.encode())

    def _put(self, name: str, data: bytes) -> None:
        packed = zipfile.ZIP_STORED if Path(name).suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
        entry = zipfile.ZipInfo(f"{self._root}/{name}", datetime.now(UTC).timetuple()[:6])
        entry.external_attr = 0o600 << 16
        self._archive.writestr(entry, data, compress_type=packed)


def check_backup(file: Path) -> list[str]:
    """Return what is wrong with a backup, in words: entries that are missing, damaged or of unknown origin.

    Raises
    ------
    BackupRefused
        The file is no backup.
    """
    with _opened(file) as (archive, root):
        told = _manifest(archive, root)
        there = {name.removeprefix(root) for name in archive.namelist()}
        faults = [f"{name} is missing." for name in told if name not in there]
        faults += [f"{name} is not in the list of files." for name in sorted(there)
                   if name.startswith(_DATA) and name not in told]
        return faults + [f"{name} is damaged." for name in told
                         if name in there and _digest(archive, root + name) != told[name]]


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
    with _opened(file) as (archive, root), place as work:
        made = Path(work) / "library"
        made.mkdir()
        for name in _manifest(archive, root):
            target = made / name.removeprefix(_DATA)
            if not target.resolve().is_relative_to(made.resolve()):
                raise BackupRefused(f"{name} leads out of the backup, so nothing was brought back.")
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(root + name) as source, target.open("wb") as sink:
                while data := source.read(_CHUNK):
                    sink.write(data)
        for private in (made / SIDE).glob("*"):
            if private.is_file() and private.name != ".gitignore":
                private.chmod(0o600)
        flush_tree(made)
        made.replace(folder)
    flush_folder(folder.parent)
    return list_stories(folder)


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, str]]:
    """Open a backup; the text is the folder that all its entries are in."""
    try:
        archive = zipfile.ZipFile(file)
    except FileNotFoundError:
        raise BackupRefused(f"There is no file {file}.") from None
    except _UNREADABLE as fault:
        raise BackupRefused(f"{file} can't be read as a zip file: {fault}") from None
    with archive:
        names = archive.namelist()
        roots = [name.removesuffix("bagit.txt") for name in names if name.endswith("/bagit.txt")]
        if len(roots) != 1:
            raise BackupRefused(f"{file} is no backup: it holds no bag (bagit.txt).")
        yield archive, roots[0]


def _manifest(archive: zipfile.ZipFile, root: str) -> dict[str, str]:
    try:
        lines = archive.read(root + _MANIFEST).decode().splitlines()
        pairs = [line.split(maxsplit=1) for line in lines]
        return {_plain(name): digest for digest, name in pairs}
    except (KeyError, *_UNREADABLE) as fault:
        raise BackupRefused(f"The list of files in the backup can't be read: {fault}") from None


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    """Return the checksum of an entry, "" where it can't be read."""
    digest = hashlib.sha512()
    try:
        with archive.open(name) as source:
            while data := source.read(_CHUNK):
                digest.update(data)
    except _UNREADABLE:
        return ""
    return digest.hexdigest()


def _database(file: Path) -> bytes:
    """Return a database as one transaction sees it, whoever writes to it now."""
    with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return connection.serialize()


def _files(folder: Path) -> list[Path]:
    left_out = (PART, ".lock", "-wal", "-shm")
    return sorted(path for path in folder.rglob("*")
                  if not path.name.endswith(left_out) and not path.name.startswith("tmp_obj_")
                  and path.is_file() and not path.is_symlink())


def _is_object(path: Path, history: Path) -> bool:
    return path.relative_to(history).parts[0] == "objects"


def _escaped(name: str) -> str:
    """Return a name as a manifest has it (RFC 8493, 2.1.3)."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _plain(name: str) -> str:
    return name.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
