"""Measures event tiles on one and on two Dask workers, which are processes of one thread each, in one run.

`python tests/tiles/measure_engines.py 2000000` cuts the synthetic air operations on a cluster of one worker,
then of two, each `--runs` times in turn, and prints rows per second and processor seconds: of the process
that gives out the work (a serial share, which no worker shortens) and of the workers. The archives must be
the same. On a busy machine two workers can't be twice as fast; the processor seconds tell what they could be.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from distributed import LocalCluster  # noqa: E402  (the path comes first)

from storymap.model import EventSet, Text  # noqa: E402
from storymap.tiles.engines import Dask  # noqa: E402
from storymap.tiles.events.making import make_event_tiles  # noqa: E402
from tests.tiles.air_operations import pieces  # noqa: E402

WANTED = EventSet("missions", Text.of({"en": "Missions"}), "data", "lon", "lat", "date", "type")


def used() -> float:
    """Return the processor seconds of the process that asks."""
    return time.process_time()


def cut(folder: Path, workers: int, wanted: EventSet) -> tuple[float, float, float, bytes]:
    """Cut the set; return seconds, processor seconds here and of the workers, and the archive."""
    address = {"n_workers": workers, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**address) as cluster:
        engine = Dask(cluster.scheduler_address)
        engine._client.run(__import__, "storymap.tiles.events.making")
        before = sum(engine._client.run(used).values())
        clock, own = time.perf_counter(), time.process_time()
        report = make_event_tiles(wanted, (), folder, engine)
        clock, own = time.perf_counter() - clock, time.process_time() - own
        theirs = sum(engine._client.run(used).values()) - before
        engine.close()
    return clock, own, theirs, report.archive.read_bytes()


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=2_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--areas", type=Path, help="join the rows to these areas as well")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").mkdir()
        for number, table in enumerate(pieces(given.rows)):
            import pyarrow.csv

            pyarrow.csv.write_csv(table, folder / "data" / f"{number:04d}.csv")
        wanted = WANTED
        if given.areas:
            target = folder / given.areas.name
            target.write_bytes(given.areas.read_bytes())
            from dataclasses import replace

            wanted = replace(WANTED, areas=target.name)
        found = {workers: [] for workers in (1, 2)}
        for _ in range(given.runs):
            for workers in found:
                found[workers].append(cut(folder, workers, wanted))
    assert len({run[3] for runs in found.values() for run in runs}) == 1, "the archives differ"
    rates = {}
    print("| workers | rows/s | seconds | processor s giving out | processor s of the workers | load |")
    print("|---|---|---|---|---|---|")
    for workers, runs in found.items():
        clock, own, theirs = (statistics.median(run[at] for run in runs) for at in range(3))
        rates[workers] = given.rows / clock
        print(f"| {workers} | {rates[workers]:,.0f} | {clock:.1f} | {own:.1f} | {theirs:.1f} "
              f"| {os.getloadavg()[0]:.1f} |")  # fmt: skip
    print(f"\ntwo workers / one: {rates[2] / rates[1]:.2f}")


if __name__ == "__main__":
    main()
