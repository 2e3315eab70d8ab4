"""`storymap add overlay`: a scanned map from a Georeference Annotation, its picture fetched into media/."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storymap.cli.adding import open_target
from storymap.cli.story_argument import author_option, faults_as_words, json_option, show_json, story_argument

if TYPE_CHECKING:
    from storymap.formats.georeference import Georeference
    from storymap.formats.iiif import Fetched


@click.command(short_help="Add a scanned map that Allmaps or the like has georeferenced.")
@story_argument
@click.argument("annotation", metavar="ANNOTATION")
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
    story: Path, annotation: str, number: int, title: str, alt: str, ident: str, size: int, author: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Add a map by its ANNOTATION, a file or an address; readers then need no network for it.

    The picture is fetched once, from the IIIF service that the annotation names.
    """
    with faults_as_words():
        from urllib.parse import urlsplit

        from storymap.formats.georeference import NotGeoreferenced, read_georeferences
        from storymap.formats.iiif import fetch, fetch_picture
        from storymap.model.changes import Kind, SetField
        from storymap.storage.save import save

        target = open_target(story)
        away = annotation.startswith(("http://", "https://"))
        trusted = urlsplit(annotation).netloc if away else ""
        found = read_georeferences(fetch(annotation, trusted) if away else Path(annotation).read_bytes())
        if number > len(found):
            raise NotGeoreferenced(f"The annotation holds {len(found)} maps; there is no number {number}.")
        chosen = found[number - 1]
        picture = fetch_picture(chosen.service, chosen.box, size, trusted)
        name = f"{hashlib.sha256(picture.data).hexdigest()[:16]}{_ending(picture.data)}"
        title = title or chosen.label
        was: Any = target.editable.records[Kind.STORY].get("", {}).get("layers") or []
        final = _free(ident or title, {str(one.get("id")) for one in was if isinstance(one, dict)})
        layer = {"id": final, "title": title or final, "kind": "image", "image": name,
                 **({"alt": alt} if alt else {}), "points": _points(chosen, picture)}  # fmt: skip
        saved = save(target.folder, [SetField(Kind.STORY, "", "layers", was or None, [*was, layer])],
                     expected=target.version, author=author, message=f"Added the overlay {title or final}",
                     files={f"media/{name}": picture.data})  # fmt: skip
        _say(final, name, chosen, picture, saved.version, as_json=as_json)


def _say(
    final: str, name: str, chosen: Georeference, picture: Fetched, version: str, *, as_json: bool
) -> None:
    from storymap.document.layers.warp import warp
    from storymap.model import GroundPoint, Overlay

    points = tuple(GroundPoint((x, y), at) for x, y, at in _scaled(chosen, picture))
    bent = warp(Overlay(name, "", picture.width, picture.height, points))
    facts = {"id": final, "image": name, "width": picture.width, "height": picture.height,
             "points": len(points), "transformation": chosen.transformation,
             "method": bent.method if bent else None, "error_km": bent.error_km if bent else None,
             "version": version}  # fmt: skip
    if as_json:
        show_json(facts)
        return
    click.echo(f"Added the overlay {final}: media/{name}, {picture.width} × {picture.height} pixels")
    click.echo(f"  {len(points)} points; the annotation says {chosen.transformation or 'no transformation'}, "
               f"drawn as {bent.method if bent else 'nothing: its points lie in a line'}")  # fmt: skip
    if bent and bent.error_km is not None:
        click.echo(f"  bent by {bent.error_km:g} km at the median")
    click.echo(f"To show it, write into a chapter:  layers: [{final}]")


def _scaled(chosen: Georeference, picture: Fetched) -> list[tuple[float, float, tuple[float, float]]]:
    """Return the points in the pixels of the picture that was fetched."""
    left, top, width, height = picture.part
    return [(round((x - left) * picture.width / width, 2), round((y - top) * picture.height / height, 2),
             (lon, lat)) for x, y, lon, lat in chosen.points]  # fmt: skip


def _points(chosen: Georeference, picture: Fetched) -> list[dict[str, list[str]]]:
    return [{"pixel": [f"{x:g}", f"{y:g}"], "at": [str(lon), str(lat)]}
            for x, y, (lon, lat) in _scaled(chosen, picture)]  # fmt: skip


def _ending(data: bytes) -> str:
    return ".png" if data.startswith(b"\x89PNG") else ".webp" if data[8:12] == b"WEBP" else ".jpg"


def _free(wanted: str, taken: set[str]) -> str:
    """Return an id made of words that no layer has."""
    import re

    from storymap.formats.iiif import FetchError
    from storymap.model import ID_PATTERN

    base = re.sub(r"[^a-z0-9]+", "-", wanted.lower()).strip("-")[:50].strip("-") or "overlay"
    if not ID_PATTERN.match(base):
        raise FetchError(f"{wanted} makes no id; give one with --id.")
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, 1000))) if name not in taken)
