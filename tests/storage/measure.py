"""Measure stories with large vector files: read for the first time, from the cache, and a gigabyte refused.

    python tests/storage/measure.py
    python tests/storage/measure.py --areas 400 --gigabyte 0.1

Each row is a process of its own, which loads the story and makes its document; processor seconds, and memory
at the peak. `geopandas.read_file` of the same file in the same run is there to compare with.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import geopandas
import numpy as np
import shapely

LOAD = """
import resource, sys
from pathlib import Path
from storymap.document import build_document
from storymap.storage import load
loaded = load(Path(sys.argv[1]))
found = build_document(loaded.story)["layers"]
said = [one.message for one in loaded.problems if one.severity == "error" and one.file.startswith("layers/")]
"""
COMPARED = """
import resource, sys
import geopandas
frame, said, found = geopandas.read_file(sys.argv[1]), [], []
"""
FIGURES = """
used = resource.getrusage(resource.RUSAGE_SELF)
# ru_maxrss also counts what the parent had when it began this process
peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(used.ru_utime + used.ru_stime, int(peak[0]) // 1024,
      sum(len(layer["data"]["features"]) for layer in found), "; ".join(said), sep="|")
"""
POINTS = 480


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--areas", type=int, default=4000)
    parser.add_argument("--gigabyte", type=float, default=1.0, help="how large the file is that is too large")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="storymap-") as own:
        folder = Path(own)
        frame = areas(arguments.areas)
        print(f"{arguments.areas:,} areas, {arguments.areas * POINTS:,} positions\n")
        print("| file | MB | first time, s | MB at the peak | from the cache, s | MB at the peak "
              "| geopandas.read_file, s | MB at the peak |")  # fmt: skip
        print("|---|---|---|---|---|---|---|---|")
        for ending in ("gpkg", "fgb", "geojson"):
            file = story(folder / ending, ending)
            options = {"COORDINATE_PRECISION": "5"} if ending == "geojson" else {}
            frame.to_file(file, **options)
            first, again = taken(LOAD, folder / ending, folder), taken(LOAD, folder / ending, folder)
            other = taken(COMPARED, file, folder)
            assert first[2] == again[2] == str(arguments.areas), "all areas are there"
            cells = [first[0], first[1], again[0], again[1], other[0], other[1]]
            print(f"| {ending} | {file.stat().st_size / 1e6:.0f} | {' | '.join(cells)} |")
        print("\n| too large | GB | s | MB at the peak | what is said |\n|---|---|---|---|---|")
        for ending in ("gpkg", "geojson"):
            file = story(folder / f"huge-{ending}", ending)
            huge(file, frame, int(arguments.gigabyte * 2**30))
            seconds, memory, _, said = taken(LOAD, folder / f"huge-{ending}", folder)
            print(f"| {ending} | {file.stat().st_size / 2**30:.2f} | {seconds} | {memory} | {said} |")
            file.unlink()


def areas(count: int) -> geopandas.GeoDataFrame:
    """Areas with edges as ragged as a coast."""
    turns = np.linspace(0, 2 * np.pi, POINTS, endpoint=False)
    numbers = np.random.default_rng(1)
    found = []
    for number in range(count):
        x, y = divmod(number, 80)
        reach = 0.09 + numbers.normal(0, 0.0005, POINTS)
        edge = np.column_stack([60 + x * 0.2 + reach * np.cos(turns), 8 + y * 0.2 + reach * np.sin(turns)])
        found.append(shapely.Polygon(edge))
    names = [f"Area {number}" for number in range(count)]
    return geopandas.GeoDataFrame({"name": names, "value": range(count)}, geometry=found, crs=4326)


def story(folder: Path, ending: str) -> Path:
    """Write a story with one layer, and return where its file belongs."""
    (folder / "layers").mkdir(parents=True)
    (folder / "chapters").mkdir()
    layer = f"layers:\n  - {{id: areas, title: Areas, data: layers/areas.{ending}}}\n"
    (folder / "story.yaml").write_text(f"title: Large files\n{layer}chapters: [one]\n")
    (folder / "chapters" / "one.md").write_text("---\ntitle: One\nlayers: [areas]\n---\nText.\n")
    return folder / "layers" / f"areas.{ending}"


def huge(file: Path, frame: geopandas.GeoDataFrame, size: int) -> None:
    """Write a file of real areas that has at least this size."""
    if file.suffix == ".gpkg":
        while not file.is_file() or file.stat().st_size < size:
            frame.to_file(file, mode="a" if file.is_file() else "w", layer="areas")
        return
    features = frame.to_json()[:-2].partition('"features": [')[2].encode()
    with file.open("wb") as out:
        out.write(b'{"type": "FeatureCollection", "features": [' + features)
        while out.tell() < size:
            out.write(b", " + features)
        out.write(b"]}")


def taken(program: str, path: Path, home: Path) -> list[str]:
    """Run a program on a path; return its processor seconds, its memory, its features and what it said."""
    done = subprocess.run(
        [sys.executable, "-c", program + FIGURES, str(path)], capture_output=True, text=True, check=True,
        env={**os.environ, "STORYMAP_CACHE": str(home / "cache"), "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    seconds, *rest = done.stdout.strip().split("|")
    return [f"{float(seconds):.1f}", *rest]


if __name__ == "__main__":
    main()
