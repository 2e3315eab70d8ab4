"""Builds the gazetteer: gathers the records of all sources, says which unit contains which, writes SQLite."""

from collections import Counter, defaultdict
from pathlib import Path

from build import gazetteer_units as units
from build.gazetteer_abroad import set_back_names_abroad
from build.gazetteer_airports import airports
from build.gazetteer_countries import countries
from build.gazetteer_curated import curated, mend
from build.gazetteer_database import write
from build.gazetteer_exonyms import mark_english_names
from build.gazetteer_outlines import outlines
from build.gazetteer_record import Record, size
from build.gazetteer_towns import towns
from build.han import call_in_both_scripts

Within = dict[str, tuple[str, ...]]


def _weigh_regions(regions: list[Record], within: Within, everywhere: list[Record]) -> None:
    """Give first-level units the sum of their towns' people; they are meant less often than towns."""
    people: Counter[str] = Counter()
    for town in everywhere:
        for unit in within[town.code]:
            people[unit] += town.population
    for region in regions:
        region.population = people[region.code]
        region.weight = size(region.population) - (1.2 if region.since else 0.7)


def _contain(places: list[Record], ne: list[Record], inside: list[int], codes: dict[str, str]) -> Within:
    """Return each place's containing units, the one to show first: in Viet Nam the old province."""
    within: Within = {}
    for place, i in zip(places, inside, strict=True):
        own = [codes[unit] for unit in place.units if unit in codes]
        area = [ne[i].code] if i >= 0 else []
        found = [*area, *own] if place.country == "VN" else [*own[:1], *area, *own[1:]]
        within[place.code] = tuple(dict.fromkeys(found))
    return within


def build_gazetteer(unpacked: dict[str, Path], curated_folder: Path, target: Path) -> dict[str, int]:
    """Write gazetteer.sqlite and return how many places of each kind it holds."""
    settled = list(towns(unpacked["geonames"], unpacked["featurecodes"], unpacked["units"]))
    mark_english_names(unpacked["magics"], settled)
    ne, areas = units.regions(unpacked["regions"])
    inside = units.containing(ne, areas, settled)
    new, codes = units.first_level(unpacked["units"], settled, ne, inside)
    districts, more = units.second_level(unpacked["units"], settled)
    codes |= more
    extra = [*airports(unpacked["airports"]), *curated(curated_folder)]
    within = _contain(settled, ne, inside, codes)
    within |= _contain(extra, ne, units.containing(ne, areas, extra), codes)
    within |= _contain(districts, ne, units.containing(ne, areas, districts), codes)
    _weigh_regions([*ne, *new], within, settled)
    within |= {region.code: () for region in [*ne, *new]}
    states = list(countries(unpacked["naturalearth"], curated_folder))
    within |= {state.code: () for state in states}
    everything = [*states, *ne, *new, *districts, *settled, *extra]
    mend(curated_folder, everything)
    call_in_both_scripts(unpacked["han"], everything)
    set_back_names_abroad(everything)
    write(target, everything, within, outlines(ne, areas, settled))
    counts: dict[str, int] = defaultdict(int)
    for record in everything:
        counts[record.kind] += 1
    return dict(sorted(counts.items()))
