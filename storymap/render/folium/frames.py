"""Tables of a notebook become the files of a story: sites, events and layers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storymap.problems import StorymapError
from storymap.render.folium.point_columns import as_columns, flatgeobuf
from storymap.storage.atomic import write_atomically
from storymap.storage.ids import slug
from storymap.words import Words

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

_DECIMALS = 6


class NoTable(StorymapError):
    """Something that should be a table of pandas or geopandas is another thing."""


def write_sites(folder: Path, sites: Any) -> None:
    """Write sites.csv, and sites.geojson for lines and areas.

    Points become the columns `lat` and `lon`; columns are named as in sites.csv.
    """
    table = _table(sites, "sites")
    if _has_shapes(table):
        table = with_ids(in_degrees(table))
        points = (table.geometry.geom_type == "Point") & ~table.geometry.is_empty
        shapes = table[~points & table.geometry.notna() & ~table.geometry.is_empty]
        rows = table.drop(columns=[table.geometry.name, "lat", "lon"], errors="ignore")
        rows["lat"] = table.geometry[points].y.round(_DECIMALS)
        rows["lon"] = table.geometry[points].x.round(_DECIMALS)
        if len(shapes):
            text = layer_text(in_degrees(shapes[["id", *_names(shapes), shapes.geometry.name]]))
            write_atomically(folder / "sites.geojson", text.encode())
    else:
        rows = table
    _write_rows(folder / "sites.csv", rows)


def write_events(folder: Path, events: Any) -> None:
    """Write events.csv; points of a GeoDataFrame become the columns `lat` and `lon`."""
    table = _table(events, "events")
    if _has_shapes(table):
        degrees = in_degrees(table)
        at = degrees.geometry.representative_point()
        table = degrees.drop(columns=[degrees.geometry.name])
        table["lat"], table["lon"] = at.y.round(_DECIMALS), at.x.round(_DECIMALS)
    _write_rows(folder / "events.csv", table)


def write_layer(folder: Path, ident: str, table: gpd.GeoDataFrame) -> str:
    """Write a GeoDataFrame in degrees into the folder `layers`, and return the name of the file.

    It is GeoJSON, in which dates are texts; very many points go into a FlatGeobuf file when it can hold their
    columns as they are.
    """
    degrees = in_degrees(table)
    columns = as_columns(degrees)
    name = f"layers/{ident}.{'geojson' if columns is None else 'fgb'}"
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = layer_text(degrees).encode() if columns is None else flatgeobuf(columns)
    write_atomically(path, data)
    return name


def layer_text(table: gpd.GeoDataFrame) -> str:
    """Return a table as GeoJSON; what JSON has no word for becomes a text or null."""
    import shapely

    rounded = shapely.set_precision(table.geometry.values, 10**-_DECIMALS, mode="pointwise")
    shapes = shapely.to_geojson(rounded)
    records = json.loads(
        table.drop(columns=[table.geometry.name]).to_json(orient="records", date_format="iso")
    )
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    features = (
        f'{{"type":"Feature","properties":{line},"geometry":{shape or "null"}}}'
        for line, shape in zip(lines, shapes, strict=True)
    )
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def in_degrees(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a table in WGS 84; one that names no system is taken to be in degrees if it can be.

    Raises
    ------
    NoTable
        The table names no system, and its numbers are no degrees.
    """
    if table.crs is not None:
        return table.to_crs(4326)
    west, south, east, north = table.total_bounds
    if len(table) and not (west >= -360 and east <= 360 and south >= -90 and north <= 90):
        raise NoTable(
            Words("The table names no coordinate system, and its numbers are no degrees. Use `set_crs`.")
        )
    return table.set_crs(4326)


def is_geo(value: object) -> bool:
    """Whether a value is a GeoDataFrame, without loading geopandas for it."""
    return any(kind.__name__ == "GeoDataFrame" for kind in type(value).__mro__)


def ids_of(value: Any) -> list[str]:
    """Return the ids that a list names, or those of a table's rows."""
    if hasattr(value, "columns"):
        return [str(ident) for ident in with_ids(value)["id"]]
    return [value] if isinstance(value, str) else [str(ident) for ident in value]


def _table(value: Any, name: str) -> pd.DataFrame:
    if not hasattr(value, "columns"):
        raise NoTable(Words("`{name}` is no table of pandas or geopandas.", name=name))
    return value.copy()


def _has_shapes(table: Any) -> bool:
    return is_geo(table) and table.active_geometry_name is not None


def _names(table: Any) -> list[str]:
    return [name for name in ("name",) if name in table.columns]


def with_ids(table: Any) -> Any:
    """Return the table with the column `id`, made of `name` or `title` as the readers of files make it."""
    if "id" in table.columns:
        return table
    table, taken, ids = table.copy(), set[str](), []
    column = next((name for name in ("name", "title") if name in table.columns), None)
    for at in range(len(table)):
        base = (slug(str(table[column].iloc[at])) if column else "") or f"row-{at + 1}"
        ident, count = base, 1
        while ident in taken:
            count += 1
            ident = f"{base[:58]}-{count}"
        taken.add(ident)
        ids.append(ident)
    table.insert(0, "id", ids)
    return table


def _write_rows(path: Path, table: pd.DataFrame) -> None:
    rows = with_ids(table)
    for column in rows.columns:  # a column of years with a gap would come out as 1968.0
        if rows[column].dtype.kind == "f" and column not in ("lat", "lon"):
            whole = rows[column].dropna()
            if len(whole) and (whole % 1 == 0).all():
                rows[column] = rows[column].astype("Int64")
    write_atomically(path, rows.to_csv(index=False, lineterminator="\n").encode())
