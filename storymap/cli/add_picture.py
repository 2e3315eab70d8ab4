"""`storymap add picture`: an image of a IIIF service, fetched into media/ and shown in a chapter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from storymap.cli.adding import open_target
from storymap.cli.story_argument import author_option, faults_as_words, json_option, show_json, story_argument


@click.command(short_help="Add a IIIF image to a chapter's pictures.")
@story_argument
@click.argument("chapter")
@click.argument("source", metavar="SOURCE")
@click.option("--alt", default="", help="What it shows, for those who can't see it.")
@click.option("--caption", default="", help="Its caption.")
@click.option("--credit", default="", help="Who made it [default: what the service says].")
@click.option("--size", type=click.IntRange(256, 8192), default=2560, show_default=True,
              help="Longest side of the picture, in pixels.")
@author_option
@json_option
def picture(
    story: Path, chapter: str, source: str, alt: str, caption: str, credit: str, size: int, author: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Add a picture to CHAPTER by its SOURCE, the info.json of a IIIF image: a file or an address.

    It is fetched once; readers then need no other host.
    """
    from storymap.cli.progress import share_bar
    from storymap.cli.scans import read_image
    from storymap.formats.iiif import fetch_picture
    from storymap.model.changes import Kind, SetField
    from storymap.storage.save import save

    with faults_as_words():
        target = open_target(story)
        ident = target.known(Kind.CHAPTER, chapter, "CHAPTER")
        info, trusted = read_image(source)
        with share_bar("Fetching the picture") as told:
            made = fetch_picture(info, None, size, trusted=trusted, told=told)
        words = {"alt": alt, "caption": caption, "credit": credit or info.credit}
        item = {"file": made.name, **{key: text for key, text in words.items() if text}}
        was: Any = target.editable.records[Kind.CHAPTER][ident].get("media")
        saved = save(target.folder, [SetField(Kind.CHAPTER, ident, "media", was, [*(was or []), item])],
                     expected=target.version, author=author, message=f"Added a picture to {ident}",
                     files={f"media/{made.name}": made.data})  # fmt: skip
    if as_json:
        show_json({"chapter": ident, "width": made.width, "height": made.height, "answers": made.answers,
                   **item, "version": saved.version})  # fmt: skip
        return
    tiles = f", put together from {made.answers} tiles" if made.answers > 1 else ""
    click.echo(f"Added to {ident}: media/{made.name}, {made.width} × {made.height} pixels{tiles}")
    if not alt:
        click.echo("  It has no words for those who can't see it; write `alt` into the chapter's media.")
