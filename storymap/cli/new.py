"""`storymap new`: make a story folder."""

import shlex
from pathlib import Path

import click

from storymap.cli.story_argument import json_option, show_json
from storymap.problems import StorymapError


@click.command(short_help="Make a story folder.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--from", "copy_of", metavar="SLUG", default="", help="Copy this shipped story.")
@click.option("--title", default="", help="Title of the new story.")
@json_option
def new(folder: Path, copy_of: str, title: str, as_json: bool) -> None:
    """Make a story folder with a few example records and notes on the format."""
    from storymap.storage import new_story

    try:
        made = new_story(folder, copy_of=copy_of, title=title)
    except StorymapError as fault:
        raise click.ClickException(str(fault)) from None
    if as_json:
        show_json({"folder": str(made), "story": made.name})
        return
    place = shlex.quote(str(made))
    click.echo(f"Made {made}. Open {made / 'story.yaml'} in an editor, then type:\n")
    click.echo(f"  storymap check {place}\n  storymap serve {place}")
