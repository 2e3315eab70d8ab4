"""`storymap image`: draw the map of a story, or of one chapter, into a file."""

import json
import re
from pathlib import Path

import click

from storymap.cli.targets import Target, writing
from storymap.problems import StorymapError

_SMALLEST, _LARGEST = 64, 4096


class _Size(click.ParamType):
    """Width and height in pixels, written as 1200x630."""

    name = "WxH"

    def convert(
        self, value: str | tuple[int, int], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return width and height; refuse what is not a size within bounds."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d{2,4})[x×](\d{2,4})", value.strip())
        size = (int(found[1]), int(found[2])) if found else (0, 0)
        if not all(_SMALLEST <= side <= _LARGEST for side in size):
            self.fail(f"{value!r} is not a size; write 1200x630, with sides from {_SMALLEST} to {_LARGEST}.",
                      param, ctx)  # fmt: skip
        return size


@click.command(short_help="Draw the map of a story or a chapter.")
@click.argument("folder", metavar="STORY", type=click.Path(path_type=Path))
@click.option("--chapter", metavar="ID", default="", help="Draw this chapter; without it the whole story.")
@click.option("--size", type=_Size(), default="1200x630", help="Width and height [default: 1200x630].")
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", help="[default: light]")
@click.option("--lang", "language", metavar="TAG", default="", help="Language [default: the story's first].")
@click.option("-o", "--output", "target", metavar="FILE", type=Target(dir_okay=False), default=None,
              help="A .png or .svg file [default: STORY.png or STORY-CHAPTER.png here].")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print what was drawn as JSON.")
def image(
    folder: Path, chapter: str, size: tuple[int, int], theme: str, language: str, target: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Draw a map with no network and no browser; the same story gives the same bytes."""
    from storymap.cli.progress import bar
    from storymap.cli.site_stories import one_story
    from storymap.document import build_document
    from storymap.render.picture import draw_map
    from storymap.render.raster import draw_png
    from storymap.storage import load, write_atomically

    try:
        story = load(one_story(folder, "A picture shows")).story
    except StorymapError as fault:
        raise click.ClickException(str(fault)) from None
    target = target or Path(f"{'-'.join(filter(None, (story.id, chapter)))}.png")
    if target.suffix.lower() not in (".png", ".svg"):
        raise click.UsageError(f"The file's name must end in .png or .svg: {target.name}")
    document = build_document(story, _language(language, story.languages))
    record = _chapter(chapter, document["chapters"]) if chapter else None
    with bar(2, "Drawing") as progress:
        svg = draw_map(document, record, size=size, theme="dark" if theme == "dark" else "light")
        progress.update(1)
        data = draw_png(svg) if target.suffix.lower() == ".png" else svg.encode()
        progress.update(1)
    with writing(target):
        write_atomically(target, data)
    if as_json:
        facts = {"file": str(target), "width": size[0], "height": size[1], "bytes": len(data)}
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        click.echo(f"Drew {target}  {size[0]} × {size[1]} pixels, {len(data) / 1000:.0f} kB")


def _language(wanted: str, languages: tuple[str, ...]) -> str:
    if wanted and wanted not in languages:
        raise click.UsageError(f"The story has no language {wanted!r}. It has: {', '.join(languages)}.")
    return wanted or languages[0]


def _chapter(wanted: str, chapters: list[dict[str, object]]) -> dict[str, object]:
    for record in chapters:
        if record["id"] == wanted:
            return record
    known = ", ".join(str(record["id"]) for record in chapters)
    raise click.UsageError(f"The story has no chapter {wanted!r}. It has: {known}.")
