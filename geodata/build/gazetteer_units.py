"""First- and second-level units: Natural Earth's areas and names, GeoNames' units by their member towns."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Point, shape

from build.gazetteer_record import CODE, OTHER, PRIMARY, Record, size
from build.labels import UNIT_PREFIX, VIETNAM_PATCH, _label_point, region_names
from build.places import UNATTRIBUTED
from build.vietnamese import fold as bare

LANGUAGES = (
    "ar", "bn", "de", "el", "en", "es", "fa", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nl", "pl",
    "pt", "ru", "sv", "tr", "uk", "ur", "vi", "zh", "zht",
)  # fmt: skip
MERGER = "2025-06"
"""Viet Nam merged its provinces on 1 July 2025: the last month of the old ones."""
UNMERGED = frozenset(
    (
        "Cao Bằng", "Điện Biên", "Hà Nội", "Hà Tĩnh", "Lai Châu", "Lạng Sơn", "Nghệ An", "Quảng Ninh",
        "Sơn La",        "Thanh Hóa", "Thừa Thiên Huế",
    )
)  # fmt: skip
SAME_MEMBERS = 0.8
NEAREST_DEGREES = 0.5


def _region(item: dict[str, Any]) -> Record | None:
    p = item["properties"]
    names = region_names(p)
    if not names or p["iso_a2"] in (None, "-1", "-99") or p["featurecla"] == "Admin-1 aggregation":
        return None
    spot = Point(p["longitude"], p["latitude"])
    if p["iso_a2"] == "VN":
        spot = _label_point(item["geometry"])
    if any(area.contains(spot) for area in UNATTRIBUTED):
        return None
    record = Record(
        f"ne:{p['adm1_code']}", names["en"], spot.x, spot.y, "region", p["iso_a2"], "Natural Earth"
    )
    mended = p["iso_3166_2"] in VIETNAM_PATCH
    record.call(names["en"], PRIMARY)
    # A Vietnamese name of a Chinese province is often that of a town in Viet Nam: Shanxi is Sơn Tây.
    record.call(names["vi"], PRIMARY if names["vi"] == names["en"] else OTHER)
    if not mended:
        record.call(UNIT_PREFIX.sub("", p.get("name") or ""), PRIMARY)
        for language in LANGUAGES:
            record.call(p.get(f"name_{language}") or "", OTHER)
        for name in (p.get("name_alt") or "").split("|"):
            short = name.isascii() and len(name) <= 3
            record.call(name, CODE if short else OTHER)
    if p["iso_a2"] in ("US", "CA", "AU"):
        record.call(p.get("abbrev") or "", OTHER)
        record.call(p.get("postal") or "", CODE)
    return record


def regions(package: Path) -> tuple[list[Record], list[Any]]:
    """Return Natural Earth's first-level units with their areas, in the same order."""
    source = package / "package/data/states/admin1.json"
    items = json.loads(source.read_text(encoding="utf-8"))["features"]
    items.sort(key=lambda item: item["properties"]["adm1_code"])
    found = [(_region(item), item) for item in items]
    kept = [(record, item) for record, item in found if record is not None]
    return [r for r, _ in kept], [shapely.make_valid(shape(item["geometry"])) for _, item in kept]


def containing(records: list[Record], areas: list[Any], towns: list[Record]) -> list[int]:
    """Return for each town the index of the unit that contains it, or the nearest one's at a coast, or -1."""
    spots = shapely.points(np.array([[town.lon, town.lat] for town in towns]))
    tree = shapely.STRtree(areas)
    found = np.full(len(towns), -1)
    which, area = tree.query(spots, predicate="intersects")
    found[which[::-1]] = area[::-1]
    for i in np.flatnonzero(found < 0):
        nearest = tree.query_nearest(spots[i], max_distance=NEAREST_DEGREES, all_matches=False)
        if len(nearest):
            found[i] = nearest[0]
    # A border town a few hundred metres off must not change its country.
    return [
        int(f) if f >= 0 and records[f].country == town.country else -1
        for f, town in zip(found, towns, strict=True)
    ]


