"""What an earlier build of a site wrote, so that a story that hasn't changed is not made again."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from storymap import __version__
from storymap.document import dumps
from storymap.paths import locales_dir, templates_dir
from storymap.render.site.drawings import NAMES
from storymap.render.site.stories import SiteStory
from storymap.render.site.story import Names, SiteFrame
from storymap.storage import fingerprint, write_atomically
from storymap.storage.cut_sets import FOLDER as TILES

FILE = ".storymap-site.json"
Sizes = dict[str, int]
"""Bytes by name of the file from the root of the site."""


class Made(TypedDict):
    """What was made of a story: digests of its origins, names by plain names, sizes of all files.

    `drawings` are the names of the maps by the keys of the drawings.
    """

    drawn: str
    drawings: dict[str, list[str]]
    names: dict[str, str]
    pages: str
    sizes: Sizes


@dataclass(frozen=True)
class Drawn:
    """What a story's pages load: names by plain names, and those of the maps by the keys of the drawings."""

    digest: str
    names: dict[str, str] = field(default_factory=dict)
    drawings: dict[str, list[str]] = field(default_factory=dict)

    def note(self, place: str, key: str, names: list[str]) -> None:
        """Note the names of the maps of one drawing, whose plain names begin with `place`."""
        self.drawings[key] = names
        self.names.update({f"{place}{plain}": name for plain, name in zip(NAMES, names, strict=True)})


class Stamps:
    """The stories of the last build, and what it left for readers who still have old pages open."""

    def __init__(self, target: Path) -> None:
        """Read what the last build left; a file that can't be read means that there was none."""
        self._target = target
        self._old, self.retired, self.shelf = _read(target / FILE)
        self._new: dict[str, Made] = {}

    @property
    def stories(self) -> set[str]:
        """The ids of the stories of the last build."""
        return set(self._old)

    def drawn(self, story: str, digest: str) -> Drawn | None:
        """Return what a story's pages load when nothing of it changed, else None."""
        old = self._old.get(story)
        if old is None or old["drawn"] != digest or not self._there(old, old["names"].values()):
            return None
        return Drawn(digest, old["names"], old["drawings"])

    def drawing(self, story: str, key: str) -> list[str] | None:
        """Return the names of the maps of a drawing that was made before, else None."""
        old = self._old.get(story)
        names = old["drawings"].get(key) if old else None
        return names if old and names and self._there(old, names) else None

    def pages(self, story: str, digest: str) -> Sizes | None:
        """Return the sizes of a story's documents when nothing of it changed, else None."""
        old = self._old.get(story)
        if old is None or old["pages"] != digest:
            return None
        names = old["sizes"].keys() - set(old["names"].values())
        here = {
            path.relative_to(self._target).as_posix()
            for path in (self._target / story).rglob("*")
            if not path.is_dir()
        }
        same = here == names and self._there(old, names)
        return {name: old["sizes"][name] for name in names} if same else None

    def begin(self, changing: Mapping[str, Drawn]) -> None:
        """Note on the disk that the pages of these stories are about to change, and their maps drawn.

        After a killed build all of their pages are made again.
        """
        if changing:
            begun = {story: self._made(drawn, "", ()) for story, drawn in changing.items()}
            self._write({**self._old, **begun})

    def note(self, story: str, drawn: Drawn, pages: str, files: Iterable[str]) -> None:
        """Remember what was made of a story."""
        self._new[story] = self._made(drawn, pages, files)

    def _made(self, drawn: Drawn, pages: str, files: Iterable[str]) -> Made:
        sizes = {name: size_of(self._target / name) for name in {*drawn.names.values(), *files}}
        return Made(drawn=drawn.digest, drawings=drawn.drawings, names=drawn.names, pages=pages, sizes=sizes)

    def write(self) -> None:
        """Leave the stamps for the next build."""
        self._write(self._new)

    def _there(self, old: Made, names: Iterable[str]) -> bool:
        return all(size_of(self._target / name) == old["sizes"].get(name) for name in names)

    def _write(self, stories: Mapping[str, Made]) -> None:
        value = {"stories": stories, "retired": self.retired, "shelf": sorted(self.shelf)}
        data = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=0).encode()
        if not (self._target / FILE).is_file() or (self._target / FILE).read_bytes() != data:
            write_atomically(self._target / FILE, data)


def drawn_digest(story: SiteStory, program: bytes, root: str) -> str:
    """Return a hash of everything that a story's maps, media and downloads are made from."""
    made = hashlib.sha256(program + root.encode())
    for tag in story.languages:
        made.update(dumps(dict(story.documents[tag])).encode())
    made.update(fingerprint(story.folder / "media").encode())
    made.update(fingerprint(story.folder / TILES).encode())
    archive = story.story.basemap.pmtiles
    if archive and "://" not in archive:
        made.update(fingerprint((story.folder / archive).parent).encode())
    return made.hexdigest()


def pages_digest(drawn: Drawn, frame: SiteFrame, others: Sequence[tuple[SiteStory, Names]]) -> str:
    """Return a hash of everything that a story's documents are made from."""
    made = hashlib.sha256(drawn.digest.encode())
    made.update(repr(sorted(drawn.names.items())).encode())
    made.update(repr((frame.assets.names, frame.ground, frame.shade, frame.address)).encode())
    for other, drawings in others:
        maps = [drawings[other.plain(tag, "map.svg")] for tag in other.languages]
        made.update(repr((other.story.id, other.languages, other.story.title, maps)).encode())
    return made.hexdigest()


def program() -> bytes:
    """Return what changes with every version of the program, and with every edit in a checkout."""
    folders = (Path(__file__).resolve().parents[1], templates_dir(), locales_dir())
    return "\n".join([__version__, *map(fingerprint, folders)]).encode()


def size_of(path: Path) -> int:
    """Return the bytes of a file, -1 when it isn't there."""
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _read(file: Path) -> tuple[dict[str, Made], dict[str, int], set[str]]:
    try:
        found = json.loads(file.read_text("utf-8"))
        stories = {
            str(story): Made(drawn=str(made["drawn"]),
                drawings=dict(made["drawings"]), names=dict(made["names"]), pages=str(made["pages"]),
                             sizes=dict(made["sizes"]))
            for story, made in found["stories"].items()
        }  # fmt: skip
        return stories, {str(name): int(at) for name, at in found["retired"].items()}, set(found["shelf"])
    except (OSError, ValueError, TypeError, AttributeError, LookupError):
        return {}, {}, set()
