"""What an earlier build of a site wrote, so that a story that hasn't changed is not made again."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from storymap import __version__
from storymap.document import dumps
from storymap.paths import locales_dir, templates_dir
from storymap.render.site.story import SiteFrame, SiteStory
from storymap.storage import fingerprint, write_atomically

FILE = ".storymap-site.json"
Sizes = dict[str, int]
"""Bytes by name of the file."""


class Stamps:
    """The stories of the last build with their digests, and the files of each."""

    def __init__(self, target: Path) -> None:
        """Read what the last build left; a file that can't be read means that there was none."""
        self._target = target
        self._old: Mapping[str, tuple[str, Sizes]] = _read(target / FILE)
        self._new: dict[str, tuple[str, Sizes]] = {}

    def kept(self, story: str, digest: str) -> Sizes | None:
        """Return the files of a story that is as it was and whose files are all there, else None."""
        old, sizes = self._old.get(story, ("", {}))
        if old != digest or not all(_size(self._target / name) == size for name, size in sizes.items()):
            return None
        self._new[story] = (digest, sizes)
        return sizes

    def note(self, story: str, digest: str, names: Iterable[str]) -> None:
        """Remember what was written for a story."""
        self._new[story] = (digest, {name: _size(self._target / name) for name in names})

    def write(self) -> None:
        """Leave the stamps for the next build."""
        data = json.dumps(self._new, ensure_ascii=False, sort_keys=True, indent=0).encode()
        if not (self._target / FILE).is_file() or (self._target / FILE).read_bytes() != data:
            write_atomically(self._target / FILE, data)


def digest_of(story: SiteStory, frame: SiteFrame, others: Sequence[SiteStory]) -> str:
    """Return a hash of everything that the files of a story are made from, the program included."""
    made = hashlib.sha256(program())
    made.update(repr((frame.assets.names, frame.ground, frame.shade, frame.address)).encode())
    for tag in story.languages:
        made.update(dumps(dict(story.documents[tag])).encode())
    for other in others:
        made.update(repr((other.story.id, other.languages, other.story.title)).encode())
    made.update(fingerprint(story.folder / "media").encode())
    return made.hexdigest()


def program() -> bytes:
    """Return what changes with every version of the program, and with every edit in a checkout."""
    folders = (Path(__file__).resolve().parents[1], templates_dir(), locales_dir())
    return "\n".join([__version__, *map(fingerprint, folders)]).encode()


def _read(file: Path) -> Mapping[str, tuple[str, Sizes]]:
    try:
        found = json.loads(file.read_text("utf-8"))
        return {story: (str(digest), dict(sizes)) for story, (digest, sizes) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
