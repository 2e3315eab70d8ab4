"""The pieces into which the files of an event set are divided, each small enough to be read at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec

from storymap.storage.inside import FileRefused, inside
from storymap.tiles.events.faults import EventSetFault

CSV_BYTES = 32_000_000
ROWS = 250_000
ENDINGS = (".csv", ".tsv", ".csv.gz", ".parquet", ".geoparquet", ".fgb", ".gpkg")
PROTOCOLS = ("s3", "gs", "gcs", "az", "abfs", "http", "https")


@dataclass(frozen=True)
class Piece:
    """A part of one file: bytes `begin` to `end` of a CSV file, a row group of Parquet, rows of others.

    `mark` changes when the file does.
    """

    number: int
    address: str
    begin: int
    end: int
    mark: str


def pieces_of(data: str, folder: Path | None) -> list[Piece]:
    """Return the pieces of a file, a folder or a pattern: inside the story's folder, or on another host.

    With no folder (an address that was given by hand) any local path goes.

    Raises
    ------
    EventSetFault
        There is no such file, or none whose ending is known.
    """
    found: list[Piece] = []
    for address in _files(data, folder):
        for begin, end, mark in _parts(address):
            found.append(Piece(len(found), address, begin, end, mark))
    return found


def _files(data: str, folder: Path | None) -> list[str]:
    protocol, remote, _ = data.partition("://")
    if remote and protocol not in PROTOCOLS:
        raise EventSetFault(
            f"“{protocol}” is not an address that event sets are read from. Use one of: "
            f"{', '.join(PROTOCOLS)}, or a path inside the story's folder."
        )
    if not remote and folder is not None:
        if data.startswith(("/", "~")) or ".." in PurePosixPath(data).parts:
            raise EventSetFault(f"{data} is outside the story's folder. Name it with --data, or move it in.")
        data = str(folder / data)
    try:
        system, path = fsspec.core.url_to_fs(data)
        if any(sign in path for sign in "*?["):
            names = system.glob(path)
        elif system.isdir(path):
            names = system.find(path)
        else:
            names = [path] if system.exists(path) else []
    except ImportError as fault:
        raise EventSetFault(f"{data} can't be read: {fault}") from None
    names = sorted(name for name in names if name.lower().endswith(ENDINGS))
    if not names:
        raise EventSetFault(f"There is no file {data} that ends in one of: {', '.join(ENDINGS)}.")
    if not remote and folder is not None:
        try:
            for name in names:
                inside(folder, Path(name).relative_to(folder).as_posix())
        except FileRefused as fault:
            raise EventSetFault(f"{data} can't be read: {fault}. {fault.hint}") from None
    return [system.unstrip_protocol(name) if remote else name for name in names]


def _parts(address: str) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and mark of the parts of a file."""
    system, path = fsspec.core.url_to_fs(address)
    facts: dict[str, Any] = system.info(path)
    known = [str(facts.get(key)) for key in ("size", "mtime", "ETag", "LastModified", "etag")]
    mark = hashlib.sha256(f"{address} {known}".encode()).hexdigest()[:16]
    ending = PurePosixPath(path).suffix.lower()
    if ending in (".csv", ".tsv"):
        size = int(facts["size"])
        for begin in range(0, max(size, 1), CSV_BYTES):
            yield begin, min(begin + CSV_BYTES, size), mark
    elif ending in (".parquet", ".geoparquet"):
        import pyarrow.parquet as pq

        with system.open(path, "rb") as file:
            groups = pq.ParquetFile(file).num_row_groups
        for group in range(groups):
            yield group, group + 1, mark
    elif ending == ".gz":
        yield 0, -1, mark
    else:
        from storymap.tiles.events.reading import feature_count

        for begin in range(0, max(1, feature_count(address)), ROWS):
            yield begin, begin + ROWS, mark
