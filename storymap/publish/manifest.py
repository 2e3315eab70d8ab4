"""What the last run noted in the place itself: hashes of what it sent, and when assets fell out of use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

KEY = ".storymap-published.json"


@dataclass(frozen=True)
class Manifest:
    """`files` by key (`sha256`, `tag`), the stories, and since when (seconds) an asset is unused."""

    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    stories: tuple[str, ...] = ()
    retired: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes | None) -> "Manifest":
        """Read what is there; what can't be read counts as not there, since it only saves work."""
        try:
            found = json.loads(data or b"{}")
            files = {
                str(key): {str(name): str(value) for name, value in noted.items()}
                for key, noted in found["files"].items()
            }
            retired = {str(key): int(at) for key, at in found["retired"].items()}
            return cls(files, tuple(map(str, found["stories"])), retired)
        except (ValueError, LookupError, TypeError, AttributeError):
            return cls()

    def dumps(self) -> bytes:
        """Return the bytes to keep."""
        value = {"files": self.files, "stories": sorted(self.stories), "retired": self.retired}
        return json.dumps(value, sort_keys=True, indent=0).encode()
