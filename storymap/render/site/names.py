"""Names that hold a hash of the content, so that a file of that name never changes."""

import hashlib
from pathlib import PurePosixPath


def hashed(name: str, data: bytes) -> str:
    """Return `assets/world-1a2b3c4d5e6f.pmtiles` for `assets/world.pmtiles`."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}-{hashlib.sha256(data).hexdigest()[:12]}{path.suffix}"))
