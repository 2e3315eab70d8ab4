"""What commands share that make something of stories: those of an argument."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from storymap.render.site.stories import SiteStory

_NOT_IN_ADDRESSES = re.compile(r"""[\s\x00-\x1f\x7f"'<>?#\\^`{|}]""")


def address_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option --address."""
    return click.option(
        "--address",
        metavar="URL",
        default="",
        callback=_web,
        help="Where readers find the site (with --pdf the story): for full addresses.",
    )(command)


def replace_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option --replace."""
    return click.option(
        "--replace", is_flag=True, help="Let one story take the place of the others that are there."
    )(command)


def one_story(folder: Path, holds: str) -> Path:
    """Return the folder of the one story that is in a folder, or that it is.

    What is no folder is returned, too: who reads it says what it is. `holds` says what takes one story only:
    "One file holds".

    Raises
    ------
    click.ClickException
        There is none, or there are several.
    """
    from storymap.storage import list_stories

    folders = list_stories(folder) if folder.is_dir() else [folder]
    if len(folders) != 1:
        found = f"{len(folders)} stories; name one of them" if folders else "no story"
        raise click.ClickException(f"{holds} one story, and {folder} has {found}.")
    return folders[0]


def stories_of(folder: Path) -> tuple[list[SiteStory], list[str]]:
    """Return the stories of a library, or the one story, as readers see them, and the ids of drafts.

    Raises
    ------
    click.ClickException
        There is no story.
    StorymapError
        A story can't be read, or can't become a site.
    """
    from storymap.paths import cache_folder
    from storymap.render.site.kept_stories import KeptStories
    from storymap.storage import list_stories

    folders = list_stories(folder)
    if not folders:
        if folder.is_file():
            raise click.ClickException(f"{folder} is a file; a story is a folder that holds story.yaml.")
        raise click.ClickException(f"There is no story in {folder}. `storymap new` makes one.")
    kept = KeptStories(cache_folder() / "stories")
    stories, drafts = [], []
    for home in folders:
        ident, story = kept.read(home, _read)
        if story is None:
            drafts.append(ident)
        else:
            stories.append(story)
    kept.forget()
    return stories, drafts


def sources_of(folder: Path) -> list[Path]:
    """Return the folders that a site of a library, or of one story, must not touch; those of drafts, too."""
    from storymap.storage import list_stories

    return [folder, *list_stories(folder)]


def _read(folder: Path) -> tuple[str, SiteStory | None]:
    """Return a story's id, and the story as readers see it; None for a draft."""
    from storymap.document.drafts import for_readers
    from storymap.render.site.stories import SiteStory
    from storymap.storage import load

    loaded = load(folder)
    shown = for_readers(loaded.story)
    return loaded.story.id, None if shown is None else SiteStory.of(shown, loaded.folder)


def _web(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Return an address that pages can hold; with a ? or # the names of stories would not be a part of it."""
    if value and not value.lower().startswith(("http://", "https://")):
        raise click.UsageError(f"--address must begin with https:// or http://: {value}")
    try:
        parts = urlsplit(value)
        right = not value or (parts.hostname and parts.port != 0)
    except ValueError:
        right = False
    if not right or _NOT_IN_ADDRESSES.search(value):
        raise click.UsageError(
            "--address must be the address of a folder on the web, such as https://example.org/maps, with no "
            f"spaces, quotes, < > ? or #: {value!r}"
        )
    return value
