"""`storymap backup`: a library with its history in one file."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path

import click

from storymap.cli.counting import counted
from storymap.cli.plain import plain
from storymap.cli.story_argument import faults_as_words, json_option, show_json
from storymap.cli.targets import Target


@click.command(short_help="Write stories and their history into one file.")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path, exists=True))
@click.option("-o", "--output", type=Target(dir_okay=False), metavar="FILE",
              help="Name of the backup [default: DIR and the time, in the current folder].")
@json_option
def backup(folder: Path, output: Path | None, as_json: bool) -> None:
    """Back up the stories in DIR with their history, trash and accounts.

    People can go on saving meanwhile. The file is a zipped BagIt bag with a checksum for each file; keep it
    on another disk, and as safe as the accounts that are in it.
    """
    from storymap.storage.backup import check_backup, write_backup

    name = f"{folder.absolute().name}-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.zip"
    with faults_as_words():
        made = write_backup(folder, output or Path(name),
                            told=lambda what: None if as_json else click.echo(f"  {plain(what)}", err=True))
        faults = check_backup(made.file)
    if faults:
        raise click.ClickException(f"The backup can't be read back: {faults[0]}")
    if as_json:
        show_json({"file": str(made.file), "stories": list(made.stories), "files": made.files,
                   "bytes": made.bytes})
        return
    click.echo(f"{made.file}: {counted(len(made.stories), 'story')}, "
               f"{counted(made.files, 'file')}, {made.bytes / 1e6:,.1f} MB, each read back and compared.")
    click.echo(f"To bring it back, type:  storymap restore NEW-FOLDER --from-backup "
               f"{shlex.quote(str(made.file))}")
