"""`storymap verify`: whether stories, their histories and backups are whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storymap.cli.plain import plain
from storymap.cli.story_argument import faults_as_words, json_option, show_json
from storymap.problems import Severity

if TYPE_CHECKING:
    from storymap.storage.verify import Verified


@click.command(short_help="Check that histories and backups are whole.")
@click.argument("place", metavar="[DIR|BACKUP]", default=".", type=click.Path(path_type=Path, exists=True))
@click.option("--repair", is_flag=True, help="Mend what can be mended; nothing is deleted.")
@json_option
def verify(place: Path, repair: bool, as_json: bool) -> None:
    """Read every revision of the stories in DIR, or every file of a BACKUP, and compare it with its checksum.

    The exit code is 1 when something is damaged.
    """
    with faults_as_words():
        damaged = _backup(place, as_json) if place.is_file() else _library(place, repair, as_json)
    if damaged:
        raise click.exceptions.Exit(1)


def _backup(file: Path, as_json: bool) -> bool:
    from storymap.storage.backup import check_backup

    faults = check_backup(file)
    if as_json:
        show_json({"file": str(file), "problems": faults})
        return bool(faults)
    for fault in faults:
        click.echo(click.style("error: ", fg="red") + plain(fault))
    if not faults:
        click.echo(f"{file} is whole.")
    return bool(faults)


def _library(folder: Path, repair: bool, as_json: bool) -> bool:
    from storymap.storage import list_stories
    from storymap.storage.verify import verify_story

    stories = list_stories(folder)
    if not stories:
        raise click.ClickException(f"There are no stories in {folder}.")
    found = [verify_story(story, repair=repair) for story in stories]
    if as_json:
        show_json([_values(one) for one in found])
    for one in [] if as_json else found:
        _show(one)
    return any(problem.severity is Severity.ERROR for one in found for problem in one.problems)


def _show(one: Verified) -> None:
    bad = any(problem.severity is Severity.ERROR for problem in one.problems)
    word = click.style("damaged", fg="red") if bad else click.style("whole", fg="green")
    count = f"{one.revisions} {'revision' if one.revisions == 1 else 'revisions'}"
    click.echo(f"{click.style(plain(one.story.name), bold=True)}: {word}, {count}")
    for text in one.mended:
        click.echo(f"  mended: {plain(text)}")
    for problem in one.problems:
        click.echo(f"  {plain(str(problem))}")


def _values(one: Verified) -> dict[str, Any]:
    return {"id": one.story.name, "revisions": one.revisions, "mended": list(one.mended),
            "problems": [problem.as_dict() for problem in one.problems]}
