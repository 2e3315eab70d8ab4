"""`storymap add overlay`: a scanned map from IIIF, tied to the ground, its picture fetched into media/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storymap.cli.adding import open_target
from storymap.cli.corners import CORNERS, Position
from storymap.cli.scans import drawn_by, read_scan
from storymap.cli.story_argument import author_option, faults_as_words, json_option, show_json, story_argument

if TYPE_CHECKING:
    from storymap.cli.scans import Scan


@click.command(short_help="Add a scanned map from IIIF: georeferenced, or by its corners.")
@story_argument
@click.argument("source", metavar="SOURCE")
@click.option("--corners", type=CORNERS, default=None, metavar='"LON,LAT LON,LAT …"',
              help="Where an image lies: its upper left and lower right corner, or all four, clockwise.")
@click.option("--number", type=click.IntRange(min=1), default=1, show_default=True,
              help="Which map, where the annotation holds several.")
@click.option("--title", default="", help="Its title [default: the annotation's, or its id].")
@click.option("--alt", default="", help="What it shows, for those who can't see it.")
@click.option("--id", "ident", default="", help="Id of the layer [default: made of the title].")
@click.option("--size", type=click.IntRange(256, 8192), default=3000, show_default=True,
              help="Longest side of the picture, in pixels.")
@author_option
@json_option
def overlay(
    story: Path, source: str, corners: tuple[Position, ...] | None, number: int, title: str, alt: str,
    ident: str, size: int, author: str, as_json: bool,
) -> None:  # fmt: skip
    """Add a map by its SOURCE, a file or an address; readers then need no network for it.

    SOURCE is a Georeference Annotation, or the info.json of a IIIF image with --corners. The picture is
    fetched once, from the IIIF service that it names.
    """
    with faults_as_words():
        from storymap.cli.progress import share_bar
        from storymap.formats.iiif import fetch_picture
        from storymap.model.changes import Kind, SetField
        from storymap.storage.apply_table import check_id
        from storymap.storage.ids import free_id, slug
        from storymap.storage.save import save

        target = open_target(story)
        scan = read_scan(source, number, corners or ())
        with share_bar("Fetching the picture") as told:
            picture = fetch_picture(scan.info, scan.box, size, mask=scan.mask, trusted=scan.trusted,
                                    told=told)  # fmt: skip
        name = picture.name
        title = title or scan.label
        was: Any = target.editable.records[Kind.STORY].get("", {}).get("layers") or []
        taken = {str(one.get("id")) for one in was if isinstance(one, dict)}
        if ident:
            check_id(ident, ident in taken)
        final = ident or free_id(slug(title) or "overlay", taken)
        drawn = drawn_by(scan, name, picture)
        layer = {"id": final, "title": title or final, "kind": "image", "image": name,
                 **({"alt": alt} if alt else {}), **drawn.written,
                 **({"attribution": scan.info.credit} if scan.info.credit else {})}  # fmt: skip
        saved = save(target.folder, [SetField(Kind.STORY, "", "layers", was or None, [*was, layer])],
                     expected=target.version, author=author, message=f"Added the overlay {title or final}",
                     files={f"media/{name}": picture.data})  # fmt: skip
        facts = {"id": final, "image": name, "width": picture.width, "height": picture.height,
                 "answers": picture.answers, "clipped": picture.clipped, "points": len(drawn.overlay.points),
                 "transformation": scan.asked, "method": drawn.bent.method if drawn.bent else None,
                 "error_km": drawn.bent.error_km if drawn.bent else None,
                 "off_km": drawn.bent.off_km if drawn.bent else None, "version": saved.version}  # fmt: skip
        if as_json:
            show_json(facts)
        else:
            _say(facts, scan)


def _say(facts: dict[str, Any], scan: Scan) -> None:
    tiles = f", put together from {facts['answers']} tiles" if facts["answers"] > 1 else ""
    size = f"{facts['width']} × {facts['height']} pixels"
    click.echo(f"Added the overlay {facts['id']}: media/{facts['image']}, {size}{tiles}")
    if facts["clipped"]:
        click.echo(f"  clear outside of the annotation's mask of {len(scan.mask)} corners")
    elif scan.found and scan.found.unread:
        click.echo("  The annotation's mask is no polygon that can be read; all of the picture is shown.")
    click.echo(f"  {_how(facts, scan)}")
    if facts["error_km"] is not None:
        click.echo(f"  bent by {facts['error_km']:g} km at the median; its points lie {facts['off_km']:g} km "
                   "from where they should (root mean square)")  # fmt: skip
    click.echo(f"To show it, write into a chapter:  layers: [{facts['id']}]")


def _how(facts: dict[str, Any], scan: Scan) -> str:
    """Return how the picture is drawn, and why not as the annotation says."""
    from storymap.model.layers import NEEDED_POINTS

    method, count = facts["method"], facts["points"]
    if method is None:
        return f"Its {count} points lie in a line and don't tie it to the ground; it isn't shown."
    if scan.asked and method == scan.method:
        return f"{count} points; drawn as the annotation says: {scan.asked}"
    if scan.method:
        needed = NEEDED_POINTS[scan.method]
        return (f"The annotation says {scan.asked}, which takes {needed} points that don't lie in a line or "
                f"a curve; it has {count}, so it is drawn as {method}.")  # fmt: skip
    if scan.asked:
        return f"The annotation says {scan.asked}, which isn't known here; its {count} points give {method}."
    return f"{count} points; drawn as {method}"
