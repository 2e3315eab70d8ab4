"""Large files in little memory: what is too large is a clear problem, and the rest of the story shows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import geopandas
import numpy as np
import shapely

READ = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_DATA, (600 * 2**20, 600 * 2**20))
from pathlib import Path
from storymap.document import build_document
from storymap.storage import load
loaded = load(Path(sys.argv[1]))
document = build_document(loaded.story)
features = document["layers"][0]["data"]["features"]
print(json.dumps({
    "problems": [(str(one.severity), one.file, one.message, one.hint) for one in loaded.problems],
    "features": {layer["id"]: len(layer["data"]["features"]) for layer in document["layers"]},
    "positions": sum(len(one["geometry"]["coordinates"][0]) for one in features),
}))
"""
STORY = """
title: Large files
layers:
  - {id: real, title: Real, data: layers/real.gpkg}
  - {id: huge, title: Huge, data: layers/huge.gpkg}
  - {id: wide, title: Wide, data: layers/wide.geojson}
  - {id: shape, title: Shape, data: layers/shape.shp}
chapters: [one]
"""


def coast(number: int, points: int) -> shapely.Polygon:
    """A round area whose edge is as ragged as a coast."""
    turns = np.linspace(0, 2 * np.pi, points, endpoint=False)
    reach = 0.4 + np.random.default_rng(number).normal(0, 0.0005, points)
    x, y = divmod(number, 10)
    return shapely.Polygon(np.column_stack([100 + x + reach * np.cos(turns), 8 + y + reach * np.sin(turns)]))


def test_a_gigabyte_is_told_at_once_and_the_rest_of_the_story_shows(tmp_path: Path) -> None:
    (tmp_path / "layers").mkdir()
    (tmp_path / "chapters").mkdir()
    (tmp_path / "story.yaml").write_text(STORY)
    (tmp_path / "chapters" / "one.md").write_text(
        "---\ntitle: One\nlayers: [real, huge, wide, shape]\n---\nText.\n"
    )
    frame = geopandas.GeoDataFrame(geometry=[coast(number, 6000) for number in range(100)], crs=4326)
    frame.to_crs(32648).to_file(tmp_path / "layers" / "real.gpkg")
    for name, start in (
        ("huge.gpkg", b"SQLite format 3\0"),
        ("wide.geojson", b'{"type": "FeatureCollection", "features": ['),
        ("shape.shp", b"\0\0\x27\x0a"),
    ):
        with (tmp_path / "layers" / name).open("wb") as file:
            file.write(start)
            file.truncate(1024**3)  # a gigabyte that takes no room
    done = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path)], capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "STORYMAP_CACHE": str(tmp_path / "cache")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)
    too_large = ["error", "the file is larger than 50 MB", "Split it, or make it simpler."]
    told = {
        file: [severity, message, hint]
        for severity, file, message, hint in said["problems"]
        if severity == "error" and file.startswith("layers/")
    }
    assert told == {
        "layers/huge.gpkg": too_large,
        "layers/wide.geojson": too_large,
        "layers/shape.shp": too_large,
    }
    assert said["features"] == {"real": 100, "huge": 0, "wide": 0, "shape": 0}
    assert 10_000 < said["positions"] < 400_000  # of 600,000: as fine as the view needs
