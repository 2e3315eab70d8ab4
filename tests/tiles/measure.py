"""Measures tiles and joins of large event sets, side by side with what a user would take instead.

`python tests/tiles/measure.py tiles 1000000` cuts the synthetic air operations into tiles; with
`--tippecanoe PATH` tippecanoe cuts the same input. `join 10000000 provinces.geojson` joins points to areas
beside plain geopandas and SedonaDB. Each is a process of its own, so that processor seconds and peak memory
are its own.
It asserts only that results are the same; `docs/performance.md` keeps the figures with date and command.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from tests.tiles.air_operations import pieces, write  # noqa: E402  (the path comes first)

KINDS = ("geopandas", "ours", "sedonadb", "ours with sedonadb")
Figures = tuple[float, float, str]
"""Processor seconds, peak memory in MB, and what was printed."""


def process(arguments: list[str]) -> Figures:
    """Run a program and return what it took."""
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=sys.stderr, text=True) as running:
        assert running.stdout is not None
        out = running.stdout.read()
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0, arguments
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, out.strip()


def heading() -> None:
    """Print the first lines of the table."""
    print("| what | processor seconds | peak memory, MB | more |\n|---|---|---|---|")


def row(name: str, figures: Figures, more: str = "") -> None:
    """Print one line of the table."""
    print(f"| {name} | {figures[0]:.1f} | {figures[1]:.0f} | {more} |", flush=True)


def tiles(rows: int, tippecanoe: str) -> None:
    """Cut the set into tiles."""
    heading()
    with tempfile.TemporaryDirectory() as home:
        table = write(rows, Path(home) / "missions.csv")
        ours = process([sys.executable, __file__, "--one", "cut", str(table)])
        row(f"storymap tiles, {rows:,} rows", ours, f"{float(ours[2]) / rows:.1f} bytes a row")
        if tippecanoe:
            target = Path(home) / "t.pmtiles"
            theirs = process([
                tippecanoe, "-q", "-o", str(target), "-z12", "-r1", "--cluster-distance=10",
                "--cluster-maxzoom=11", "--accumulate-attribute=weight:sum", "--no-feature-limit",
                "--no-tile-size-limit", "-l", "missions", str(table),
            ])  # fmt: skip
            size, ratio = target.stat().st_size / rows, theirs[0] / ours[0]
            row("tippecanoe, clustering", theirs, f"{size:.1f} bytes a row, {ratio:.1f} × ours")


def cut(table: Path) -> None:
    """Cut one table in this process and print the archive's size."""
    from storymap.model import EventSet, Text
    from storymap.tiles.engines import Local
    from storymap.tiles.events.making import make_event_tiles

    wanted = EventSet("missions", Text.of({"en": "Missions"}), "", "lon", "lat", "date", "type")
    report = make_event_tiles(wanted, (), table.parent, Local(), data=str(table))
    print(report.archive.stat().st_size)


def points(rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the good positions of the set."""
    lon, lat = [], []
    for table in pieces(rows):
        x, y = (pd.to_numeric(table[name].to_pandas(), errors="coerce").to_numpy() for name in ("lon", "lat"))
        good = np.isfinite(x) & np.isfinite(y)
        lon.append(x[good])
        lat.append(y[good])
    return np.concatenate(lon), np.concatenate(lat)


def made_areas(path: Path) -> Path:
    """Write 4,596 areas without gaps, always the same, where no file of provinces is named."""
    import geopandas
    import shapely

    random = np.random.default_rng(4596)
    seeds = shapely.MultiPoint(random.uniform((90, 0), (120, 30), (4596, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=shapely.box(90, 0, 120, 30)))
    geopandas.GeoDataFrame(geometry=shapely.segmentize(cells, 0.01), crs=4326).to_file(path)
    return path


def join(rows: int, areas: Path | None) -> None:
    """Join points to areas, ours beside geopandas in batches."""
    heading()
    with tempfile.TemporaryDirectory() as home:
        areas = areas or made_areas(Path(home) / "areas.fgb")
        np.save(Path(home) / "points.npy", np.stack(points(rows)))
        found = {}
        for kind in KINDS if importlib.util.find_spec("sedonadb") else KINDS[:2]:
            found[kind] = process([sys.executable, __file__, "--one", kind, home, str(areas)])
            row(f"{kind}, {rows:,} points", found[kind], found[kind][2])
    assert len({figures[2].split()[0] for figures in found.values()}) == 1, "the joins differ"
    for ours, other in (("ours", "geopandas"), ("ours with sedonadb", "sedonadb")):
        if other in found:
            print(f"{ours} / {other}: {found[ours][0] / found[other][0]:.2f}")


def sedona(frame: Any) -> Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Return the join as a user of SedonaDB writes it."""
    import pyarrow as pa
    import sedonadb

    base = sedonadb.connect()
    areas = {"area": np.arange(len(frame)), "shape": pa.array(frame.geometry.to_wkb(), pa.binary())}
    base.create_data_frame(pa.table(areas)).to_view("areas")

    def pairs(lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        points = pa.table({"point": np.arange(len(lon)), "x": lon, "y": lat})
        base.create_data_frame(points).to_view("points", overwrite=True)
        found = pa.table(base.sql(
            "SELECT point, area FROM points JOIN areas "
            "ON ST_Intersects(ST_Point(x, y), ST_GeomFromWKB(shape))"
        ))  # fmt: skip
        return found["point"].to_numpy(), found["area"].to_numpy()

    return pairs


def joined(kind: str, home: Path, areas: Path) -> None:
    """Join in this process and print a sum that tells results apart."""
    import geopandas

    from storymap.tiles.events.areas import BATCH, Areas

    lon, lat = np.load(home / "points.npy", mmap_mode="r")
    frame = geopandas.read_file(areas)[["geometry"]]
    index = Areas(frame.geometry, sedona=kind != "ours") if "ours" in kind else None
    base = sedona(frame) if kind == "sedonadb" else None
    total, count = 0, 0
    begin = time.process_time()
    for start in range(0, len(lon), BATCH):
        x, y = np.array(lon[start : start + BATCH]), np.array(lat[start : start + BATCH])
        if base is not None:
            at, area = base(x, y)
        elif index is None:
            batch = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y), crs=frame.crs)
            pairs = geopandas.sjoin(batch, frame)
            at, area = pairs.index.to_numpy(), pairs["index_right"].to_numpy()
        else:
            at, area = index.pairs(x, y)
        total += int(((at + start + 1) * (area + 7)).sum() % 1_000_000_007)
        count += len(at)
    print(f"{count}:{total} in {time.process_time() - begin:.1f} s of the join alone")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["tiles", "join", "cut", *KINDS])
    parser.add_argument("rows")
    parser.add_argument("areas", nargs="?", type=Path)
    parser.add_argument("--tippecanoe", default="", metavar="PATH")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    act: Callable[[], None] = {
        "tiles": lambda: tiles(int(given.rows), given.tippecanoe),
        "join": lambda: join(int(given.rows), given.areas),
        "cut": lambda: cut(Path(given.rows)),
    }.get(given.what, lambda: joined(given.what, Path(given.rows), given.areas))
    act()


if __name__ == "__main__":
    main()
