"""`storymap check`: say what is wrong with a story, and what to do about it."""

import json
import sys
from pathlib import Path

import click

from storymap.problems import StorymapError


@click.command(short_help="Say what is wrong with a story.")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check(folder: Path, as_json: bool) -> None:
    """Check a story folder, or a library of them; exit with 1 when there are errors.

    DIR is the current folder when it is left out.
    """
    from storymap.cli.check_text import lines
    from storymap.document.checked import check_story
    from storymap.storage import list_stories

    try:
        checked = [check_story(story) for story in list_stories(folder) or [folder]]
    except StorymapError as fault:
        raise click.ClickException(str(fault)) from None
    if as_json:
        report = {"stories": [story.as_dict() for story in checked]}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for line in lines(checked, folder):
            click.echo(line)
    sys.exit(any(story.count("error") for story in checked))
