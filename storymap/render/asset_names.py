"""Assets: files whose names hold a hash of their content, so that a file of that name never changes."""

import hashlib
import re
from pathlib import Path, PurePosixPath

ASSETS = "assets"
"""The folder of all that never changes: readers and hosts may keep it for ever."""

GRACE = 24 * 3600
"""For so many seconds what no page loads any more stays, for readers who have an old page open."""

_HASHED = re.compile(r"-(?:[0-9a-f]{12}|[0-9a-f]{8}|[0-9A-Z]{8})\.[a-z0-9]+$")
_ODD = re.compile(r"[^A-Za-z0-9.]+")
_LONGEST = 60


def hashed(name: str, content: bytes | Path) -> str:
    """Return `assets/world-1a2b3c4d5e6f.pmtiles` for `assets/world.pmtiles`; the file's own name is ASCII."""
    if isinstance(content, bytes):
        digest = hashlib.sha256(content)
    else:
        with content.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
    path = PurePosixPath(name)
    stem = _ODD.sub("-", path.stem).strip("-.")[:_LONGEST] or "file"
    return str(path.with_name(f"{stem}-{digest.hexdigest()[:12]}{path.suffix.lower()}"))


def is_hashed(name: str) -> bool:
    """Whether a name, from the root of a site, is one that never changes."""
    return name.startswith(f"{ASSETS}/") and _HASHED.search(name) is not None
