"""A folder that a web server serves: each story changes in one step."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storymap.publish.manifest import KEY, Manifest
from storymap.publish.place import WAIT, Found, PublishRefused
from storymap.publish.steps import Step
from storymap.render.asset_names import ASSETS
from storymap.storage.atomic import PART, write_atomically
from storymap.storage.lock import locked
from storymap.storage.overwriting import is_noted, refuse_homes, refuse_sources
from storymap.storage.switch import clear_away, clear_unfinished, prepare_file, prepare_folder, put_in_place

if TYPE_CHECKING:
    from storymap.publish.changes import Change
    from storymap.publish.local import Local


class FolderPlace:
    """A folder; hidden files in it, such as `.git`, are nobody's here."""

    switches: bool = True
    locks: Sequence[int] = ()

    def __init__(self, folder: Path) -> None:
        """Use a folder, which need not be there yet."""
        self._folder = folder.absolute()
        self.url = str(folder)
        self.address = str(self._folder)

    def listing(self) -> dict[str, Found]:
        """Return all files that are there."""
        return {
            path.relative_to(self._folder).as_posix(): Found(path.stat().st_size)
            for path in sorted(self._folder.rglob("*"))
            if path.is_file() and not path.relative_to(self._folder).parts[0].startswith(".")
            and not path.name.endswith(PART)
        }  # fmt: skip

    def read(self, key: str) -> bytes | None:
        """Return what a file holds."""
        path = self._folder / key
        return path.read_bytes() if path.is_file() else None

    def holds(self, key: str, file: Local, found: Found, noted: Mapping[str, str]) -> bool:  # noqa: ARG002
        """Whether what is there is this file, byte for byte."""
        return found.size == file.size and (self._folder / key).read_bytes() == file.path.read_bytes()

    def send(self, files: Mapping[str, Path]) -> Iterator[str]:
        """Copy files; each has its name only when it is whole."""
        for key, path in files.items():
            target = self._folder / key
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, path.read_bytes())
            yield key

    def spare(self, sources: Sequence[Path], homes: Collection[str]) -> None:
        """Refuse a folder that is, lies in or holds a source, and folders of something else in it."""
        folder = Path(self.url)  # as it was given, for the words
        refuse_sources(folder, sources, {*homes, ASSETS})
        refuse_homes(folder, homes, set(Manifest.read(self.read(KEY)).stories))

    def check_keys(self, keys: Iterable[str]) -> None:
        """Do nothing: a folder takes them all."""

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder's lock, and remove what a killed run left; what holds it already, goes on."""
        if self.locks:
            yield
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        with locked(self._folder, WAIT) as lock:
            clear_unfinished(self._folder)
            self.locks = (lock,)
            try:
                yield
            except BaseException:
                clear_unfinished(self._folder)
                raise
            finally:
                self.locks = ()

    def remove(self, key: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        path = self._folder / key
        path.unlink(missing_ok=True)
        for home in path.relative_to(self._folder).parents:
            with contextlib.suppress(OSError):
                if home.parts:
                    (self._folder / home).rmdir()

    def stage(self, changes: Iterable[Change], done: Callable[[str], None]) -> list[Step]:
        """Let the folders of stories lie ready beside them, and so each file that stands around them."""
        steps = []
        for change in changes:
            if change.story:
                steps.append(self._stage_story(change))
            else:
                new, changed = (self._stage(change, keys) for keys in (change.new, change.changed))
                steps.append(Step(new, changed, change.removed))
            for key in (*change.new, *change.changed):
                done(key)
        return steps

    def begin(self, steps: Sequence[Step]) -> None:
        """Do nothing: the next run sees what differs."""

    def left_over(self) -> list[Step]:
        """Return nothing, for the same reason."""
        return []

    def take(self, ready: Mapping[str, str]) -> None:
        """Exchange folders, each in one step, and replace files."""
        for name, beside in ready.items():
            put_in_place(self._folder / beside, self._folder / name)

    def take_off(self, names: Sequence[str]) -> None:
        """Remove files, and the folders that they leave empty."""
        for name in names:
            self.remove(name)

    def end(self, steps: Sequence[Step]) -> None:
        """Flush it all, and remove the old folders."""
        for beside in sorted({beside for step in steps for beside in step.ready}):
            clear_away(self._folder / beside)

    def _stage_story(self, change: Change) -> Step:
        home = self._folder / change.story
        files = {
            key.removeprefix(f"{change.story}/"): file.path.read_bytes()
            for key, file in change.files.items()
        }
        beside, _ = prepare_folder(home, files)
        return Step(changed={change.story: self._name(beside)} if beside else {})

    def _stage(self, change: Change, keys: Sequence[str]) -> dict[str, str]:
        return {
            key: self._name(prepare_file(self._folder / key, change.files[key].path.read_bytes()))
            for key in keys
        }

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _has_site(self) -> bool:
        """Whether readers see a site there: the note comes before its first pages."""
        try:
            return is_noted(self._folder) and (self._folder / "index.html").is_file()
        except OSError:
            return False

    @contextlib.contextmanager
    def faults(self) -> Iterator[None]:
        """Say what the disk refuses."""
        try:
            yield
        except OSError as fault:
            safe = "What was published before is still there, whole. " if self._has_site() else ""
            if fault.errno in (errno.ENOSPC, errno.EDQUOT):
                raise PublishRefused(
                    f"The disk of {self.url} is full. {safe}Make room and publish again: only "
                    "what is missing will be sent."
                ) from None
            raise PublishRefused(
                f"{self.url} can't be written: {fault.strerror or fault}. {safe}Publish again "
                "when the folder can be written."
            ) from None
