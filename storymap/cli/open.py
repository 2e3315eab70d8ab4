"""`storymap open`: the story of a bundle as a folder."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from storymap.cli.counting import counted
from storymap.cli.plain import plain
from storymap.cli.story_argument import faults_as_words, json_option, show_json
from storymap.cli.targets import Target


@click.command(short_help="Make the story of a bundle a folder again.")
@click.argument("file", metavar="BUNDLE", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=Target(), metavar="FOLDER",
              help="The new folder [default: the story's name, in the current folder].")
@json_option
def open(file: Path, output: Path | None, as_json: bool) -> None:  # the command's name
    """Check a bundle that `storymap bundle` made, and make its story a new folder, byte for byte.

    A folder that is there is never touched, and a bundle with a fault leaves nothing behind.
    """
    from storymap.formats.bundle import open_bundle

    with faults_as_words("The story can't be written"):
        opened = open_bundle(file, output)
    if as_json:
        show_json({"folder": str(opened.folder), "story": opened.story, "files": opened.files,
                   "bytes": opened.bytes})
        return
    click.echo(f"{plain(str(opened.folder))}  {counted(opened.files, 'file')}, each as its checksum says")
    click.echo(f"To look at it, type:  storymap serve {shlex.quote(str(opened.folder))}")
