"""What building the layers leaves out or replaces: palettes, values, flows and pictures."""

from collections.abc import Iterator

from storymap.document.colours import ACCENT, normal
from storymap.document.layers.columns import column_of, count_of, numbers_of
from storymap.document.layers.palettes import DIVERGING, SEQUENTIAL, known
from storymap.document.layers.times import when_of
from storymap.document.layers.warp import warp
from storymap.document.places import read_place
from storymap.model import Layer, Overlay, Story
from storymap.model.layers import NEEDED_POINTS
from storymap.model.points import PointTable
from storymap.problems import Problem, Severity
from storymap.words import Words

FAR = 50.0
"""Kilometres by which a picture may be bent before its author is told."""


def layer_problems(story: Story) -> list[Problem]:
    """Return the problems of a story's layers that no reader of files sees."""
    placed = {site.id for site in story.sites if read_place(site).centre is not None}
    return [problem for layer in story.layers for problem in _layer(layer, placed)]


def _layer(layer: Layer, placed: set[str]) -> Iterator[Problem]:
    if layer.colour and normal(layer.colour) is None:
        yield _warning(
            Words("the colour of layer {id} isn't one; the story's accent is shown", id=layer.id),
            layer.colour,
            Words('Write it as "{accent}", in quotation marks.', accent=ACCENT),
        )
    if layer.style.palette and known(layer.style.palette) is None:
        yield _warning(
            Words(
                "the palette of layer {id} isn't safe for every reader's eyes; {sequential} is shown",
                id=layer.id,
                sequential=SEQUENTIAL[0],
            ),
            layer.style.palette,
            Words("Write one of {sequential}.", sequential=", ".join((*SEQUENTIAL[:6], *DIVERGING[:3]))),
        )
    if layer.kind in ("choropleth", "circles") and layer.style.value:
        yield from _values(layer)
    if layer.when:
        yield from _dates(layer)
    if layer.kind == "flows":
        yield from _flows(layer, placed)
    if layer.kind == "image" and layer.overlay:
        yield from _picture(layer.id, layer.overlay)


def _picture(ident: str, overlay: Overlay) -> Iterator[Problem]:
    bent = warp(overlay)
    if bent is None:
        yield _warning(
            Words("the points of layer {id} don't tie its picture to the ground; it isn't shown", id=ident),
            len(overlay.points),
            Words("Choose points that don't lie in one line."),
        )
        return
    if overlay.transformation not in ("", bent.method):
        yield _warning(
            Words(
                "the points of layer {id} don't suffice for `{asked}`; its picture is drawn as {method}",
                id=ident,
                asked=overlay.transformation,
                method=bent.method,
            ),
            len(overlay.points),
            Words(
                "Give {count} points or more, spread over the picture.",
                count=NEEDED_POINTS[overlay.transformation],
            ),
        )
    if bent.error_km and bent.error_km > FAR:
        yield _warning(
            Words(
                "the picture of layer {id} is bent by {error_km} km", id=ident, error_km=f"{bent.error_km:g}"
            ),
            bent.method,
            Words("Check its points; one of them may be wrong."),
        )


def _values(layer: Layer) -> Iterator[Problem]:
    name = layer.style.value
    table = layer.data if isinstance(layer.data, PointTable) else None
    features = layer.data["features"] if table is None else table
    if count_of(features) and not any(value is not None for value in numbers_of(features, name)):
        first = [] if table else layer.data["features"][:50]
        some = [table.columns] if table else [row.get("properties") or {} for row in first]
        there = list(dict.fromkeys(str(key) for row in some for key in row))
        yield _warning(
            Words(
                "layer {id} has no numbers in `{name}`; all its features are without data",
                id=layer.id,
                name=name,
            ),
            name,
            Words("Its features have {there}.", there=", ".join(there[:8]) or "no properties"),
        )


def _dates(layer: Layer) -> Iterator[Problem]:
    table = layer.data if isinstance(layer.data, PointTable) else None
    written = [
        value
        for value in column_of(table or layer.data["features"], layer.when)
        if value not in (None, "")
    ]
    unread = [value for value in written if when_of(value) is None]
    if count_of(table or layer.data["features"]) and not written:
        some = [] if table else layer.data["features"][:50]
        rows = [table.columns] if table else [row.get("properties") or {} for row in some]
        there = list(dict.fromkeys(str(key) for row in rows for key in row))
        yield _warning(
            Words("layer {id} has no dates in `{name}`", id=layer.id, name=layer.when),
            layer.when,
            Words("Its features have {there}.", there=", ".join(there[:8]) or "no properties"),
        )
    elif unread:
        yield _warning(
            Words(
                "{count} of {total} dates of layer {id} can't be read; they count as none",
                count=len(unread),
                total=len(written),
                id=layer.id,
            ),
            ", ".join(dict.fromkeys(str(value) for value in unread[:6])),
            Words("Write them as 1995, 1995-07 or 1995-07-11, or as an interval such as 1995/1997."),
        )


def _flows(layer: Layer, placed: set[str]) -> Iterator[Problem]:
    rows = [feature["properties"] for feature in layer.data["features"] if not feature.get("geometry")]
    lost = {str(row.get(end)) for row in rows for end in ("from", "to") if str(row.get(end)) not in placed}
    if lost:
        yield _warning(
            Words("flows of layer {id} name sites that the map doesn't have; they are left out", id=layer.id),
            ", ".join(sorted(lost)[:6]),
            Words("Add the sites, with lat and lon, to sites.csv."),
        )


def _warning(message: str, found: object, hint: str) -> Problem:
    return Problem(Severity.WARNING, message, "story.yaml", column="layers", found=str(found)[:80], hint=hint)
