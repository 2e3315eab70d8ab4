import gzip
import hashlib
import itertools
import json
import math
import re

import pytest

from storymap.paths import geodata_dir

BASEMAP = geodata_dir() / "basemap"
README = (geodata_dir() / "README.md").read_text(encoding="utf-8")


def outline() -> dict:
    return json.loads((BASEMAP / "outline.json").read_text(encoding="utf-8"))


def decoded(shape: list[int]) -> list[tuple[int, int]]:
    x, y, points = 0, 0, []
    for dx, dy in zip(shape[::2], shape[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def spot(scale: int, lon: float, lat: float) -> tuple[float, float]:
    return scale * (lon + 180) / 360, scale * (0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi))


def test_the_outline_fits_the_budget_of_the_first_paint():
    assert len(gzip.compress((BASEMAP / "outline.json").read_bytes(), 6)) <= 10_000


def test_the_tiles_stay_small_enough_to_ship():
    assert 5_000_000 < (BASEMAP / "world.pmtiles").stat().st_size <= 7_600_000
    assert sum(path.stat().st_size for path in BASEMAP.iterdir()) <= 8_000_000


def test_the_relief_is_one_small_square_picture():
    head = (BASEMAP / "relief.webp").read_bytes()
    width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    assert (head[:4], head[8:16], width, height) == (b"RIFF", b"WEBPVP8 ", 4096, 4096)
    assert len(head) <= 350_000


@pytest.mark.parametrize("kind", ["rings", "lakes"])
def test_every_outline_shape_lies_in_the_square_and_never_jumps_across_it(kind):
    found = outline()
    for shape in found[kind]:
        points = decoded(shape)
        closed = [*points, points[0]]
        assert len(points) >= 3
        assert all(0 <= x <= found["scale"] and 0 <= y <= found["scale"] for x, y in points)
        edges = itertools.pairwise(closed)
        bottom = found["scale"] - 1
        assert all(abs(a[0] - b[0]) < found["scale"] / 2 or min(a[1], b[1]) >= bottom for a, b in edges)


def test_viet_nam_and_the_united_states_are_land_in_the_outline():
    found = outline()
    rings = [decoded(ring) for ring in found["rings"]]
    hanoi, lubbock, pacific = (
        (spot(found["scale"], *at)) for at in ((105.84, 21.02), (-101.86, 33.58), (170, 15))
    )

    def on_land(point: tuple[float, float]) -> bool:
        inside = False
        for ring in rings:
            for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
                if (y0 > point[1]) != (y1 > point[1]) and point[0] < (x1 - x0) * (point[1] - y0) / (
                    y1 - y0
                ) + x0:
                    inside = not inside
        return inside

    assert on_land(hanoi)
    assert on_land(lubbock)
    assert not on_land(pacific)


def test_the_readme_states_the_checksum_of_every_shipped_file():
    stated = dict(re.findall(r"^\| `(basemap/\S+)` \|.*\| `([0-9a-f]{64})` \|", README, re.MULTILINE))
    found = {
        f"basemap/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in BASEMAP.iterdir()
    }
    assert stated == found


def test_the_readme_states_how_disputed_borders_are_treated_and_whom_to_credit():
    for words in ("dashed", "Paracel", "Spratly", "No country is filled", "CC BY 4.0"):
        assert words in README
