"""What an address to publish to says, and in words what is wrong with one that would be misread."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from urllib.request import url2pathname

from storymap.publish.kinds import LONGEST
from storymap.publish.place import PublishRefused
from storymap.publish.store_faults import no_endpoint

STORES = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss", "oci")
"""Object stores; what else fsspec writes to are file servers, whose names may be any."""

S3 = ("s3", "s3a")
FILES = ("file", "local")
_READ_ONLY = ("http", "https", "data", "github", "git", "zip", "tar", "memory")
_SERVERS = ("sftp", "ssh", "ftp", "smb", "webdav", "hdfs")
KNOWN = (*STORES, *FILES, *_READ_ONLY, *_SERVERS)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BUCKET = re.compile(r"[A-Za-z0-9._-]{3,63}")
_INSTEAD = "Name a folder, such as /srv/www/maps, or an object store, such as s3://bucket/maps."


def is_address(text: str) -> bool:
    """Whether a text is meant for an address, also when its slashes are missing, and not for a path."""
    found = _SCHEME.match(text)
    return bool(found and (found[1].lower() in KNOWN or text[found.end() :].startswith("//")))


def scheme_of(url: str) -> str:
    """Return the scheme of an address that can be published to, "" for a path.

    Raises
    ------
    PublishRefused
        It would be misread, or nothing can be written to such an address.
    """
    if not url.strip():
        raise PublishRefused(f"The address to publish to is empty. {_INSTEAD}")
    found = _SCHEME.match(url)
    scheme, rest = (found[1].lower(), url[found.end() :]) if found else ("", "")
    if not is_address(url) and "://" not in url:
        return ""
    if scheme in KNOWN and not rest.startswith("//"):
        raise PublishRefused(
            f"{url} lacks the two slashes of an address: {scheme}://{rest.lstrip('/')}. "
            f"For a folder of this name write ./{url}."
        )
    if scheme in _READ_ONLY:
        raise PublishRefused(
            f"Nothing can be written to a {scheme}:// address. {_INSTEAD} Give the readers' address with "
            "--address."
        )
    return scheme


def folder_of(url: str) -> Path:
    """Return the folder of a `file:///` address.

    Raises
    ------
    PublishRefused
        It names a host, or no folder.
    """
    parts = _split(url)
    if parts.netloc not in ("", "localhost"):
        raise PublishRefused(
            f"{url} names a host, {parts.netloc}, and no folder on it can be written. Write three slashes "
            f"and the whole path, {parts.scheme}:///…, or the path alone."
        )
    if parts.query or parts.fragment:
        raise PublishRefused(f"{url} has a ? or # in it. Write %3F and %23, or the folder's path alone.")
    if not parts.path:
        raise PublishRefused(f"{url} names no folder. {_INSTEAD}")
    return Path(url2pathname(parts.path))


def check_store(url: str, scheme: str) -> None:
    """Refuse the address of an object store that names no bucket, or what no store takes for a name.

    Raises
    ------
    PublishRefused
        It does.
    """
    bucket, _, prefix = url.partition("://")[2].partition("/")
    if not bucket:
        kind = "bucket" if scheme in STORES else "host"
        raise PublishRefused(f"{url} names no {kind}. Write {scheme}://{kind}/maps.")
    if scheme in S3 and not bucket.startswith("arn:") and not _BUCKET.fullmatch(bucket):
        raise PublishRefused(
            f"{bucket} can't be the name of a bucket: 3 to 63 letters, digits, hyphens and dots. "
            "Look at its name at the store."
        )
    if scheme in STORES and not prefix.isascii():
        raise PublishRefused(
            f"{prefix} is no prefix that every store takes: plain letters and digits alone. Nothing was "
            "sent. Choose another one."
        )
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""
    if scheme in S3 and endpoint and not (_split(endpoint).netloc and endpoint.startswith("http")):
        raise PublishRefused(no_endpoint(endpoint, "AWS_ENDPOINT_URL"))


def check_keys(prefix: str, keys: Iterable[str]) -> None:
    """Refuse a prefix below which the site's keys would be longer than every store takes.

    Raises
    ------
    PublishRefused
        The text names the longest key.
    """
    longest = max((f"{prefix}/{key}".lstrip("/") for key in keys), key=len, default="")
    if len(longest) > LONGEST:
        raise PublishRefused(
            f"Below this prefix the key {longest} would have {len(longest)} bytes, and not every store takes "
            f"more than {LONGEST}. Nothing was sent. Choose a shorter prefix."
        )


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as fault:
        raise PublishRefused(f"{url} is no address: {fault}. {_INSTEAD}") from None
