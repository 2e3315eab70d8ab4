"""Countries and territories: label points of Natural Earth, names of CLDR in all its languages."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers

from build.gazetteer_record import CODE, DEMONYM, OTHER, PRIMARY, Record, size
from build.shapes import NATURAL_EARTH, read

ENGLISH = ("name", "name_long", "formal_en", "name_en", "admin", "brk_name")


def _cldr_names(code: str) -> set[str]:
    found = set()
    for identifier in locale_identifiers():
        name = Locale.parse(identifier).territories.get(code)
        if name:
            found.add(name)
            found.add(name.split(" (")[0])
    return found


def _curated(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "countries.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: row for row in csv.DictReader(handle)}


def _call_english(record: Record, row: Any) -> None:
    for column in ENGLISH:
        record.call(getattr(row, column, ""), PRIMARY)


def _call(record: Record, row: Any, own: dict[str, str]) -> None:
    _call_english(record, row)
    for name in sorted(_cldr_names(record.country)):
        record.call(name, OTHER)
    record.call(record.name, PRIMARY)
    for code in (row.iso_a2_eh, row.iso_a3_eh, row.abbrev):
        record.call(code, CODE)
    for name in filter(None, own.get("names", "").split("|")):
        record.call(name, PRIMARY)
    for name in filter(None, own.get("demonyms", "").split("|")):
        record.call(name, DEMONYM)


def _dependency(row: Any) -> Record:
    """Return an outlying territory that has no ISO code of its own, by its own name."""
    population = max(int(row.pop_est), 0)
    record = Record(
        f"ne:{row.adm0_a3}", row.name_en, row.label_x, row.label_y, "country", row.iso_a2_eh,
        "Natural Earth", population, size(population),
    )  # fmt: skip
    _call_english(record, row)
    record.call(record.name, PRIMARY)
    return record


def countries(naturalearth: Path, curated: Path) -> Iterator[Record]:
    """Yield every country and territory that ISO 3166 has a code for."""
    english = Locale("en").territories
    own = _curated(curated)
    frame = read(naturalearth / NATURAL_EARTH, "cultural/ne_10m_admin_0_countries")
    largest = frame.groupby("iso_a2_eh")["pop_est"].max()
    for row in frame.sort_values(["iso_a2_eh", "adm0_a3"], kind="stable").itertuples():
        code = row.iso_a2_eh
        if code not in english or row.type in ("Indeterminate", "Lease"):
            continue
        if row.pop_est < largest[code]:
            yield _dependency(row)
            continue
        mine = own.get(code, {})
        lon, lat = (mine["lon"], mine["lat"]) if mine.get("lon") else (row.label_x, row.label_y)
        population = max(int(row.pop_est), 0)
        record = Record(
            f"ne:{row.adm0_a3}", english[code].split(" (")[0], float(lon), float(lat), "country", code,
            "Natural Earth; Unicode CLDR", population, size(population) + 1.0,
        )  # fmt: skip
        _call(record, row, mine)
        yield record
