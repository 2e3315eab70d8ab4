"""The folder behind a notebook's map: every change is written as a file and read back like any story."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from storymap.model.changes import AddRecord, Change, Kind, SetField
from storymap.storage import Loaded, events, load, sites, write_atomically
from storymap.storage.apply import apply_changes
from storymap.storage.chapter_file import ENDING, read_chapter_file
from storymap.storage.chapters import FOLDER
from storymap.storage.ids import free_id, slug
from storymap.storage.new import make_folder
from storymap.storage.story_bytes import FolderBytes
from storymap.storage.story_file import FILE
from storymap.storage.story_record import story_fields, story_languages
from storymap.storage.yaml_write import inline

Written = TypeVar("Written")


class Workspace:
    """A story folder of its own, which goes when the map goes."""

    def __init__(self, owner: object, name: str) -> None:
        home = Path(tempfile.mkdtemp(prefix="storymap-"))
        weakref.finalize(owner, shutil.rmtree, home, ignore_errors=True)
        self.folder = home / name
        self._loaded: Loaded | None = None

    def copy(self, folder: Path) -> None:
        """Begin with the files of a story."""
        shutil.copytree(folder, self.folder, ignore=shutil.ignore_patterns(".*", "__pycache__"))

    def begin(self, frame: Mapping[str, Any]) -> None:
        """Begin with a story.yaml that says this."""
        (self.folder / "chapters").mkdir(parents=True)
        said = {key: value for key, value in frame.items() if value not in (None, "")}
        lines = [f"{key}: {inline(value, flow=True)}\n" for key, value in said.items()]
        write_atomically(self.folder / FILE, "".join([*lines, "chapters: []\n"]).encode())
        for file, columns in ((sites.FILE, sites.COLUMNS), (events.FILE, events.COLUMNS)):
            write_atomically(self.folder / file, f"{columns.example}\n".encode())

    @property
    def loaded(self) -> Loaded:
        """The story as the readers of files see it."""
        if self._loaded is None:
            self._loaded = load(self.folder)
        return self._loaded

    def write(self, change: Callable[[Path], Written]) -> Written:
        """Write files into the folder, and return what `change` tells of them."""
        told = change(self.folder)
        self._loaded = None
        return told

    def add_chapter(self, values: Mapping[str, Any], ident: str = "") -> str:
        """Add a chapter at the end and return its id."""
        taken = {path.stem.partition(".")[0] for path in (self.folder / "chapters").glob("*.md")}
        ident = ident or free_id(slug(str(values["title"])) or "chapter", taken)
        self._apply([AddRecord(Kind.CHAPTER, ident, values)])
        return ident

    def show_layer(self, chapter: str, state: str | Mapping[str, Any]) -> None:
        """Turn a layer on in a chapter."""
        language = story_languages(FolderBytes(self.folder).to_edit(FILE))[:1]
        data = FolderBytes(self.folder).to_edit(f"{FOLDER}/{chapter}{ENDING}")
        there = read_chapter_file(data, language).head.get("layers") or []
        states = there if isinstance(there, list) else [there]
        self._apply([SetField(Kind.CHAPTER, chapter, "layers", there, [*states, state])])

    def set_view(self, chapter: str, before: Any, view: Mapping[str, Any]) -> None:
        """Let a chapter's map show this."""
        self._apply([SetField(Kind.CHAPTER, chapter, "view", before, dict(view))])

    def add_layer(self, entry: Mapping[str, Any]) -> None:
        """Add a layer to story.yaml."""
        there = self._layers()
        self._apply([SetField(Kind.STORY, "", "layers", there, [*there, dict(entry)])])

    def free_layer(self, name: str) -> str:
        """Return an id for a layer that no layer has."""
        return free_id(slug(name) or "layer", {str(layer.get("id")) for layer in self._layers()})

    def copy_to(self, target: Path) -> None:
        """Copy the folder to where nothing is yet; it appears whole or not at all."""
        make_folder(target, lambda made: _copied(self.folder, made))

    def _layers(self) -> list[dict[str, Any]]:
        data = FolderBytes(self.folder).to_edit(FILE)
        there = story_fields(data, story_languages(data)).get("layers") or []
        return [layer for layer in there if isinstance(layer, dict)]

    def _apply(self, changes: Iterable[Change]) -> None:
        for name, data in apply_changes(self.folder, changes).items():
            if data is not None:
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                write_atomically(self.folder / name, data)
        self._loaded = None


def _copied(source: Path, made: Path) -> None:
    shutil.copytree(source, made)
