"""The `layers` of story.yaml: what each shows, from which file, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from storymap.model import Layer, Text
from storymap.model.layers import KINDS, collection, no_features
from storymap.model.points import PointTable, in_columns
from storymap.storage.geojson_file import read_layer
from storymap.storage.ids import Ids
from storymap.storage.layer_join import join_table, table_rows
from storymap.storage.layer_overlay import read_overlay
from storymap.storage.layer_style import read_style
from storymap.storage.layer_tiles import read_tiles
from storymap.storage.mapped import Mapped
from storymap.storage.values import read_colour, read_number
from storymap.storage.vector_file import ENDINGS, read_vectors
from storymap.storage.where import Where, listed, near_miss
from storymap.words import Words

KEYS = (
    "id", "title", "kind", "data", "part", "join", "when", "style", "colour", "note", "legend", "attribution",
    "opacity", "alt", "url", "wms", "image", "corners", "points", "transformation",
)  # fmt: skip
GEOJSON = (".geojson", ".json")
WITHOUT_DATA = ("graticule", "tiles", "image")


def read_story_layers(folder: Path, values: Mapped, languages: Sequence[str], ids: Ids) -> tuple[Layer, ...]:
    """Return the layers of a story; what can't be shown is an error, and the rest of the layer stays."""
    return tuple(_layer(folder, entry, languages, ids) for entry in values.maps("layers"))


def _layer(folder: Path, entry: Mapped, languages: Sequence[str], ids: Ids) -> Layer:
    entry.extra(KEYS)
    title = entry.text("title", languages)
    final = ids.claim(entry.string("id"), title.get(languages[0]), entry.at("id"))
    kind = _kind(entry)
    style = read_style(entry.map("style"), kind, languages)
    return Layer(
        id=final,
        title=title or Text.of({languages[0]: final}),
        kind=kind,
        data=_data(folder, entry, final, kind, languages, style.value),
        when=_when(entry, kind),
        style=style,
        colour=read_colour(entry.string("colour"), entry.at("colour")),
        note=entry.text("note", languages),
        legend=entry.text("legend", languages),
        attribution=entry.text("attribution", languages),
        opacity=read_opacity(entry, 1.0),
        alt=entry.text("alt", languages),
        url=read_tiles(entry) if kind == "tiles" else "",
        overlay=read_overlay(folder, entry) if kind == "image" else None,
    )


def read_opacity(entry: Mapped, default: float) -> float:
    """Return the opacity of an entry, from 0 to 1."""
    number = read_number(entry.string("opacity"), entry.at("opacity"), least=0, most=1)
    return default if number is None else number


def _kind(entry: Mapped) -> str:
    word = entry.string("kind").lower() or KINDS[0]
    if word in KINDS:
        return word
    near = near_miss(word, KINDS) or KINDS[0]
    entry.at("kind").warning(
        Words("this is not one of {kinds}; taken as `{near}`", kinds=listed(KINDS, len(KINDS)), near=near),
        found=word,
        hint=Words("Write `{near}`.", near=near),
    )
    return near


def _when(entry: Mapped, kind: str) -> str:
    """Return the name of the property that holds a feature's date."""
    name = entry.string("when")
    if name and kind in WITHOUT_DATA:
        entry.at("when").warning(
            Words("a layer of the kind `{kind}` has no dates", kind=kind), hint=Words("Delete `when`.")
        )
        return ""
    return name


def _data(
    folder: Path, entry: Mapped, ident: str, kind: str, languages: Sequence[str], value: str
) -> Mapping[str, Any]:
    """Return the features of a layer, with the columns of its table; none when there is nothing to read.

    `shapes` names their geometries, so that what is made of these can be kept; it is "" for small files.
    """
    if kind in WITHOUT_DATA:
        return no_features()
    file = entry.string("data")
    if not file:
        entry.at("data").error(
            Words("the layer has no data"), found=ident, hint=Words("Write `data: layers/….geojson`.")
        )
        return no_features()
    where = Where(entry.where.problems, file)
    ending, shapes = PurePosixPath(file).suffix.lower(), ""
    if kind == "flows" and ending == ".csv":
        data: Mapping[str, Any] = collection(flows(folder, where, value or "value", languages))
    elif ending in ENDINGS:
        data, shapes = read_vectors(folder, file, entry.string("part"), where)
    elif ending in GEOJSON or not ending:
        data, shapes = read_layer(folder, file, where)
    else:
        known = listed([*GEOJSON, *ENDINGS], 9)
        where.error(
            Words("this kind of file can't be read as a layer"),
            found=ending,
            hint=Words("Use {known}.", known=known),
        )
        data = no_features()
    if "join" in entry:
        data = collection(join_table(folder, entry.map("join"), data["features"], languages))
    if isinstance(data, PointTable):
        return data
    return in_columns(data["features"]) or {**data, "shapes": shapes}


def flows(folder: Path, where: Where, value: str, languages: Sequence[str]) -> list[dict[str, Any]]:
    """Return a table's rows as features without geometry: `from` and `to` name sites, `value` is a number."""
    rows = table_rows(folder, where, ("from", "to", value), languages)
    return [
        {"type": "Feature", "geometry": None, "properties": cells}
        for cells, here in rows
        if _complete(cells, here)
    ]


def _complete(cells: Mapping[str, Any], where: Where) -> bool:
    missing = [name for name in ("from", "to") if not cells.get(name)]
    if missing:
        where.error(
            Words("the flow has no beginning or no end"),
            hint=Words("Write ids of sites into `from` and `to`."),
        )
    return not missing
