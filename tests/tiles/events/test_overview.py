"""A drawn map shows as many rows as there are in its window, whatever the zoom."""

import csv
import math
from pathlib import Path

import pytest

from storymap.tiles.events.overview import Overview, Part, Window, overview

WORLD = (0.0, 0.0, 1.0, 1.0)


def window(lon: float, lat: float, zoom: float) -> Window:
    """A frame 1200 pixels wide around a point."""
    x = (lon + 180) / 360
    y = 0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    half = 600 / (256 * 2**zoom)
    return (x - half, y - half * 2 / 3, x + half, y + half * 2 / 3)


def rows(folder: Path) -> list[dict[str, str]]:
    """The rows that can be drawn."""
    with (folder / "data" / "missions.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    bad = ("n/a", "93.5")
    return [row for row in table if row["lon"] and row["date"][:1] == "1" and row["lat"] not in bad]


@pytest.mark.parametrize(
    "part", [Part(), Part("1968-01", "1968-06", ("STRIKE", "CLOSE AIR SUPPORT")), Part(last="1966-12")]
)
@pytest.mark.parametrize("zoom", [4, 8, 12])
def test_the_counts_of_a_window_are_those_of_its_rows(missions_story: Path, part: Part, zoom: int) -> None:
    frame = window(106.9, 16.8, zoom)
    spots = overview(missions_story / "tiles" / "missions.pmtiles", frame, part).spots
    found = sum(count for *_, count in spots)
    left, top, right, bottom = frame
    inside = 0
    for row in rows(missions_story):
        x, y, *_ = window(float(row["lon"]), float(row["lat"]), 30)
        month = row["date"][:7]
        inside += (
            left <= x <= right
            and top <= y <= bottom
            and (part.first or "0") <= month <= (part.last or "9")
            and (not part.categories or row["type"] in part.categories)
        )
    # A cell at the edge is in or out as a whole.
    assert found == pytest.approx(inside, rel=0.1, abs=15)
    assert len(spots) < 3_000
    assert all(100 < lon < 113 and 6 < lat < 25 for lon, lat, _ in spots)


def test_the_whole_world_has_every_row(missions_story: Path) -> None:
    spots = overview(missions_story / "tiles" / "missions.pmtiles", WORLD, Part()).spots
    assert sum(count for *_, count in spots) == len(rows(missions_story)) == 19_989


def test_an_archive_that_cannot_be_read_shows_nothing(missions_story: Path, tmp_path: Path) -> None:
    data = (missions_story / "tiles" / "missions.pmtiles").read_bytes()
    for wrong in (b"", data[:200], data[:127] + bytes(len(data) - 127)):
        (tmp_path / "a.pmtiles").write_bytes(wrong)
        assert overview(tmp_path / "a.pmtiles", WORLD, Part()) == Overview()
    assert overview(tmp_path / "none.pmtiles", WORLD, Part()) == Overview()
