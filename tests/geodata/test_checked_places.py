"""What is said to be checked is: the distances are those of the positions as they stand today."""

import csv
import re
from pathlib import Path

import pytest

from storymap.gazetteer import open_gazetteer
from storymap.gazetteer.distance import distance_km
from storymap.paths import geodata_dir

CURATED = geodata_dir() / "gazetteer" / "places.csv"
QUERIES = Path(__file__).parents[1] / "gazetteer" / "queries.csv"
KINDS = {
    "airports and air bases": ("airport", "airbase"),
    "points of interest": ("poi",),
    "cities, towns, districts and former provinces": ("city", "town", "district", "region"),
    "seas, lakes and rivers": ("water",),
    "islands": ("island",),
    "mountains": ("mountains",),
    "regions, continents and oceans": ("area", "continent", "ocean"),
}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def position(key: dict[str, str]) -> tuple[float, float] | None:
    """Return where a reference puts its place, None when only the source packages know."""
    if key["lon"]:
        return float(key["lon"]), float(key["lat"])
    place = open_gazetteer().by_id(key["key"])
    return (place.lon, place.lat) if place else None


@pytest.mark.parametrize(("table", "name"), [(CURATED, "id"), (QUERIES, "query")])
def test_the_distances_are_those_of_today(table: Path, name: str):
    rows = {row[name]: row for row in rows_of(table)}
    compared = 0
    for key in rows_of(table.with_name("references.csv")):
        row, there = rows[key["place"]], position(key)
        if there is None:
            continue
        km = distance_km(float(row["lon"]), float(row["lat"]), *there)
        written = [float(number) for number in re.findall(r": ([\d.]+) km", row["checked"])]
        assert min(abs(km - one) for one in written) < 0.11, key["place"]
        compared += 1
    assert compared > 15


def test_every_truth_of_the_queries_is_checked():
    unchecked = [row["query"] for row in rows_of(QUERIES) if row["lat"] and not row["checked"]]
    assert unchecked == []


def test_a_place_promises_no_more_than_was_checked():
    gazetteer = open_gazetteer()
    for row in rows_of(CURATED):
        place = gazetteer.by_id(f"poi:{row['id']}")
        assert place is not None
        wanted = f"curated; checked against {row['checked']}" if row["checked"] else "curated, not checked; "
        assert place.source.startswith(wanted), row["id"]
        assert (round(place.lon, 3), round(place.lat, 3)) == (
            round(float(row["lon"]), 3), round(float(row["lat"]), 3),
        )  # fmt: skip


def test_the_readme_counts_what_was_checked():
    rows, readme = rows_of(CURATED), (geodata_dir() / "README.md").read_text(encoding="utf-8")
    for words, kinds in KINDS.items():
        all_of_them = [row for row in rows if row["kind"] in kinds]
        done = sum(bool(row["checked"]) for row in all_of_them)
        assert f"| {words} | {done} | {len(all_of_them)} |" in readme
