"""Where unfinished work is kept, so that a stopped run goes on: a folder, or what fsspec writes to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import fsspec
import pyarrow as pa


@dataclass(frozen=True)
class Workplace:
    """A folder of files that are whole or not there; several machines may share it."""

    address: str

    @property
    def remote(self) -> bool:
        """Whether the files are not on a disk of this machine."""
        return "://" in self.address

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        system, path = fsspec.core.url_to_fs(f"{self.address}/{name}")
        return bool(system.exists(path))

    def write(self, name: str, data: bytes) -> None:
        """Write a file, which is there only when it is whole."""
        if self.remote:
            system, path = fsspec.core.url_to_fs(f"{self.address}/{name}")
            system.pipe_file(path, data)
            return
        folder = Path(self.address)
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{name}.{secrets.token_hex(6)}"
        part.write_bytes(data)
        part.replace(folder / name)

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        with fsspec.open(f"{self.address}/{name}", "rb") as file:
            return bytes(file.read())

    def table(self, name: str) -> pa.Table:
        """Return an Arrow file; on this machine's disk it is mapped, not read."""
        if self.remote:
            return pa.ipc.open_file(pa.BufferReader(self.read(name))).read_all()
        return pa.ipc.open_file(pa.memory_map(str(Path(self.address) / name))).read_all()

    def remove(self) -> None:
        """Remove the files and their folder."""
        system, path = fsspec.core.url_to_fs(self.address)
        if system.exists(path):
            system.rm(path, recursive=True)


def arrow_bytes(table: pa.Table) -> bytes:
    """Return a table as an Arrow file."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table.combine_chunks())
    return bytes(sink.getvalue())
