"""`storymap bundle`: a story in one file, to hand on or to keep."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from storymap.cli.counting import counted
from storymap.cli.plain import plain
from storymap.cli.story_argument import faults_as_words, json_option, show_json, story_argument, story_folder
from storymap.cli.targets import Target


@click.command(short_help="Write a story into one file, to hand on or to keep.")
@story_argument
@click.option("-o", "--output", type=Target(dir_okay=False), metavar="FILE",
              help="Name of the bundle, which ends in .zip [default: the story's, in the current folder].")
@json_option
def bundle(story: Path, output: Path | None, as_json: bool) -> None:
    """Write the files of STORY into a zip file, with a checksum for each, its citations and its metadata.

    Drafts come along, the history does not. The same story gives the same bytes; `storymap open` makes it a
    folder again.
    """
    from storymap.cli.progress import bar
    from storymap.formats.bundle import story_files, write_bundle

    folder = story_folder(story)
    file = output or Path(f"{folder.name}.zip")
    if file.suffix.lower() != ".zip":
        raise click.UsageError(f"The file's name must end in .zip: {plain(file.name)}")
    with (
        faults_as_words("The bundle can't be written"),
        bar(len(story_files(folder)), "Packing") as progress,
    ):
        made = write_bundle(folder, file, packed=lambda: progress.update(1))
    size = file.stat().st_size
    if as_json:
        show_json({"file": str(file), "story": made.story, "files": made.files, "bytes": size})
        return
    click.echo(f"{file}  {counted(made.files, 'file')} of {plain(made.story)}, {size / 1000:,.0f} kB, "
               "each read back and compared")
    click.echo(f"To make it a folder again, type:  storymap open {shlex.quote(str(file))}")
