"""Checks the places set by hand against other works: `python geodata/build_check.py [--cache FOLDER]`.

It reads `references.csv` beside each table, measures how far apart the two positions are, and writes the
column `checked`. It ends with 1 where a place lies further off than it may.
"""

import argparse
import csv
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from build.references import References
from build.sources import SOURCES, fetch

HERE = Path(__file__).resolve().parent
NEEDED = ("airports", "geonames", "naturalearth", "magics", "regions")
REACH_KM = {
    "poi": 1.0, "airport": 3.0, "airbase": 3.0, "city": 5.0, "town": 5.0, "district": 15.0, "region": 60.0,
    "island": 100.0, "water": 250.0, "mountains": 250.0, "area": 300.0, "ocean": 2000.0, "continent": 1500.0,
}  # fmt: skip
"""How far a place of a kind may lie from another work's position, unless its row says otherwise."""

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Table:
    """A table of positions, the column that names a row, and the column that says how far it may be off."""

    path: Path
    name: str
    reach: str

    def reach_km(self, row: dict[str, str]) -> float:
        """Return how far the row's position may lie from another work's."""
        return float(row[self.reach] or REACH_KM[row["kind"]])


TABLES = (
    Table(HERE / "gazetteer" / "places.csv", "id", "reach_km"),
    Table(HERE.parent / "tests" / "gazetteer" / "queries.csv", "query", "tolerance_km"),
)


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _write(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _verdict(row: dict[str, str], keys: Rows, references: References, table: Table) -> tuple[str, list[str]]:
    """Return what to write of a row, and the works that put it too far away."""
    lon, lat = float(row["lon"]), float(row["lat"])
    near, far = [], []
    for key in keys:
        given = (float(key["lon"]), float(key["lat"])) if key["lon"] else None
        try:
            reference = references.find(key["key"], given, lon, lat)
        except LookupError as error:
            raise LookupError(f"references.csv: {key['place']}: {key['key']}: {error}") from error
        reach = table.reach_km(row) if reference.reach_km is None else reference.reach_km
        said = f"{reference.work}: {reference.km:.1f} km"
        (near if reference.km <= reach else far).append(said)
    return ("" if far else "; ".join(near)), far


def check(table: Table, references: References) -> int:
    """Write the column `checked` of one table, tell what was found, and return how many places are off."""
    rows, by_row = _read(table.path), defaultdict(list)
    for key in _read(table.path.with_name("references.csv")):
        by_row[key["place"]].append(key)
    off = 0
    for row in rows:
        if not row["lat"]:
            continue
        keys = by_row.pop(row[table.name], [])
        row["checked"], far = _verdict(row, keys, references, table)
        for said in far:
            print(f"{table.path.name}: {row[table.name]}: {said} off")
        off += bool(far)
    if by_row:
        raise LookupError(f"{table.path.name} has no row for {', '.join(by_row)}")
    _write(table.path, rows)
    done = sum(bool(row["checked"]) for row in rows)
    rest = len(rows) - done - off
    print(f"{table.path.name}: {done} of {len(rows)} checked, {off} too far off, {rest} not checked")
    return off


def main() -> None:
    """Fetch the packages and check every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, help="folder that keeps the source packages")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        cache = (options.cache or Path(scratch)).resolve()
        cache.mkdir(parents=True, exist_ok=True)
        unpacked = {source.key: fetch(source, cache) for source in SOURCES if source.key in NEEDED}
        references = References(unpacked)
        sys.exit(1 if sum([check(table, references) for table in TABLES]) else 0)


if __name__ == "__main__":
    main()
