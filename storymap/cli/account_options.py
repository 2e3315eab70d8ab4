"""What the commands for users, tokens and links share: which library, which role, and how they end."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from storymap.cli.story_argument import faults_as_words

if TYPE_CHECKING:
    from storymap.accounts import Accounts, Role

Command = TypeVar("Command", bound=Callable[..., Any])
ROLES = ("viewer", "editor", "owner")


def library_argument(command: Command) -> Command:
    """Give a command the argument DIR: a library, or one story of it."""
    return click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))(command)


def days_option(default: int) -> Callable[[Command], Command]:
    """Give a command the option --days."""
    return click.option("--days", default=default, type=click.IntRange(1, 3660),
                        help=f"How many days it works [default: {default}].")


@contextlib.contextmanager
def accounts_of(folder: Path | None) -> Iterator[Accounts]:
    """Give the accounts of a library; without one that of STORYMAP_LIBRARY, or the current folder.

    Raises
    ------
    click.ClickException
        There are no stories in the folder, or what was asked for is refused.
    """
    from storymap.accounts import Accounts
    from storymap.storage import list_stories

    library = folder or Path(os.environ.get("STORYMAP_LIBRARY") or ".")
    accounts = Accounts(library)
    if not list_stories(library) and not accounts.folder.is_dir():
        raise click.ClickException(f"There are no stories in {library}. Name the folder that the server "
                                   "serves, such as: storymap user list stories")
    with faults_as_words("The accounts can't be written"):
        yield accounts


def role_of(word: str) -> Role:
    """Return the role of a word that click has checked."""
    from storymap.accounts import Role

    return Role(word)


def day(seconds: float) -> str:
    """Return a time as a date (UTC)."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
