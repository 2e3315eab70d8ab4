"""Finds the rows that a query may mean: exact and folded names first, misspelt ones when there is nothing."""

from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from storymap.gazetteer.index import CODE, PRIMARY, Index, Row
from storymap.gazetteer.names import Query, Reading, take_apart, with_trailing_qualifier

SHORTEST_MISSPELT, LONGEST_MISSPELT = 5, 24
TWO_EDITS_FROM = 9
MOST_SPELLINGS = 5


@dataclass(frozen=True)
class Match:
    """A row that a reading of the query led to; `edits` counts the letters that differ."""

    row: Row
    how: int
    reading: Reading
    edits: int = 0


@dataclass(frozen=True)
class Qualifier:
    """What a qualifier such as `Texas` names: units and countries that may contain the head.

    `lands` are the countries of its regions.
    """

    text: str
    units: frozenset[int]
    countries: frozenset[str]
    lands: frozenset[str] = frozenset()

    def lists(self, matches: list[Match]) -> bool:
        """Tell whether it rather goes on with a list, as in `Indiana, Pennsylvania and Ohio`."""
        if self.text.endswith("."):
            return False
        kinds = {match.row.kind for match in matches if match.row.country in self.lands}
        both = self.countries and any(match.row.kind == "country" for match in matches)
        return "region" in kinds or "country" in kinds or bool(both)


def _unique(found: list[Match]) -> list[Match]:
    """Keep each row and kind asked once, by its plainest reading."""
    kept: dict[tuple[int, str], Match] = {}
    for match in found:
        key = (match.row.number, match.reading.kind)
        old = kept.get(key)
        if old is None or (match.how, match.reading.cost) < (old.how, old.reading.cost):
            kept[key] = match
    return list(kept.values())


def exact(index: Index, query: Query) -> list[Match]:
    """Return the rows that carry one of the query's readings as a name; codes only when written in capitals.

    A further stage of readings is looked up only while no row has the earlier ones as its main name.
    """
    matches: list[Match] = []
    for stage in query.stages:
        found = index.named(reading.fold for reading in stage)
        matches += [
            Match(row, how, reading)
            for reading in stage
            for row, how in found.get(reading.fold, ())
            if how != CODE or query.in_capitals
        ]
        if any(match.how == PRIMARY for match in matches):
            break
    return _unique(matches)


def _spellings(index: Index, folded: str) -> list[tuple[str, int]]:
    length = len(folded)
    if not SHORTEST_MISSPELT <= length <= LONGEST_MISSPELT:
        return []
    most = 2 if length >= TWO_EDITS_FROM else 1
    names: list[str] = []
    for other in range(length - most, length + most + 1):
        names += index.block(f"{folded[0]}{other}")
    found = process.extract(
        folded, names, scorer=OSA.distance, processor=None, score_cutoff=most, limit=MOST_SPELLINGS
    )
    return [(name, int(edits)) for name, edits, _ in found]


def misspelt(index: Index, query: Query) -> list[Match]:
    """Return the rows whose main name differs from a reading by one letter, by two in long names."""
    found = []
    for reading in query.readings:
        if reading.cost:
            continue
        near = _spellings(index, reading.fold)
        rows = index.named(name for name, _ in near)
        found += [
            Match(row, how, reading, edits)
            for name, edits in near
            for row, how in rows.get(name, ())
            if how == PRIMARY
        ]
    return _unique(found)


def qualifiers(index: Index, texts: tuple[str, ...]) -> list[Qualifier]:
    """Return what each qualifier names; one that names nothing is left out."""
    found = []
    for text in texts:
        folds = [reading.fold for reading in take_apart(text).readings]
        rows = [row for pairs in index.named(folds).values() for row, _ in pairs]
        countries = frozenset(row.country for row in rows if row.kind == "country")
        units = frozenset(row.number for row in rows if row.kind != "country")
        if units or countries:
            lands = frozenset(row.country for row in rows if row.kind == "region")
            found.append(Qualifier(text, units, countries, lands))
    return found


def find_matches(index: Index, query: Query, *, fuzzy: bool = True) -> tuple[list[Match], list[Qualifier]]:
    """Return the rows that a query may mean, with its qualifiers, however it may be written."""
    found = exact(index, query)
    if found:
        return found, qualifiers(index, query.qualifiers)
    for shorter in with_trailing_qualifier(query):
        around = qualifiers(index, shorter.qualifiers)
        if around and (found := exact(index, shorter)):
            return found, around
    return (misspelt(index, query) if fuzzy else []), qualifiers(index, query.qualifiers)
