"""An object store, or whatever else fsspec can write to: each object changes on its own."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from storymap.publish.addresses import S3, STORES, check_keys, check_store
from storymap.publish.beside import FOLDER, JOURNAL, steps_beside
from storymap.publish.kinds import cache_control, content_type
from storymap.publish.place import Found, PublishRefused, write_note
from storymap.publish.steps import Step, dump_steps, read_steps
from storymap.publish.store_faults import fault_in_words, no_endpoint, store_faults
from storymap.render.asset_names import is_hashed

if TYPE_CHECKING:
    from storymap.publish.changes import Change
    from storymap.publish.local import Local

AT_ONCE, COPIES_AT_ONCE = 8, 32
_PACKAGES = {"s3": "geostorymap[s3]", "s3a": "geostorymap[s3]", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs",
             "abfs": "adlfs", "abfss": "adlfs", "sftp": "paramiko", "ssh": "paramiko"}  # fmt: skip
_GOOGLE = ("gs", "gcs")


class StorePlace:
    """A prefix of a bucket."""

    locks: Sequence[int] = ()

    def __init__(self, url: str, scheme: str) -> None:
        """Find what fsspec needs for an address; nothing is asked of the store yet."""
        self._scheme = scheme
        self.address = url
        self.url = _without_password(url)
        check_store(self.url, scheme)
        try:
            fsspec = importlib.import_module("fsspec")
            self._files: Any
            self._files, path = fsspec.core.url_to_fs(url, use_listings_cache=False, skip_instance_cache=True)
        except ImportError:
            package = _PACKAGES.get(scheme, f"an fsspec package for {scheme}")
            raise PublishRefused(
                f"Publishing to {scheme}:// needs a package that isn't installed: pip install '{package}'"
            ) from None
        except ValueError as fault:
            raise PublishRefused(
                f"{self.url} can't be used: {fault}. Name a folder, or an object store, such as "
                "s3://bucket/maps."
            ) from None
        self._root = path.rstrip("/")

    def listing(self) -> dict[str, Found]:
        """Return all objects below the prefix."""
        found = self._files.find(self._root, detail=True)
        begin = len(self._root) + 1
        return {
            name[begin:]: Found(
                int(facts["size"]), str(facts.get("ETag") or facts.get("etag") or "").strip('"')
            )
            for name, facts in found.items()
            if facts["type"] == "file" and name.startswith(f"{self._root}/")
        }

    def read(self, key: str) -> bytes | None:
        """Return what an object holds."""
        try:
            return bytes(self._files.cat_file(self._at(key)))
        except FileNotFoundError:
            return None

    def holds(self, key: str, file: Local, found: Found, noted: Mapping[str, str]) -> bool:
        """Whether what is there is this file: by the store's own hash, else by what the last run noted.

        What was noted counts only while the store's tag of the object is still the one of then.
        """
        if found.size != file.size:
            return False
        if noted.get("tag", "") == found.tag and noted:
            return is_hashed(key) or noted.get("sha256") == file.sha256
        return found.tag == file.md5 if found.tag else is_hashed(key)

    def send(self, files: Mapping[str, Path]) -> Iterator[str]:
        """Put several objects at once, and yield their keys as they are there."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            waiting = {pool.submit(self._send, key, path): key for key, path in files.items()}
            try:
                for done in as_completed(waiting):
                    done.result()
                    yield waiting[done]
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    @property
    def switches(self) -> bool:
        """Whether the store copies within itself, each object at once."""
        return self._scheme in STORES

    def stage(self, changes: Iterable[Change], done: Callable[[str], None]) -> list[Step]:
        """Send documents under names of their own; those that an earlier run sent lie there already."""
        changes = list(changes)
        steps, there = steps_beside(changes), self.listing()
        files = {key: file for change in changes for key, file in change.files.items()}
        keys: dict[str, list[str]] = {}
        for step in steps:
            for key, ready in (*step.new.items(), *step.changed.items()):
                keys.setdefault(ready, []).append(key)
        missing = {
            ready: files[key].path
            for ready, (key, *_) in keys.items()
            if ready not in there or there[ready].size != files[key].size
        }
        for ready in (*(keys.keys() - missing.keys()), *self.send(missing)):
            for key in keys[ready]:
                done(key)
        return steps

    def begin(self, steps: Sequence[Step]) -> None:
        """Write the journal, from which another machine can end these steps."""
        write_note(self, JOURNAL, dump_steps(steps).encode())

    def take(self, ready: Mapping[str, str]) -> None:
        """Copy objects within the store, with type and all."""
        lying, names = map(self._at, ready.values()), map(self._at, ready)
        self._files.copy(list(lying), list(names), batch_size=COPIES_AT_ONCE)

    def take_off(self, names: Sequence[str]) -> None:
        """Remove objects, many with one request; those that aren't there are no fault."""
        if names:
            with contextlib.suppress(FileNotFoundError):
                self._files.rm([self._at(key) for key in names])

    def end(self, steps: Sequence[Step]) -> None:  # noqa: ARG002
        """Remove the journal, and then what lies beside the site; without a journal nobody needs it."""
        self.take_off([JOURNAL])
        self.take_off([key for key in self.listing() if key.startswith(FOLDER)])

    def left_over(self) -> list[Step]:
        """Return the steps of a run that was cut off while it did them; none without what they name."""
        steps = read_steps(self.read(JOURNAL) or b"")
        names = {name for step in steps for name in step.ready}
        return steps if not names or names <= self.listing().keys() else []

    def spare(self, sources: Sequence[Path], homes: Collection[str]) -> None:
        """Do nothing: what a listing shows, `difference` looks at."""

    def check_keys(self, keys: Iterable[str]) -> None:
        """Refuse keys that are too long with the prefix before them."""
        if self._scheme in STORES:
            check_keys(self._root.partition("/")[2], keys)

    def alone(self) -> contextlib.AbstractContextManager[None]:
        """Do nothing: a store knows no locks."""
        return contextlib.nullcontext()

    def remove(self, key: str) -> None:
        """Remove an object."""
        with contextlib.suppress(FileNotFoundError):
            self._files.rm_file(self._at(key))

    @contextlib.contextmanager
    def faults(self) -> Iterator[None]:
        """Say what the store refuses."""
        try:
            yield
        except store_faults() as fault:
            raise PublishRefused(fault_in_words(fault, self.url, self._root.partition("/")[0])) from None
        except ValueError as fault:  # botocore has no class of its own for it
            if not str(fault).startswith("Invalid endpoint: "):
                raise
            where = "your AWS configuration"
            raise PublishRefused(no_endpoint(str(fault).partition(": ")[2], where)) from None

    def _send(self, key: str, file: Path) -> None:
        """Put an object, with its type and how long it may be kept."""
        if self._scheme in STORES:
            self._files.put_file(str(file), self._at(key), **self._headers(key))
            return
        part = f"{self._at(key)}.part"  # a file server shows a file while it is written
        self._files.makedirs(part.rpartition("/")[0], exist_ok=True)
        self._files.put_file(str(file), part)
        self._files.mv(part, self._at(key))

    def _headers(self, key: str) -> dict[str, Any]:
        if self._scheme in S3:
            return {"ContentType": content_type(key), "CacheControl": cache_control(key)}
        if self._scheme in _GOOGLE:
            return {
                "content_type": content_type(key),
                "fixed_key_metadata": {"cache_control": cache_control(key)},
            }
        return {}

    def _at(self, key: str) -> str:
        return f"{self._root}/{key}"


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", ":…@") if parts.password else url
