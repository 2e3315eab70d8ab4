"""The stories of a site: each with its folder and its documents in all languages, without drafts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from storymap.document import build_document
from storymap.model import Story
from storymap.model.taken import taken_words
from storymap.problems import StorymapError


class Unbuildable(StorymapError):
    """The story can't become a static site; the text says what to change."""


@dataclass(frozen=True)
class SiteStory:
    """A story with its folder, as readers see it (without drafts)."""

    story: Story
    folder: Path
    documents: Mapping[str, Mapping[str, Any]] = field(repr=False)

    @classmethod
    def of(cls, story: Story, folder: Path) -> "SiteStory":
        """Build the documents of a story in all its languages.

        Raises
        ------
        Unbuildable
            A chapter has the name of one of the site's own folders.
        """
        names = taken_words(story.languages)
        if wrong := [chapter.id for chapter in story.chapters if chapter.id in names]:
            raise Unbuildable(
                f"The chapter {wrong[0]!r} of {story.id} has the name of a folder of the site. "
                "Rename its file, and its line in story.yaml."
            )
        return cls(story, folder, {tag: build_document(story, tag) for tag in story.languages})

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The story's languages, the default one first."""
        return self.story.languages

    def folder_of(self, language: str) -> str:
        """Return the folder of a language, from the root of the site, with a slash at the end."""
        return f"{self.story.id}/{self.plain(language)}"

    def plain(self, language: str, below: str = "") -> str:
        """Return a name below the folder of a language, from the story's own folder."""
        return below if language == self.languages[0] else f"{language}/{below}"
