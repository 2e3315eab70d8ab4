"""Opens a zip file only after every byte of it was counted, so that no small file becomes a huge one."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from storymap.problems import StorymapError
from storymap.words import Words

_PART = 1 << 20
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_LONGEST_MARK = 16
_SPREADSHEET = Words("spreadsheet")


class ZipRefused(StorymapError):
    """A zip file is broken, or unpacks to more than is sensible; the text says which."""


@dataclass(frozen=True)
class ZipLimits:
    """The most that a zip file may hold: entries, bytes when unpacked, and unpacked by packed size."""

    entries: int = 2_000
    size: int = 200_000_000
    ratio: int = 200


def open_zip(
    data: bytes, limits: ZipLimits = ZipLimits(), *, kind: str = _SPREADSHEET, reads_xml: bool = True
) -> zipfile.ZipFile:
    """Return the zip file in `data`, whose entries were all unpacked once and counted while they were.

    Where its XML will be read, XML that declares entities is refused, since a few of them can unfold to
    gigabytes. `kind` is what it should be, for messages.

    Raises
    ------
    ZipRefused
        It is no zip file, it is broken, or it goes beyond the limits.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        if len(entries) > limits.entries:
            raise ZipRefused(
                Words(
                    "The file holds {count:,} parts; at most {entries:,} are read.",
                    count=len(entries),
                    entries=limits.entries,
                )
            )
        total = 0
        for entry in entries:
            total += _counted(archive, entry, limits, total, kind, reads_xml)
    # All is in memory, so no disk is behind an OSError; NotImplementedError is a RuntimeError.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        raise ZipRefused(Words("The file is damaged or locked with a password.")) from None
    return archive


def _counted(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: ZipLimits, before: int, kind: str,
    reads_xml: bool,
) -> int:  # fmt: skip
    size, tail = 0, b""
    with archive.open(entry) as part:
        while chunk := part.read(_PART):
            size += len(chunk)
            if before + size > limits.size:
                raise ZipRefused(
                    Words("Unpacked, the file is larger than {most} MB.", most=limits.size // 1000000)
                )
            if size > _PART and size > limits.ratio * max(1, entry.compress_size):
                raise ZipRefused(
                    Words("The file unpacks to far more than its size; that is no {kind}.", kind=kind)
                )
            if reads_xml and entry.filename.endswith((".xml", ".rels")) and _DECLARES.search(tail + chunk):
                raise ZipRefused(Words("The file declares entities, which no spreadsheet program does."))
            tail = chunk[-_LONGEST_MARK:]
    return size
