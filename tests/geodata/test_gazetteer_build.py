import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from storymap.gazetteer import open_gazetteer
from storymap.paths import geodata_dir

REBUILD = """
import json, sys
from pathlib import Path
from build.gazetteer_database import write
from build.gazetteer_record import CODE, PRIMARY, Record
records = []
for row in json.loads(sys.argv[1]):
    names = row.pop("names")
    record = Record(**row)
    for name, how in names.items():
        record.call(name, how)
    records.append(record)
write(Path(sys.argv[2]), records, {r.code: tuple(r.units) for r in records})
"""


def region(
    code: str, name: str, lon: float, lat: float, kind: str = "region", **more: object
) -> dict[str, object]:
    return {"code": code, "name": name, "lon": lon, "lat": lat, "kind": kind, "country": "VN",
            "source": "a test", "names": {name: 0}, **more}  # fmt: skip


RECORDS = [
    region("ne:VNM-489", "Quảng Trị", 106.9314, 16.7677, weight=4.9, until="2025-06"),
    region("gn1:VN.44", "Quảng Trị", 106.7858, 17.1034, weight=4.6, since="2025-07"),
    region("gn:12261368", "Quảng Trị", 107.1828, 16.7508, "town", weight=4.4, population=23_356,
           units=["ne:VNM-489", "gn1:VN.44"]),
    region("oa:VVTX", "Quang Tri Airport", 107.2, 16.8, "airport", weight=2.5, units=["ne:VNM-489"]),
]  # fmt: skip


def rebuild(target: Path) -> str:
    command = [sys.executable, "-c", REBUILD, json.dumps(RECORDS), str(target)]
    subprocess.run(command, cwd=geodata_dir(), check=True, timeout=60)
    return hashlib.sha256(target.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    rebuild(target)
    return target


def test_the_same_records_give_the_same_bytes(built: Path, tmp_path: Path):
    assert rebuild(tmp_path / "again.sqlite") == hashlib.sha256(built.read_bytes()).hexdigest()


def test_a_small_region_rebuilt_answers_as_the_shipped_file_does(built: Path):
    small, shipped = open_gazetteer(built), open_gazetteer()
    for query in ("tỉnh Quảng Trị", "thị xã Quang Tri, Quảng Trị"):
        mine, theirs = small.find(query)[0].place, shipped.find(query)[0].place
        assert (mine.country, round(mine.lon, 1), round(mine.lat, 1)) == (
            theirs.country, round(theirs.lon, 1), round(theirs.lat, 1),
        )  # fmt: skip


def test_a_town_of_viet_nam_shows_the_province_that_stories_of_earlier_years_need(built: Path):
    town = open_gazetteer(built).by_id("gn:12261368")
    assert town is not None
    assert town.parent == "Quảng Trị"


def test_the_curated_places_have_a_source_each_and_a_place_on_the_globe():
    with (geodata_dir() / "gazetteer" / "places.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["source"].strip()
        assert abs(float(row["lat"])) <= 90
        assert abs(float(row["lon"])) <= 180
