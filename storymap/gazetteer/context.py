"""Reads the surroundings of a name: units, countries and towns in the text, and the other names."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp

from storymap.gazetteer.candidate import Context
from storymap.gazetteer.evidence import Evidence, evidence_of
from storymap.gazetteer.index import CODE, DEMONYM, PRIMARY, Index, Row
from storymap.gazetteer.names import Query, take_apart
from storymap.model.text import fold

LONGEST_PHRASE = 4
SETTLEMENTS = ("city", "town", "village")
TOWN_TRUST = 0.5
MAIN_NAME = 2.0
MOST_NAMES = 200
MOST_RIVALS = 12
COUNTRY_BEFORE_REGION = 1.5
_WORD = re.compile(r"[^\W\d_](?:[\w'’.&-]*\w)?\.?")


@dataclass
class Spotted:
    """What a text names beyond its marks.

    `units` and `countries` are named by row number and code, `at` says where each phrase stands, and `towns`
    holds for each other phrase its places with their shares.
    """

    units: dict[int, str] = field(default_factory=dict)
    siblings: dict[str, dict[int, str]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    at: dict[str, list[int]] = field(default_factory=dict)
    towns: dict[str, list[tuple[Row, float]]] = field(default_factory=dict)


def phrases(text: str) -> dict[str, tuple[str, list[int]]]:
    """Return the runs of one to four words that start and end with a capital, and where they stand."""
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    found: dict[str, tuple[str, list[int]]] = {}
    for i, (first, start, _) in enumerate(words):
        if not first[:1].isupper():
            continue
        for last, _, end in words[i : i + LONGEST_PHRASE]:
            phrase = text[start:end]
            if "\n" in phrase or ", " in phrase or ". " in phrase.replace("St. ", ""):
                break
            if not last[:1].isupper():
                continue
            folded = fold(phrase)
            for key in {folded, folded.replace(" ", "")} if "." in phrase else {folded}:
                if len(key) > 1:
                    found.setdefault(key, (phrase.rstrip("."), []))[1].append(start)
    return found


def _spot_units(spotted: Spotted, phrase: str, rows: list[tuple[Row, int]]) -> bool:
    """Note the units and countries of one phrase; a country drowns the small units that share its name."""
    country = max((row.weight for row, _ in rows if row.kind == "country"), default=-9.0)
    for row, how in rows:
        if row.kind == "country":
            spotted.countries[row.country] = phrase
        elif (
            row.kind in ("region", "district")
            and how != DEMONYM
            and row.weight > country - COUNTRY_BEFORE_REGION
        ):
            spotted.units[row.number] = phrase
            if row.kind == "region":
                spotted.siblings.setdefault(row.country, {})[row.number] = phrase
    return country > 0


def softly(rows: Iterable[tuple[Row, int]]) -> list[tuple[Row, float]]:
    """Return the likeliest rows of one name with their shares, before anything is known around it."""
    scored = [(row.weight + MAIN_NAME * (how == PRIMARY), row) for row, how in rows]
    scored.sort(key=lambda pair: -pair[0])
    scored = scored[:MOST_RIVALS]
    top = scored[0][0] if scored else 0.0
    powers = [exp(score - top) for score, _ in scored]
    total = sum(powers)
    return [(row, power / total) for power, (_, row) in zip(powers, scored, strict=True)]


@lru_cache(maxsize=8)
def spot(index: Index, text: str) -> Spotted:
    """Return the units, countries and towns that a text names."""
    spotted = Spotted()
    named = phrases(text)
    for folded, pairs in index.named(named).items():
        phrase, at = named[folded]
        capitals = phrase.replace(".", "").isupper() and len(folded) == 2
        usable = [(row, how) for row, how in pairs if how != CODE or (capitals and row.kind == "region")]
        spotted.at.setdefault(phrase, []).extend(at)
        if usable and not _spot_units(spotted, phrase, usable):
            main = [(row, how) for row, how in usable if how == PRIMARY and row.kind in SETTLEMENTS]
            if 0 < len(main) <= MOST_RIVALS:
                spotted.towns[folded] = softly(main)
    return spotted


def best_guesses(index: Index, names: Iterable[str]) -> list[tuple[Row, float]]:
    """Return the likely rows for each name by itself with their shares."""
    queries = [take_apart(name) for name in list(names)[:MOST_NAMES]]
    found = index.named(query.readings[0].fold for query in queries if query.readings)
    guesses: list[tuple[Row, float]] = []
    for query in queries:
        pairs = found.get(query.readings[0].fold, []) if query.readings else []
        guesses += softly((row, how) for row, how in pairs if how != CODE)
    return guesses


def towns_of(spotted: Spotted, named: Collection[str]) -> list[tuple[Row, float]]:
    """Return the towns that a text names without a mark, trusted half: they may be people."""
    return [
        (row, TOWN_TRUST * share)
        for folded, rows in spotted.towns.items()
        if folded not in named
        for row, share in rows
    ]


def evidence_around(index: Index, context: Context, query: Query) -> Evidence:
    """Return the evidence of a context for one query: its text is read, its names are guessed."""
    evidence = evidence_of(context)
    own = {reading.fold for reading in query.readings}
    others = [name for name in context.names if fold(name) not in own]
    guesses = best_guesses(index, others)
    if context.text:
        spotted = spot(index, context.text)
        evidence.units |= {unit: name for unit, name in spotted.units.items() if fold(name) not in own}
        evidence.siblings = spotted.siblings
        evidence.countries |= {
            code: name for code, name in spotted.countries.items() if fold(name) not in own
        }
        guesses += towns_of(spotted, own)
    evidence.see(guesses)
    return evidence
