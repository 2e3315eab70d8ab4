"""A synthetic table of the shape of the air operations in Viet Nam, the same for the same seed.

`python tests/tiles/air_operations.py 1000000 missions.csv` writes it; `.parquet` gives the same columns.
Positions cluster around places, dates run from 1965 to 1975, and every 2,000th row or so is bad.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

PIECE = 250_000
TYPES = (
    "STRIKE",
    "CLOSE AIR SUPPORT",
    "INTERDICTION",
    "RECONNAISSANCE",
    "AIRLIFT",
    "ESCORT",
    "DEFOLIATION",
    "OTHER",
)
COUNTRIES = ("UNITED STATES OF AMERICA", "VIETNAM (SOUTH)", "LAOS", "AUSTRALIA", "KOREA (SOUTH)")
SCHEMA = pa.schema(
    [
        ("lon", pa.string()),
        ("lat", pa.string()),
        ("date", pa.string()),
        ("type", pa.string()),
        ("country", pa.string()),
        ("weight", pa.int32()),
    ]
)
FIRST, LAST = np.datetime64("1965-01-01"), np.datetime64("1975-05-01")


def _clusters() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the middles (lon, lat) and weights of the places around which rows lie."""
    random = np.random.default_rng(1965)
    lon = np.concatenate([random.uniform(103.5, 109, 350), random.normal(106.9, 0.4, 50)])
    lat = np.concatenate([random.uniform(9, 21.5, 350), random.normal(16.8, 0.3, 50)])
    weight = random.pareto(1.1, 400) + 0.05
    return lon, lat, weight / weight.sum()


def piece(number: int, rows: int = PIECE) -> pa.Table:
    """Return one piece of the table; every piece has rows of its own."""
    random = np.random.default_rng([1973, number])
    lons, lats, weights = _clusters()
    at = random.choice(len(lons), rows, p=weights)
    spread = np.where(random.random(rows) < 0.15, 0.5, 0.06)
    lon = np.round(lons[at] + random.normal(0, 1, rows) * spread, 5)
    lat = np.round(lats[at] + random.normal(0, 1, rows) * spread, 5)
    day = FIRST + (random.beta(2.2, 2.6, rows) * (LAST - FIRST).astype(int)).astype(int)
    table = pa.table(
        {
            "lon": pa.array(lon).cast(pa.string()),
            "lat": pa.array(lat).cast(pa.string()),
            "date": pa.array(np.datetime_as_string(day.astype("datetime64[D]"))),
            "type": pa.DictionaryArray.from_arrays(
                random.choice(len(TYPES), rows, p=(0.4, 0.2, 0.15, 0.1, 0.07, 0.05, 0.01, 0.02)).astype(
                    "int8"
                ),
                pa.array(TYPES),
            ).cast(pa.string()),
            "country": pa.DictionaryArray.from_arrays(
                random.choice(len(COUNTRIES), rows, p=(0.8, 0.12, 0.03, 0.02, 0.03)).astype("int8"),
                pa.array(COUNTRIES),
            ).cast(pa.string()),
            "weight": pa.array((random.integers(1, 40, rows) * 250).astype("int32")),
        }
    ).cast(SCHEMA)
    return _spoil(table, random)


def _spoil(table: pa.Table, random: np.random.Generator) -> pa.Table:
    """Return the table with some bad values, as such tables have them."""
    kinds = random.choice(5, len(table), p=(0.9995, 0.0002, 0.0001, 0.0001, 0.0001))
    for kind, column, bad in ((1, "lon", ""), (2, "lat", "93.5"), (3, "date", "sometime"), (4, "lat", "n/a")):
        values = np.where(kinds == kind, bad, table[column].to_numpy(zero_copy_only=False))
        table = table.set_column(table.schema.get_field_index(column), column, pa.array(values, pa.string()))
    return table


def pieces(rows: int) -> Iterator[pa.Table]:
    """Return the table of `rows` rows piece by piece."""
    for number, begin in enumerate(range(0, rows, PIECE)):
        yield piece(number, min(PIECE, rows - begin))


def write(rows: int, path: Path) -> Path:
    """Write the table as CSV or Parquet, by the ending."""
    if path.suffix == ".parquet":
        with pa.parquet.ParquetWriter(path, SCHEMA, compression="zstd") as parquet:
            for table in pieces(rows):
                parquet.write_table(table)
    else:
        with pa.csv.CSVWriter(str(path), SCHEMA) as csv:
            for table in pieces(rows):
                csv.write_table(table)
    return path


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
