"""Adds up every tile of every zoom of large event sets: no row may be lost at any of them.

`python tests/tiles/measure_counts.py 1000000 5000000` cuts the synthetic air operations with the sizes that
the product has (the tests cut small sets with small ones), decodes all tiles, and compares the counts by
month and category with those that pandas finds in the table. It fails when one differs.
"""

import argparse
import gzip
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from pmtiles.reader import MmapSource, all_tiles

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from storymap.model import EventSet, Text  # noqa: E402  (the path comes first)
from storymap.tiles.engines import Local  # noqa: E402
from storymap.tiles.events.encoding import CELLS, read_tile  # noqa: E402
from storymap.tiles.events.making import make_event_tiles  # noqa: E402
from tests.tiles.air_operations import TYPES, pieces, write  # noqa: E402

WANTED = EventSet("missions", Text.of({"en": "Missions"}), "", "lon", "lat", "date", "type")
CATEGORIES = sorted(TYPES)
FIRST = np.datetime64("1965-01", "M")
MONTHS = 12 * 12


def expected(rows: int) -> np.ndarray:
    """Return the good rows of the table by month and category, as pandas reads it."""
    total = np.zeros((MONTHS, len(CATEGORIES)), np.int64)
    for table in pieces(rows):
        frame = table.to_pandas()
        lon, lat = (pd.to_numeric(frame[name], errors="coerce") for name in ("lon", "lat"))
        day = pd.to_datetime(frame["date"], errors="coerce", format="%Y-%m-%d")
        good = lon.between(-180, 180) & lat.between(-85, 85) & day.notna()
        month = (day[good].dt.year - 1965) * 12 + day[good].dt.month - 1
        np.add.at(total, (month.to_numpy(int), np.searchsorted(CATEGORIES, frame["type"][good])), 1)
    return total


def tile_counts(archive: Path, summary: dict) -> tuple[dict[int, np.ndarray], dict[int, np.ndarray], int]:
    """Return counts from tiles of cells and from tiles of rows, by zoom, and how many tiles there are."""
    cells: dict[int, np.ndarray] = {}
    rows: dict[int, np.ndarray] = {}
    names = np.searchsorted(CATEGORIES, summary["tiles"]["categories"])
    first = np.datetime64(summary["tiles"]["first_month"], "M")
    number = 0
    with archive.open("rb") as file:
        for (zoom, _, _), data in all_tiles(MmapSource(file)):
            kind, _, columns = read_tile(gzip.decompress(data))
            nothing = np.zeros((MONTHS, len(CATEGORIES)), int)
            into = (cells if kind == CELLS else rows).setdefault(zoom, nothing)
            if kind == CELLS:
                month, category, count = (np.asarray(column, int) for column in columns[1:4])
                month = month + int((first - FIRST).astype(int))
            else:
                days = first.astype("datetime64[D]") + np.asarray(columns[2], int)
                month = (days.astype("datetime64[M]") - FIRST).astype(int)
                category, count = np.asarray(columns[4], int), 1
            np.add.at(into, (month, names[category]), count)
            number += 1
    return cells, rows, number


def check(rows: int) -> None:
    """Cut, decode and compare one set, and print its line."""
    begin = time.process_time()
    with tempfile.TemporaryDirectory() as home:
        table = write(rows, Path(home) / "missions.csv")
        report = make_event_tiles(WANTED, (), Path(home), Local(), data=str(table))
        cells, leaves, number = tile_counts(report.archive, report.summary)
    right = expected(rows)
    low, high = report.summary["tiles"]["zooms"]
    above = np.zeros_like(right)
    for zoom in range(low, high + 1):
        above += leaves.get(zoom, 0)
        found = above + cells.get(zoom, 0)
        assert (found == right).all(), f"zoom {zoom}: {found.sum():,} of {right.sum():,} rows"
    print(f"| {rows:,} | {right.sum():,} | {number:,} | {low}–{high} | all the same "
          f"| {time.process_time() - begin:.0f} |", flush=True)  # fmt: skip


def main() -> None:
    """Check the sizes that were named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=[1_000_000, 5_000_000])
    print("| rows | drawn | tiles | zooms | by month and category | processor seconds |")
    print("|---|---|---|---|---|---|")
    for rows in parser.parse_args().rows:
        check(rows)


if __name__ == "__main__":
    main()
