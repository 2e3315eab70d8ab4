"""An object store, or whatever else fsspec can write to: each object changes on its own."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from storymap.publish.kinds import cache_control, content_type
from storymap.publish.local import Local
from storymap.publish.place import Found, PublishRefused
from storymap.render.site.names import is_hashed

AT_ONCE, COPIES_AT_ONCE = 8, 32
_PACKAGES = {"s3": "geostorymap[s3]", "s3a": "geostorymap[s3]", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs",
             "abfs": "adlfs", "abfss": "adlfs", "sftp": "paramiko", "ssh": "paramiko"}  # fmt: skip
_S3, _GOOGLE = ("s3", "s3a"), ("gs", "gcs")
_WHOLE_OBJECTS = (*_S3, *_GOOGLE, "az", "abfs", "abfss", "oss", "oci")
_NO_KEYS = ("NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "DefaultCredentialsError",
            "TokenRetrievalError", "SSOTokenLoadError", "CredentialRetrievalError")  # fmt: skip


class StorePlace:
    """A prefix of a bucket."""

    def __init__(self, url: str, scheme: str) -> None:
        """Find what fsspec needs for an address; nothing is asked of the store yet."""
        self._scheme = scheme
        self.url = _without_password(url)
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
            raise PublishRefused(f"{self.url} can't be used: {fault}") from None
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

    def send_stories(
        self, stories: Mapping[str, Mapping[str, Path]], new: Sequence[str], changed: Sequence[str]
    ) -> Iterator[str]:
        """Put what is new, then what differs, each time pages last."""
        paths = {key: path for files in stories.values() for key, path in files.items()}
        for keys in (new, changed):
            pages = {key: paths[key] for key in keys if key.endswith(".html")}
            yield from self.send({key: paths[key] for key in keys if key not in pages})
            yield from self.send(pages)

    @property
    def copies(self) -> bool:
        """Whether the store copies within itself, each object at once."""
        return self._scheme in _WHOLE_OBJECTS

    def copy(self, copies: Mapping[str, str]) -> Iterator[str]:
        """Copy objects within the store, `{to: from}` with type and all, and yield the new keys."""
        with ThreadPoolExecutor(COPIES_AT_ONCE) as pool:
            waiting = {
                pool.submit(self._files.cp_file, self._at(old), self._at(new)): new
                for new, old in copies.items()
            }
            for done in as_completed(waiting):
                done.result()
                yield waiting[done]

    def remove_all(self, keys: Sequence[str]) -> None:
        """Remove objects, many with one request; those that aren't there are no fault."""
        if keys:
            with contextlib.suppress(FileNotFoundError):
                self._files.rm([self._at(key) for key in keys])

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
        except _store_faults() as fault:
            raise PublishRefused(self._in_words(fault)) from None

    def _in_words(self, fault: Exception) -> str:
        names = {kind.__name__ for kind in type(fault).__mro__}
        safe = "What was published before is still there."
        bucket = self._root.partition("/")[0]
        if names & set(_NO_KEYS):
            return (
                f"There are no credentials for {self.url}. Nothing was sent. Give them as other tools of the "
                "store take them, for S3 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or `aws configure`."
            )
        if isinstance(fault, FileNotFoundError):
            return f"There is no bucket {bucket}. Nothing was sent. Make it first, or look at the name."
        if isinstance(fault, PermissionError):
            return f"The store refuses: {fault}. {safe} Look at what your credentials may do in {bucket}."
        again = "Publish again: only what is missing is sent."
        return f"The store can't be reached or refuses: {fault}. {safe} {again}"

    def _send(self, key: str, file: Path) -> None:
        """Put an object, with its type and how long it may be kept."""
        if self._scheme in _WHOLE_OBJECTS:
            self._files.put_file(str(file), self._at(key), **self._headers(key))
            return
        part = f"{self._at(key)}.part"  # a file server shows a file while it is written
        self._files.makedirs(part.rpartition("/")[0], exist_ok=True)
        self._files.put_file(str(file), part)
        self._files.mv(part, self._at(key))

    def _headers(self, key: str) -> dict[str, Any]:
        if self._scheme in _S3:
            return {"ContentType": content_type(key), "CacheControl": cache_control(key)}
        if self._scheme in _GOOGLE:
            return {
                "content_type": content_type(key),
                "fixed_key_metadata": {"cache_control": cache_control(key)},
            }
        return {}

    def _at(self, key: str) -> str:
        return f"{self._root}/{key}"


def _store_faults() -> tuple[type[Exception], ...]:
    """Return the bases of what the libraries of the stores raise, of those that are loaded."""
    known = (("botocore.exceptions", "BotoCoreError"), ("botocore.exceptions", "ClientError"),
             ("aiohttp", "ClientError"), ("google.auth.exceptions", "GoogleAuthError"),
             ("azure.core.exceptions", "AzureError"))  # fmt: skip
    loaded = [getattr(sys.modules[module], name) for module, name in known if module in sys.modules]
    return (OSError, TimeoutError, *loaded)


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", ":…@") if parts.password else url
