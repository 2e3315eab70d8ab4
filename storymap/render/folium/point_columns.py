"""Very many points of a notebook's table in a file that keeps their columns, gaps and all."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from storymap.model.points import MANY_POINTS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

_EXACT = 2**53
"""Whole numbers up to here come back from a column with gaps as they were; it is read as doubles."""


def as_columns(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame | None:
    """Return a table of very many points with columns of types that FlatGeobuf has too.

    The answer is None when there are few points, other shapes, or values that would come back as others.
    """
    names = [name for name in table.columns if name != table.active_geometry_name]
    if len(table) < MANY_POINTS or not (table.geom_type == "Point").all():
        return None
    if not table.columns.is_unique or not all(isinstance(name, str) for name in names):
        return None
    columns = {name: _kept(table[name]) for name in names}
    if any(column is None for column in columns.values()):
        return None
    return table.assign(**columns)


def flatgeobuf(table: gpd.GeoDataFrame) -> bytes:
    """Return a table as FlatGeobuf, its rows in their order."""
    import pyogrio

    with tempfile.TemporaryDirectory(prefix="storymap-") as own:
        path = Path(own, "layer.fgb")
        pyogrio.write_dataframe(table, path, driver="FlatGeobuf", SPATIAL_INDEX="NO")  # keeps the order
        return path.read_bytes()


def _kept(column: pd.Series) -> pd.Series | None:
    """Return a column as the file can hold it: numbers, truth, plain dates and texts, each with gaps."""
    import numpy as np
    import pandas as pd
    from pandas.api.types import infer_dtype

    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(column.cat.categories.dtype if not column.hasnans else object)
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iufbM":
        return None if column.dtype == np.dtype("uint64") else column
    match infer_dtype(column, skipna=True):
        case "string" | "empty":
            return column.astype(object).where(column.notna(), None)
        case "boolean":
            return column.astype("boolean")
        case "floating":
            return column.astype("Float64").astype("float64")
        case "integer":
            return _whole(column)
    return None


def _whole(column: pd.Series) -> pd.Series | None:
    whole = column.dropna()
    limit = _EXACT if len(whole) < len(column) else 2**63 - 1
    return column.astype("Int64") if all(abs(int(value)) <= limit for value in whole) else None