def _centre(members: list[Record]) -> tuple[float, float]:
    lons, lats = np.array([m.lon for m in members]), np.array([m.lat for m in members])
    if lons.max() - lons.min() > 180:
        lons = np.where(lons < 0, lons + 360, lons)
    lon = float(lons.mean())
    return round(lon - 360 if lon > 180 else lon, 4), round(float(lats.mean()), 4)


def _same_unit(members: list[Record], own: dict[str, int], totals: Counter[int]) -> int:
    """Return the Natural Earth unit with the same member towns, or -1: codes and names may have moved."""
    shared = Counter(own[m.code] for m in members if own[m.code] >= 0)
    if not shared:
        return -1
    best, count = min(shared.items(), key=lambda pair: (-pair[1], pair[0]))
    return best if count >= SAME_MEMBERS * max(len(members), totals[best]) else -1


def _tidy_unit(name: str, country: str) -> str:
    short = UNIT_PREFIX.sub("", name)
    return short.removesuffix(" Province").removesuffix(" City") if country == "VN" else short


def first_level(
    units: Path, towns: list[Record], ne: list[Record], inside: list[int]
) -> tuple[list[Record], dict[str, str]]:
    """Return GeoNames' first-level units that Natural Earth lacks, and each unit's record's code."""
    names = {row["code"]: row["name"] for row in _read(units, "admin1.json")}
    members: dict[str, list[Record]] = defaultdict(list)
    for town in towns:
        if town.units:
            members[town.units[0]].append(town)
    own = {town.code: i for town, i in zip(towns, inside, strict=True)}
    totals = Counter(i for i in inside if i >= 0)
    new, codes, unchanged = [], {}, set()
    for unit, inhabitants in sorted(members.items()):
        if unit not in names:
            continue
        country = unit.split(".")[0]
        name = _tidy_unit(names[unit], country)
        same = _same_unit(inhabitants, own, totals)
        if same >= 0 and (country != "VN" or ne[same].name in UNMERGED):
            ne[same].call(name, PRIMARY)
            codes[unit] = ne[same].code
            unchanged.add(same)
            continue
        lon, lat = _centre(inhabitants)
        record = Record(
            f"gn1:{unit}", name, lon, lat, "region", country, "GeoNames (mean of member towns)",
            since="2025-07" if country == "VN" else "",
        )  # fmt: skip
        record.call(name, PRIMARY)
        new.append(record)
        codes[unit] = record.code
    for i, record in enumerate(ne):
        if record.country == "VN" and i not in unchanged:
            record.until = MERGER
    return new, codes


def _read(units: Path, name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((units / "package" / name).read_text(encoding="utf-8"))
    return found


def second_level(units: Path, towns: Iterable[Record]) -> tuple[list[Record], dict[str, str]]:
    """Return second-level units at the mean of their member towns, and the record's code for each unit."""
    names = {row["code"]: row["name"] for row in _read(units, "admin2.json")}
    members: dict[str, list[Record]] = defaultdict(list)
    for town in towns:
        if len(town.units) > 1:
            members[town.units[1]].append(town)
    found = []
    for unit, inhabitants in sorted(members.items()):
        country = unit.split(".")[0]
        # A commune around a town of its name would only be the town's double; a county is not.
        double = country != "US" and bare(names.get(unit, "")) in {bare(m.name) for m in inhabitants}
        if unit not in names or double:
            continue
        lon, lat = _centre(inhabitants)
        population = sum(m.population for m in inhabitants)
        record = Record(
            f"gn2:{unit}", names[unit], lon, lat, "district", country,
            "GeoNames (mean of member towns)", population, size(population) - 1.0,
        )  # fmt: skip
        record.call(names[unit], PRIMARY)
        record.units = (unit.rsplit(".", 1)[0],)
        found.append(record)
    return found, {r.code[4:]: r.code for r in found}
