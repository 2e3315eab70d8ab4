"""A zipped BagIt bag: files with a checksum for each, which archives know and `sha512sum` can check.

Format: BagIt 1.0 (RFC 8493).
"""

from __future__ import annotations

import contextlib
import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from storymap import __version__
from storymap.problems import StorymapError

DATA = "data/"
"""The folder of a bag that holds its payload."""

Time = tuple[int, int, int, int, int, int]
EARLIEST: Time = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold."""

_MANIFEST, _TAG_MANIFEST = "manifest-sha512.txt", "tagmanifest-sha512.txt"
_DECLARATION = "bagit.txt"
_PACKED = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".mp4", ".mp3", ".pmtiles", ".zip"}
_CHUNK = 1 << 20
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError)
"""What zipfile raises for a file that is damaged, locked or packed in an unknown way (NotImplementedError is
a RuntimeError). A disk that fails is an OSError, and says so."""


class BagRefused(StorymapError):
    """A bag can't be made, read or unpacked; the text says why."""


class BagWriter:
    """A bag while it is filled; `digests` are those of the payload by name, `size` is its bytes.

    Parameters
    ----------
    root
        Name of the folder that all entries are in.
    time
        What the entries say when they were written.
    mode
        Who may read them when they are unpacked.
    """

    def __init__(self, archive: zipfile.ZipFile, root: str, time: Time, mode: int = 0o600) -> None:
        self.digests: dict[str, str] = {}
        self.size = 0
        self._archive, self._root, self._time, self._mode = archive, root, time, mode
        self._tags: dict[str, bytes] = {}

    def add(self, name: str, data: bytes) -> None:
        """Put a file into the payload."""
        self.digests[f"{DATA}{name}"] = hashlib.sha512(data).hexdigest()
        self.size += len(data)
        self._put(f"{DATA}{name}", data)

    def add_tag(self, name: str, data: bytes) -> None:
        """Put a file that says something about the payload beside it."""
        self._tags[name] = data

    def close(self, info: Mapping[str, str]) -> None:
        """Write the tag files; `info` is what the bag says about itself."""
        manifest = "".join(f"{digest}  {_escaped(name)}\n" for name, digest in self.digests.items())
        facts = {"Bag-Software-Agent": f"storymap {__version__}", **info,
                 "Payload-Oxum": f"{self.size}.{len(self.digests)}"}  # fmt: skip
        tags = {
            _DECLARATION: b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": "".join(f"{name}: {value}\n" for name, value in facts.items()).encode(),
            _MANIFEST: manifest.encode(),
            **self._tags,
        }
        sums = "".join(f"{hashlib.sha512(data).hexdigest()}  {name}\n" for name, data in tags.items())
        for name, data in {**tags, _TAG_MANIFEST: sums.encode()}.items():
            self._put(name, data)

    def _put(self, name: str, data: bytes) -> None:
        entry = zipfile.ZipInfo(f"{self._root}/{name}", self._time)
        entry.external_attr = self._mode << 16
        entry.create_system = 3  # Unix, on every machine
        stored = Path(name).suffix.lower() in _PACKED or _is_suspect(data)
        method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        self._archive.writestr(entry, data, compress_type=method, compresslevel=9)


def _is_suspect(data: bytes) -> bool:
    """Whether a reader would take the packed data for a bomb, since it packs to almost nothing."""
    return len(data) > _CHUNK and 100 * len(zlib.compress(data, 1)) < len(data)


@dataclass(frozen=True)
class Bag:
    """A bag that is read; `root` is the folder that its entries are in, with a slash at the end."""

    archive: zipfile.ZipFile
    root: str

    @classmethod
    def of(cls, archive: zipfile.ZipFile, name: str) -> Bag:
        """Return the bag in a zip file, which errors call `name`.

        Raises
        ------
        BagRefused
            There is no bag in it, or more than one.
        """
        ending = f"/{_DECLARATION}"
        roots = [
            entry.removesuffix(_DECLARATION)
            for entry in archive.namelist()
            if entry.endswith(ending) and entry.count("/") == 1
        ]
        if len(roots) != 1:
            raise BagRefused(f"{name} was not made by Storymap: it holds no bag ({_DECLARATION}).")
        return cls(archive, roots[0])

    def manifest(self) -> dict[str, str]:
        """Return the checksums of the payload by name.

        Raises
        ------
        BagRefused
            The list can't be read.
        """
        return self._sums(_MANIFEST)

    def faults(self) -> list[str]:
        """Return what is wrong, in words: files that are missing, damaged or of unknown origin.

        Raises
        ------
        BagRefused
            A list of files can't be read.
        """
        told = self.manifest()
        there = {name.removeprefix(self.root) for name in self.archive.namelist() if not name.endswith("/")}
        payload = {name for name in there if name.startswith(DATA)}
        faults = [f"{name} is missing." for name in told if name not in there]
        faults += [f"{name} is not in the list of files." for name in sorted(payload - told.keys())]
        tags = self._sums(_TAG_MANIFEST) if _TAG_MANIFEST in there else {}
        sums = {**told, **{name: digest for name, digest in tags.items() if name in there}}
        return faults + [f"{name} is damaged." for name, digest in sums.items()
                         if name in there and self._digest(name) != digest]  # fmt: skip

    def unpack(self, name: str, target: Path) -> None:
        """Write a file of the bag to a path whose folder is made if need be."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with self.archive.open(self.root + name) as source, target.open("wb") as sink:
            while data := source.read(_CHUNK):
                sink.write(data)

    def _sums(self, file: str) -> dict[str, str]:
        try:
            lines = self.archive.read(self.root + file).decode().replace("\r\n", "\n").split("\n")
            return {_plain(name): digest.lower() for digest, name in map(_pair, filter(None, lines))}
        except (KeyError, *_UNREADABLE) as fault:
            raise BagRefused(f"The list of files in it can't be read: {fault}") from None

    def _digest(self, name: str) -> str:
        """Return the checksum of an entry, "" where it can't be read."""
        digest = hashlib.sha512()
        try:
            with self.archive.open(self.root + name) as source:
                while data := source.read(_CHUNK):
                    digest.update(data)
        except _UNREADABLE:
            return ""
        return digest.hexdigest()


@contextlib.contextmanager
def opened(file: Path) -> Iterator[Bag]:
    """Open a zip file that holds a bag.

    Raises
    ------
    BagRefused
        There is no such file, or it is none of these.
    """
    try:
        archive = zipfile.ZipFile(file)
    except FileNotFoundError:
        raise BagRefused(f"There is no file {file}.") from None
    except _UNREADABLE as fault:
        raise BagRefused(f"{file} can't be read as a zip file: {fault}") from None
    with archive:
        yield Bag.of(archive, str(file))


def _pair(line: str) -> tuple[str, str]:
    """Return checksum and name of a line; a name may begin with a space."""
    digest, _, name = line.partition("  ")
    if not name:
        digest, name = line.split(maxsplit=1)
    return digest, name


def _escaped(name: str) -> str:
    """Return a name as a manifest has it (RFC 8493, 2.1.3)."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _plain(name: str) -> str:
    return name.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
