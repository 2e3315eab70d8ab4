"""`storymap new`: make a story folder."""

import shlex
from pathlib import Path

import click

from storymap.problems import StorymapError


@click.command(short_help="Make a story folder.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--from", "copy_of", metavar="SLUG", default="", help="Copy this shipped story.")
@click.option("--title", default="", help="Title of the new story.")
def new(folder: Path, copy_of: str, title: str) -> None:
    """Make a story folder with a few example records and notes on the format."""
    from storymap.storage import new_story

    try:
        made = new_story(folder, copy_of=copy_of, title=title)
    except StorymapError as fault:
        raise click.ClickException(str(fault)) from None
    place = shlex.quote(str(made))
    click.echo(f"Made {made}. Open {made / 'story.yaml'} in an editor, then type:\n")
    click.echo(f"  storymap check {place}\n  storymap serve {place}")
