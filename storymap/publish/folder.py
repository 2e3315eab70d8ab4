"""A folder that a web server serves: each story changes in one step."""

import contextlib
import errno
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from storymap.publish.local import Local
from storymap.publish.place import Found, PublishRefused
from storymap.storage.atomic import PART, write_atomically
from storymap.storage.lock import locked
from storymap.storage.switch import clear_unfinished, switch_folder


class FolderPlace:
    """A folder; hidden files in it, such as `.git`, are nobody's here."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which need not be there yet."""
        self._folder = folder.absolute()
        self.url = str(folder)

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

    def send_stories(
        self, stories: Mapping[str, Mapping[str, Path]], new: Sequence[str], changed: Sequence[str]
    ) -> Iterator[str]:
        """Exchange the folders of the stories, those first that are not there at all."""
        wanted = {*new, *changed}
        for story, files in sorted(stories.items(), key=lambda item: (self._folder / item[0]).exists()):
            switch_folder(
                self._folder / story,
                {key.removeprefix(f"{story}/"): path.read_bytes() for key, path in files.items()},
            )
            yield from (key for key in files if key in wanted)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder's lock, and remove what a killed run left."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with locked(self._folder):
            clear_unfinished(self._folder)
            yield

    def remove(self, key: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        path = self._folder / key
        path.unlink(missing_ok=True)
        for home in path.relative_to(self._folder).parents:
            with contextlib.suppress(OSError):
                if home.parts:
                    (self._folder / home).rmdir()

    @contextlib.contextmanager
    def faults(self) -> Iterator[None]:
        """Say what the disk refuses."""
        try:
            yield
        except OSError as fault:
            safe = "What was published before is still there, whole. "
            if fault.errno in (errno.ENOSPC, errno.EDQUOT):
                raise PublishRefused(
                    f"The disk of {self.url} is full. {safe}Make room and publish again: only "
                    "what is missing will be sent."
                ) from None
            raise PublishRefused(
                f"{self.url} can't be written: {fault.strerror or fault}. {safe}Publish again "
                "when the folder can be written."
            ) from None
