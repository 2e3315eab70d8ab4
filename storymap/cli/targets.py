"""Where commands write: names that would be misread are refused, and what keeps a file from being written."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import click

from storymap.cli.story_argument import Refused


class Target(click.Path):
    """A path that a command writes to."""

    def __init__(self, *, dir_okay: bool = True) -> None:
        """Take a folder, or with `dir_okay=False` a file."""
        super().__init__(path_type=Path, dir_okay=dir_okay)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Return the path; refuse an empty one, and an address."""
        kind = "folder" if self.dir_okay else "file"
        if isinstance(value, str) and not value.strip():
            self.fail(f"the name is empty. Name a {kind}.", param, ctx)
        if isinstance(value, str) and _is_address(value):
            self.fail(
                f"{value} is an address, and this is written to a {kind} on this disk. `storymap publish` "
                f"sends a site to addresses; for a {kind} of this name write ./{value}.",
                param,
                ctx,
            )
        return super().convert(value, param, ctx)


@contextlib.contextmanager
def writing(target: Path) -> Iterator[None]:
    """Make the folder of a file that is written, and say why it can't be.

    Raises
    ------
    Refused
        The text names the file as it was given, and no part of it with another name.
    """
    from storymap.storage.atomic import make_room

    try:
        make_room(target)
        yield
    except OSError as fault:
        raise Refused(f"{target} can't be written: {fault.strerror or fault}.") from None


def _is_address(value: str) -> bool:
    if ":" not in value:
        return False
    from storymap.publish.addresses import is_address

    return is_address(value)
