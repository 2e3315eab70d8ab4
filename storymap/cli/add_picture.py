"""`storymap add picture`: a picture that goes into media/, and into a chapter's text or its map's place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from storymap.cli.adding import open_target
from storymap.cli.story_argument import author_option, faults_as_words, json_option, show_json, story_argument
from storymap.formats.pictures import IN_MAP, IN_TEXT
from storymap.problems import StorymapError

_SIZES = {"text": IN_TEXT, "map": IN_MAP}


@click.command(short_help="Add a picture to a chapter: a file, or a IIIF image.")
@story_argument
@click.argument("chapter")
@click.argument("source", metavar="SOURCE")
@click.option("--where", type=click.Choice(tuple(_SIZES)), default="text", show_default=True,
              help="In the chapter's text, or where the map is.")
@click.option("--alt", default="", help="What it shows, for those who can't see it.")
@click.option("--caption", default="", help="Its caption [default: the manifest's label].")
@click.option("--credit", default="", help="Who made it [default: what the service or manifest says].")
@click.option("--number", type=click.IntRange(min=1), default=1, show_default=True,
              help="Which picture of a manifest.")
@click.option("--size", type=click.IntRange(256, 12_000),
              help="Longest side of the picture, in pixels [default: 2560; where the map is 6000].")
@author_option
@json_option
def picture(
    story: Path, chapter: str, source: str, where: str, alt: str, caption: str, credit: str, number: int,
    size: int | None, author: str, as_json: bool,
) -> None:  # fmt: skip
    """Add a picture to CHAPTER from its SOURCE, a file or an address.

    That is a picture, the info.json of a IIIF image, or a IIIF manifest. It is fetched once; readers then
    need no other host.
    """
    from storymap.cli.picture_source import get_picture
    from storymap.cli.progress import share_bar
    from storymap.formats.pictures import for_map
    from storymap.model.changes import Kind, SetField
    from storymap.storage.save import save

    with faults_as_words():
        target = open_target(story)
        ident = target.known(Kind.CHAPTER, chapter, "CHAPTER")
        was: Any = target.editable.records[Kind.CHAPTER][ident].get("media")
        if where == "map":
            _check_free(was, ident)
        with share_bar("Fetching the picture") as told:
            got = get_picture(source, number, size or _SIZES[where], told)
        files = for_map(got.file) if where == "map" else [got.file]
        keys = dict(zip(("file", "large"), (one.name for one in files), strict=False))
        words = {"alt": alt, "caption": caption or got.label, "credit": credit or got.credit}
        item = {**keys, **({"where": where} if where == "map" else {}),
                **{key: text for key, text in words.items() if text}}  # fmt: skip
        saved = save(target.folder, [SetField(Kind.CHAPTER, ident, "media", was, [*(was or []), item])],
                     expected=target.version, author=author, message=f"Added a picture to {ident}",
                     files={f"media/{one.name}": one.data for one in files})  # fmt: skip
    if as_json:
        show_json({"chapter": ident, "width": files[0].width, "height": files[0].height,
                   "answers": got.answers, **item, "version": saved.version})  # fmt: skip
        return
    tiles = f", put together from {got.answers} tiles" if got.answers > 1 else ""
    for one in files:
        click.echo(f"Added to {ident}: media/{one.name}, {one.width} × {one.height} pixels{tiles}")
    _say_missing(item)


def _check_free(media: Any, chapter: str) -> None:
    """See that no other picture is in the map's place."""
    items = media if isinstance(media, list) else []
    there = [one for one in items if isinstance(one, dict) and one.get("where") == "map"]
    if there:
        raise StorymapError(f"{chapter} has a picture in the map's place, {there[0].get('file')}. Nothing "
                            "was added; delete its `where`, or take another chapter.")  # fmt: skip


def _say_missing(item: dict[str, str]) -> None:
    if "alt" not in item:
        click.echo("  It has no words for those who can't see it; write `alt` into the chapter's media.")
    if "credit" not in item:
        click.echo("  Nobody is named for it; write `credit`: who made it, and under which licence.")
