"""`storymap serve`: show stories in a browser."""

import shlex
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from storymap.cli.story_argument import json_option
from storymap.problems import StorymapError
from storymap.settings import Settings


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command one option for each setting but the library."""
    for item in reversed([item for item in fields(Settings) if item.name != "library"]):
        shown = "" if item.default in ("", False) else f" [default: {item.default}]"
        kind = {"is_flag": True} if item.type is bool else {"type": item.type}
        command = click.option(f"--{item.name.replace('_', '-')}", item.name, default=None,
                               help=item.metadata["help"] + shown, **kind)(command)
    return command


@click.command(short_help="Show stories in a browser.")
@click.argument("library", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@_options
@json_option
def serve(library: Path | None, as_json: bool, **given: Any) -> None:
    """Serve a story folder, or a library of them; without DIR the stories that come with Storymap.

    Each option is also an environment variable, such as STORYMAP_PORT; an option wins.
    """
    from storymap.storage import list_stories

    try:
        settings = Settings.from_environment(library=library, **given)
    except ValueError as fault:
        raise click.ClickException(str(fault)) from None
    if not settings.library.is_dir():
        raise click.ClickException(f"There is no folder {settings.library}.")
    if not list_stories(settings.library) and not (_is_empty(settings.library) and not settings.read_only):
        made = shlex.quote(str(settings.library / "my-story"))
        raise click.ClickException(f"There are no stories in {settings.library}. "
                                   f"`storymap new {made}` makes one.")
    from storymap.web.server import serve as serve_forever

    try:
        serve_forever(settings, as_json=as_json)
    except StorymapError as fault:
        raise click.ClickException(str(fault)) from None


def _is_empty(folder: Path) -> bool:
    """Whether a library can begin here, in the editor: nothing but hidden files, such as those of a trash."""
    return all(path.name.startswith(".") for path in folder.iterdir())
