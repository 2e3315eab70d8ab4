"""Places that no source package carries: points of interest, wartime names, large regions, seas, rivers."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from build.gazetteer_record import DEMONYM, OTHER, PRIMARY, Record


def curated(folder: Path) -> Iterator[Record]:
    """Yield the rows of `places.csv`; names are parted by `|`, `weight` is in powers of ten like people."""
    with (folder / "places.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            record = Record(
                f"poi:{row['id']}", row["name"], float(row["lon"]), float(row["lat"]), row["kind"],
                row["country"], cited(row), 0, float(row["weight"]),
                row["since"], row["until"], row["parent"],
            )  # fmt: skip
            record.call(row["name"], PRIMARY)
            for name in row["names"].split("|"):
                record.call(name, PRIMARY)
            for name in row["other_names"].split("|"):
                record.call(name, OTHER)
            for name in row["demonyms"].split("|"):
                record.call(name, DEMONYM)
            yield record


def cited(row: dict[str, str]) -> str:
    """Return what may be said of where a place's position comes from: set by hand, and checked or not."""
    if row["checked"]:
        return f"curated; checked against {row['checked']}"
    see = "" if row["source"].startswith("label point") else "see "
    return f"curated, not checked; {see}{row['source']}"


def mend(folder: Path, records: Iterable[Record]) -> None:
    """Apply `aliases.csv`: further names and better label points for records of the source packages."""
    by_code = {record.code: record for record in records}
    with (folder / "aliases.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            record = by_code[row["id"]]
            if row["lon"]:
                record.lon, record.lat = float(row["lon"]), float(row["lat"])
            record.name = row["name"] or record.name
            for name in (record.name, *row["names"].split("|")):
                record.call(name, PRIMARY)
