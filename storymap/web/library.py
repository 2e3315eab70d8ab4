"""The stories of a library folder, loaded once for each state of their files."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from storymap.document import build_document
from storymap.document.checked import Checked, check_loaded
from storymap.document.drafts import for_readers
from storymap.model.story import ID_PATTERN, Story
from storymap.model.text import fold
from storymap.problems import StorymapError, StoryNotFound
from storymap.storage import Loaded, fingerprint, list_stories, load
from storymap.storage.foreign import fault_words

log = logging.getLogger("storymap.web")

RESERVED = frozenset({"api", "basemap", "edit", "embed", "healthz", "login", "logout", "oembed", "readyz",
                      "static", "tiles"})
"""Names that a story cannot have, since pages of our own are there."""

# What a story's files may raise while they are read; named one by one so that a stop signal passes.
FAULTS = (StorymapError, OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError)


class StoryBroken(StorymapError):
    """The story's folder is there, but its files cannot be shown."""


class ShelvedStory:
    """A loaded story and what is made of it; a change on disk makes a new one."""

    def __init__(self, loaded: Loaded, state: str) -> None:
        """Take a story whose files have the fingerprint `state`; it is shown with its drafts."""
        self.slug = loaded.folder.name
        self.folder = loaded.folder
        self.state = state
        self.story: Story = loaded.story
        self.loaded = loaded
        self.readable = self._readable()
        self._documents: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    @property
    def title(self) -> str:
        """The title in the story's first language."""
        return self.story.title.get(self.story.languages[0]) or self.slug

    @property
    def broken(self) -> str:
        """Why readers can't be shown anything of it, or ""."""
        something = self.story.chapters or self.story.sites or self.story.events
        return str(self.loaded.problems[0]) if self.loaded.problems and not something else ""

    @cached_property
    def checked(self) -> Checked:
        """All its problems, and what became of every event row."""
        return check_loaded(self.loaded)

    def language(self, wanted: str) -> str:
        """Return `wanted` when the story has it, else the story's first language."""
        return wanted if wanted in self.story.languages else self.story.languages[0]

    def _readable(self) -> "ShelvedStory | None":
        """Return what readers see: None for a draft, and the same object when no chapter is one."""
        story = for_readers(self.story)
        if story is None or story is self.story:
            return None if story is None else self
        return ShelvedStory(replace(self.loaded, story=story), self.state)

    def has_chapter(self, chapter: str) -> bool:
        """Whether the story tells a chapter of this id."""
        return any(item.id == chapter for item in self.story.chapters)

    def document(self, language: str) -> dict[str, Any]:
        """Return the player document in one of the story's languages, built once."""
        with self._lock:
            if language not in self._documents:
                self._documents[language] = build_document(self.story, language)
            return self._documents[language]

    @cached_property
    def search_text(self) -> str:
        """All that the library's search looks through, folded."""
        texts = [self.story.title, self.story.summary, *(chapter.title for chapter in self.story.chapters),
                 *(site.name for site in self.story.sites)]
        words = [value for text in texts for _, value in text.values]
        return " ".join(map(fold, [*words, *(author.name for author in self.story.authors)]))


class Library:
    """A folder of story folders, or one story folder; safe to use from several threads."""

    def __init__(self, folder: Path, capacity: int = 512) -> None:
        """Keep at most `capacity` loaded stories."""
        self.folder = Path(folder).absolute()
        self._capacity = capacity
        self._shelf: OrderedDict[str, ShelvedStory] = OrderedDict()
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self._reported: set[tuple[str, str]] = set()

    def slugs(self) -> list[str]:
        """Return the stories' names in order; a name that cannot be an address is reported, not listed."""
        names = []
        for folder in list_stories(self.folder):
            if folder.name in RESERVED:
                self._report(folder.name, "", "its name is taken by a page of the server; rename the folder")
            elif not ID_PATTERN.match(folder.name):
                self._report(folder.name, "", "its name may only have a-z, 0-9 and hyphens; rename it")
            elif folder.is_symlink():
                self._report(folder.name, "", "it is a symbolic link, and those are not followed")
            else:
                names.append(folder.name)
        return names

    def story(self, slug: str) -> ShelvedStory:
        """Return the story as its files are now, as readers see it.

        Raises
        ------
        StoryNotFound
            When there is no such story, or it is a draft.
        StoryBroken
            When its files are there, but cannot be read as a story.
        """
        found = self.working(slug).readable
        if found is None:
            raise StoryNotFound(f"There is no story named {slug[:80]!r}.")
        if found.broken:
            raise StoryBroken(found.broken)
        return found

    def working(self, slug: str) -> ShelvedStory:
        """Return the story as its authors see it: drafts included, and however little of it can be read.

        Raises
        ------
        StoryNotFound, StoryBroken
            As `story`; broken is only what can't be loaded at all.
        """
        folder = self.folder_of(slug)
        with self._lock:
            lock = self._locks.setdefault(slug, threading.Lock())
        with lock:
            try:
                state = fingerprint(folder)
                kept = self._shelf.get(slug)
                if kept is None or kept.state != state:
                    kept = ShelvedStory(load(folder), state)
            except StoryNotFound:
                raise
            except FAULTS as error:
                raise StoryBroken(fault_words(error)) from error
            self._keep(kept)
            return kept

    def stories(self) -> list[ShelvedStory]:
        """Return the stories that readers can be shown; the others are named in the log."""
        return list(self.shown(self.slugs()))

    def shown(self, slugs: Iterable[str]) -> Iterator[ShelvedStory]:
        """Yield those of the named stories that readers can be shown."""
        for slug in slugs:
            try:
                yield self.story(slug)
            except StoryNotFound:
                continue  # a draft, or deleted since it was listed
            except StorymapError as error:
                self._report(slug, str(error), str(error))

    def folder_of(self, slug: str) -> Path:
        """Return the folder of a story; the name is checked before it becomes part of a path.

        Raises
        ------
        StoryNotFound
            When there is no such story.
        """
        single = (self.folder / "story.yaml").is_file()
        folder = self.folder if single else self.folder / slug
        allowed = ID_PATTERN.match(slug) and slug not in RESERVED and folder.name == slug
        if not allowed or folder.is_symlink() or not folder.is_dir():
            raise StoryNotFound(f"There is no story named {slug[:80]!r}.")
        return folder

    def _keep(self, story: ShelvedStory) -> None:
        """Put the story on the shelf and take the one down that was unused for longest."""
        with self._lock:
            self._shelf[story.slug] = story
            self._shelf.move_to_end(story.slug)
            while len(self._shelf) > self._capacity:
                self._shelf.popitem(last=False)

    def _report(self, slug: str, detail: str, reason: str) -> None:
        """Say once in the log why a story is not listed."""
        if (slug, detail) not in self._reported:
            self._reported.add((slug, detail))
            log.warning("story %s is not listed: %s", slug, reason)
