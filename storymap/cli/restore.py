"""`storymap restore`: an earlier revision, a story from the trash, or a library from a backup."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from storymap.cli.plain import plain
from storymap.cli.story_argument import (
    author_option,
    clock,
    faults_as_words,
    json_option,
    show_json,
    story_argument,
    story_folder,
)


@click.command(short_help="Bring back a revision, a deleted story, or a backup.")
@story_argument
@click.argument("revision", required=False, default="")
@click.option("--from-trash", is_flag=True, help="Bring back the story that was deleted here last.")
@click.option("--from-backup", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="Bring a whole library back as the new folder STORY.")
@author_option
@json_option
def restore(story: Path, revision: str, from_trash: bool, from_backup: Path | None, author: str,
            as_json: bool) -> None:
    """Make STORY what it was in REVISION, byte for byte, as a new revision; nothing goes away.

    `storymap history STORY` lists the revisions.
    """
    ways = [bool(revision), from_trash, from_backup is not None]
    if sum(ways) != 1:
        raise click.UsageError("Name a revision, or give --from-trash or --from-backup FILE.")
    with faults_as_words():
        if from_backup is not None:
            _backup(from_backup, story, as_json)
        elif from_trash:
            _trash(story, as_json)
        else:
            _revision(story, revision, author, as_json)


def _revision(story: Path, revision: str, author: str, as_json: bool) -> None:
    from storymap.storage.restoring import restore as restore_revision

    saved = restore_revision(story_folder(story), revision, expected=None, author=author)
    if as_json:
        show_json({"version": saved.version, "revision": saved.revision})
    else:
        click.echo(f"Restored {revision[:10]}. What was there before is still in the history; "
                   f"this is revision {saved.revision[:10]}.")


def _trash(story: Path, as_json: bool) -> None:
    from storymap.storage.trash import restore_story, trashed

    folder = story.absolute()
    found = [one for one in trashed(folder.parent) if one.id == folder.name]
    if not found:
        raise click.ClickException(f"There is no {plain(folder.name)} in the trash of {story.parent}.")
    place = restore_story(folder.parent, found[0].entry)
    if as_json:
        show_json({"id": place.name, "folder": str(place)})
    else:
        by = f" by {plain(found[0].by)}" if found[0].by else ""
        when = clock(found[0].time)
        click.echo(f"{plain(place.name)} is back, as it was when it was deleted{by} on {when}.")


def _backup(file: Path, folder: Path, as_json: bool) -> None:
    from storymap.storage.backup import read_backup

    stories = read_backup(file, folder)
    if as_json:
        show_json({"folder": str(folder), "stories": [story.name for story in stories]})
        return
    for story in stories:
        click.echo(f"  {plain(story.name)}")
    click.echo("Every file is as it was in the backup. To look at the stories, type:  "
               f"storymap serve {shlex.quote(str(folder))}")
