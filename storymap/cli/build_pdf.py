"""`storymap build --pdf`: print a story as a handout."""

import json
from pathlib import Path

import click

from storymap.cli.targets import writing


def build_pdf(folder: Path, target: Path, language: str, address: str, as_json: bool) -> None:
    """Print a story, drafts left out, and say what was made.

    Raises
    ------
    click.ClickException
        There is no such story or language, or nothing that prints.
    """
    from storymap.cli.progress import bar
    from storymap.cli.site_stories import one_story
    from storymap.document import build_document
    from storymap.document.drafts import for_readers
    from storymap.model.text import direction
    from storymap.problems import StorymapError
    from storymap.render.chromium import find_chromium, print_pdf
    from storymap.render.handout import render_handout
    from storymap.storage import load

    if target.suffix.lower() != ".pdf":
        raise click.UsageError(f"The file's name must end in .pdf: {target.name}")
    home = one_story(folder, "A handout shows")
    try:
        find_chromium()
        loaded = load(home)
        shown = for_readers(loaded.story)
        if shown is None:
            raise click.ClickException(f"{loaded.story.id} is a draft. Publish it first.")
        language = language or shown.languages[0]
        if language not in shown.languages:
            listed = ", ".join(shown.languages)
            raise click.UsageError(f"The story has no text in {language!r}; it has {listed}.")
        with bar(2, "Printing") as progress:
            html = render_handout(shown, build_document(shown, language), loaded.folder, address=address)
            progress.update(1)
            with writing(target):
                day = shown.published.earliest if shown.published else None
                # Chromium turns the words of a bookmark round where they read from right to left.
                print_pdf(html, target, day, bookmarks=direction(language) == "ltr")
            progress.update(1)
    except StorymapError as fault:
        raise click.ClickException(str(fault)) from None
    except OSError as fault:
        raise click.ClickException(f"The PDF can't be written: {fault}") from None
    size = target.stat().st_size
    if as_json:
        click.echo(json.dumps({"file": str(target), "language": language, "bytes": size}, ensure_ascii=False))
        return
    click.echo(f"{target}  {shown.title.get(language)}, {size / 1e6:.1f} MB")
    if not address:
        click.echo("With --address URL the first page says where the story is, with a QR code.")
