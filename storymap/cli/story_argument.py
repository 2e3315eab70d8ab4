"""The argument STORY of commands that read or change one story's history, and their faults as words."""

from __future__ import annotations

import contextlib
import getpass
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from storymap.cli import fit
from storymap.problems import StorymapError

TRIES = 5
"""How often a command looks again when another program was faster."""
BUSY = "Other programs are writing to the story without a pause. Nothing was written; try again later."

Command = TypeVar("Command", bound=Callable[..., Any])


def story_argument(command: Command) -> Command:
    """Give a command the argument STORY."""
    return click.argument("story", metavar="STORY", type=click.Path(path_type=Path))(command)


def json_option(command: Command) -> Command:
    """Give a command the option --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON in place of lines.")(command)


def author_option(command: Command) -> Command:
    """Give a command the option --author."""
    return click.option("--author", default=this_user, metavar="NAME", show_default="your user name",
                        help="Who does it; the history shows it.")(command)


def this_user() -> str:
    """Return the name of who runs the command."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def story_folder(story: Path) -> Path:
    """Return the folder of a story that is there.

    Raises
    ------
    click.ClickException
        There is none.
    """
    from storymap.storage.library import is_story

    folder = story.absolute()
    if not is_story(folder):
        raise click.ClickException(f"There is no story in {story}.")
    return folder


class Refused(click.ClickException):
    """A refusal; on a terminal its lines are wrapped between words, elsewhere they stay whole."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print what is wrong to standard error."""
        begin, *rest = self.message.split("\n")
        texts = [f"Error: {begin}", *rest]
        if sys.stderr.isatty():
            texts = [line for text in texts for line in fit.wrapped(text, "", "  ")]
        red = click.style("Error:", fg="red")
        click.echo("\n".join(texts).replace("Error:", red, 1), file=file, err=file is None,
                   color=self.show_color)


@contextlib.contextmanager
def faults_as_words(disk: str = "Nothing was changed") -> Iterator[None]:
    """Turn a refusal into a line and exit code 1; a disk that can't be used, too, with `disk` before why."""
    try:
        yield
    except StorymapError as fault:
        raise Refused(str(fault)) from None
    except OSError as fault:
        raise Refused(f"{disk}: {fault}") from None


def clock(seconds: int) -> str:
    """Return a moment as the clock on this machine's wall shows it."""
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")


def show_json(value: Any, *, err: bool = False) -> None:
    """Print a value as JSON, on standard error if asked."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2), err=err)
