"""`storymap build --single-file`: a story as one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from storymap.cli.counting import counted
from storymap.cli.plain import plain
from storymap.cli.site_stories import one_story
from storymap.cli.story_argument import faults_as_words, show_json
from storymap.cli.targets import writing


def build_single(folder: Path, target: Path, languages: Sequence[str], as_json: bool) -> None:
    """Write the file and say what is in it."""
    from storymap.cli.progress import bar
    from storymap.document.drafts import for_readers
    from storymap.render.pages import language_name
    from storymap.render.single import single_file
    from storymap.storage import load, write_atomically

    if target.suffix.lower() not in (".html", ".htm"):
        raise click.UsageError(f"The file's name must end in .html: {target.name}")
    home = one_story(folder, "One file holds")
    with faults_as_words("The file can't be written"):
        loaded = load(home)
        story = for_readers(loaded.story)
        if story is None:
            raise click.ClickException(f"{loaded.story.id} is a draft; readers don't see it yet.")
        if unknown := [tag for tag in languages if tag not in story.languages]:
            known = ", ".join(story.languages)
            raise click.UsageError(f"The story has no language {unknown[0]!r}. It has: {known}.")
        with bar(len(story.chapters) * len(languages or story.languages), "Drawing maps") as progress:
            made = single_file(story, loaded.folder, languages, drawn=lambda: progress.update(1))
        with writing(target):
            write_atomically(target, made.html)
    if as_json:
        show_json({"file": str(target), "bytes": len(made.html), "languages": made.languages,
                   "hosts": made.hosts, "left_out": made.left_out})
        return
    names = ", ".join(language_name(tag) for tag in made.languages)
    click.echo(f"{target}  {len(made.html) / 1000:,.0f} kB, opens from disk with no network")
    click.echo(f"  {counted(len(story.chapters), 'chapter')} in {names}")
    if made.hosts:
        click.echo(f"  from other hosts, each only after a click: {', '.join(made.hosts)}")
    for one in made.left_out:
        click.echo(f"  left out: {plain(one)}")
