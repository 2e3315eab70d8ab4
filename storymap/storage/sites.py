"""sites.csv and sites.geojson become sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from storymap.model import Position, Site, Text
from storymap.storage.coordinates import notice_commas, read_position, warn_of_swapped
from storymap.storage.csv_file import Row, rows_if_there
from storymap.storage.csv_header import Columns
from storymap.storage.geojson_file import Shape, read_shapes
from storymap.storage.ids import Ids
from storymap.storage.translations import Translations
from storymap.storage.values import read_certainty, read_list, read_precision
from storymap.storage.where import Where
from storymap.words import Words

FILE = "sites.csv"
SHAPES = "sites.geojson"
COLUMNS = Columns(
    plain=("id", "lat", "lon", "kind", "country", "precision_km", "certainty", "gazetteer_id", "source"),
    texts=("name", "note"),
    required=("id", "name"),
    example="id,name,lat,lon,kind,country,precision_km,certainty,gazetteer_id,source,note",
)


def read_sites(
    folder: Path, languages: Sequence[str], ids: Ids, sources: Ids, where: Where
) -> tuple[Site, ...]:
    """Return the sites in the order of the file, if there is one, with the lines and areas of sites.geojson.

    A site whose coordinates can't be read stays, without a position; a shape without a row becomes a site.
    """
    sites: dict[str, Site] = {}
    placed: list[tuple[Position, Where]] = []
    translations = Translations(languages, where)
    cells: list[tuple[str, Where]] = []
    for row in rows_if_there(folder, COLUMNS, languages, where):
        site = _site(row, languages, ids, sources)
        if site.position:
            placed.append((site.position, row.where))
        cells.append((row.get("lat") + row.get("lon"), row.where))
        translations.note(row.where, site.name, site.note)
        sites[site.id] = site
    translations.report()
    notice_commas(cells, where)
    warn_of_swapped(placed)
    here = Where(where.problems, SHAPES)
    if (folder / SHAPES).exists() or (folder / SHAPES).is_symlink():
        for shape in read_shapes(folder, SHAPES, here):
            _add_shape(shape, sites, languages, ids)
    reported = {
        problem.row for problem in where.problems if problem.file == FILE and problem.column in ("lat", "lon")
    }
    for site in sites.values():
        if site.position is None and site.geometry is None and site.row not in reported:
            where.at(row=site.row, column="lat").warning(
                Words("the site has no coordinates"),
                found=site.id,
                hint=Words("Write `lat` and `lon`, or add its line or area to sites.geojson."),
            )
    return tuple(sites.values())


def _site(row: Row, languages: Sequence[str], ids: Ids, sources: Ids) -> Site:
    name = row.text("name")
    final = ids.claim(row.get("id"), name.get(languages[0]), row.at("id"))
    if not name:
        row.at("name").error(Words("the site has no name"), hint=Words("Write the name that readers know."))
        name = Text.of({languages[0]: row.get("id") or final})
    for _, other in name.values:
        ids.name(other, final)
    return Site(
        id=final,
        name=name,
        position=read_position(row.get("lat"), row.get("lon"), row.where),
        kind=row.get("kind"),
        country=row.get("country"),
        precision_km=read_precision(row.get("precision_km"), row.at("precision_km")),
        certainty=read_certainty(row.get("certainty"), row.at("certainty")),
        gazetteer_id=row.get("gazetteer_id"),
        sources=sources.require_all(read_list(row.get("source")), row.at("source")),
        note=row.text("note"),
        row=row.where.row,
        extra=row.extra,
    )


def _add_shape(shape: Shape, sites: dict[str, Site], languages: Sequence[str], ids: Ids) -> None:
    """Give a shape to its site, or make a site for it."""
    known = ids.find(shape.id) if shape.id else None
    if known is None:
        final = ids.claim(shape.id, shape.name, shape.where)
        shape.where.error(
            Words("there is no row in {file} for this shape", file=FILE),
            found=shape.id or shape.name,
            hint=Words("Add a row with the id `{final}` and its name to {file}.", final=final, file=FILE),
        )
        name = Text.of({languages[0]: shape.name or final})
        sites[final] = Site(id=final, name=name, geometry=shape.geometry)
    elif sites[known].geometry is not None:
        shape.where.error(
            Words("this site has two shapes; the first is used"),
            found=shape.id,
            hint=Words("Join them in one MultiPolygon or MultiLineString."),
        )
    else:
        sites[known] = replace(sites[known], geometry=shape.geometry)
