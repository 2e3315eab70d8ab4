"""One piece of a file becomes an Arrow table; positions come as columns or out of the geometries."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import fsspec
import numpy as np
import pyarrow as pa
import pyarrow.csv as pcsv

from storymap.tiles.events.faults import EventSetFault
from storymap.tiles.events.pieces import Piece

LON, LAT = "\0lon", "\0lat"
"""The columns of positions that come out of geometries: no column of an author has such a name."""
GEOMETRIES = ("geometry", "geom", "wkb_geometry")


def read_piece(piece: Piece, columns: tuple[str, ...] | None) -> pa.Table:
    """Return the rows of a piece, of CSV files as texts; with `columns` only these (and positions).

    Raises
    ------
    EventSetFault
        The file can't be read as what its ending says, or lacks a column.
    """
    ending = PurePosixPath(piece.address).suffix.lower()
    try:
        if ending in (".csv", ".tsv", ".gz"):
            table = _csv(piece)
        elif ending in (".parquet", ".geoparquet"):
            table = _parquet(piece)
        else:
            table = _features(piece)
    except (pa.ArrowException, UnicodeDecodeError, RuntimeError, ValueError) as fault:
        raise EventSetFault(f"{_name(piece)} can't be read: {fault}") from None
    table = _with_positions(table)
    if columns is None:
        return table
    missing = [name for name in columns if name not in table.column_names]
    if missing:
        raise EventSetFault(
            f"{_name(piece)} has no column {', '.join(missing)}. It has: "
            f"{', '.join(name for name in table.column_names if name[0] != chr(0))}."
        )
    return table.select([name for name in table.column_names if name in columns or name in (LON, LAT)])


def feature_count(address: str) -> int:
    """Return how many features a FlatGeobuf or GeoPackage file has."""
    import pyogrio

    with _local(address) as path:
        return int(pyogrio.read_info(path, force_feature_count=True)["features"])


def _name(piece: Piece) -> str:
    return PurePosixPath(piece.address).name


def _csv(piece: Piece) -> pa.Table:
    with fsspec.open(piece.address, "rb", compression="infer") as file:
        if piece.end < 0:
            head, body = b"", file.read()
        else:
            head = file.readline()
            body = _lines(file, piece, len(head))
    # A quoted text with a line break in it would be cut in two.
    if body.count(b'"') % 2:
        raise ValueError("a text in quotation marks goes over several lines; write the table as Parquet")
    if not head:
        head, _, body = body.partition(b"\n")
    delimiter = max(b",;\t", key=lambda sign: head.count(sign))
    names = _header(head, chr(delimiter))
    if not body.strip():
        return pa.table({name: pa.array([], pa.string()) for name in names})
    return pcsv.read_csv(
        io.BytesIO(body),
        read_options=pcsv.ReadOptions(column_names=names, block_size=8_000_000, use_threads=False),
        parse_options=pcsv.ParseOptions(delimiter=chr(delimiter)),
        convert_options=pcsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )


def _lines(file: Any, piece: Piece, head: int) -> bytes:
    """Return the lines that begin in a piece; the header is nobody's."""
    begin = max(piece.begin, head)
    file.seek(begin - 1)
    # A line that began before belongs to the piece before.
    skipped = file.readline() if begin > head else file.read(1)
    begin = begin - 1 + len(skipped)
    if begin >= piece.end:
        return b""
    body: bytes = file.read(piece.end - begin)
    return body if body.endswith(b"\n") else body + file.readline()


def _header(head: bytes, delimiter: str) -> list[str]:
    import csv

    names = next(csv.reader([head.decode("utf-8-sig").rstrip("\r\n")], delimiter=delimiter), [])
    return [name.strip() for name in names]


def _parquet(piece: Piece) -> pa.Table:
    import pyarrow.parquet as pq

    with fsspec.open(piece.address, "rb") as file:
        return pq.ParquetFile(file).read_row_group(piece.begin, use_threads=False)


def _features(piece: Piece) -> pa.Table:
    import pyogrio

    with _local(piece.address) as path:
        info = pyogrio.read_info(path)
        if info["crs"] not in (None, "EPSG:4326", "OGC:CRS84"):
            raise ValueError(f"its positions are in {info['crs']}; write it in EPSG:4326")
        window = {"skip_features": piece.begin, "max_features": piece.end - piece.begin}
        if path.lower().endswith(".fgb"):
            # GDAL's Arrow stream of a FlatGeobuf file with a missing geometry holds lengths below 0.
            meta, _, shapes, fields = pyogrio.raw.read(path, **window)
            return pa.table(
                dict(zip(meta["fields"], map(pa.array, fields), strict=True))
                | {GEOMETRIES[0]: pa.array(shapes, pa.binary())}
            )
        table: pa.Table = pyogrio.read_arrow(path, **window)[1]
    return table


@contextlib.contextmanager
def _local(address: str) -> Iterator[str]:
    """Give the path of a file, which for one on another host is that of a copy."""
    if "://" not in address:
        yield address
        return
    with fsspec.open(f"simplecache::{address}", "rb") as file:
        yield file.name


def _with_positions(table: pa.Table) -> pa.Table:
    """Return the table with columns of positions in place of its geometries."""
    name = next((name for name in table.column_names if name.lower() in GEOMETRIES), None)
    if name is None:
        return table
    column = table[name].combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    if pa.types.is_struct(column.type):
        x, y = column.field("x"), column.field("y")
    else:
        import shapely

        shapes = shapely.from_wkb(column.to_numpy(zero_copy_only=False), on_invalid="ignore")
        points = np.where(shapely.get_type_id(shapes) > 0, shapely.centroid(shapes), shapes)
        x, y = pa.array(shapely.get_x(points)), pa.array(shapely.get_y(points))
    return table.drop_columns([name]).append_column(LON, x).append_column(LAT, y)
