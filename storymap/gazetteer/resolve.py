"""Resolves the marked names of one document together: two passes, one sense for each name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from storymap.gazetteer.candidate import Candidate, Context
from storymap.gazetteer.confidence import TEMPERATURE, soft
from storymap.gazetteer.context import Spotted, spot, towns_of
from storymap.gazetteer.evidence import Evidence, evidence_of
from storymap.gazetteer.index import Index, Row
from storymap.gazetteer.match import Match, Qualifier, find_matches, qualifiers
from storymap.gazetteer.names import Query, clean, take_apart
from storymap.gazetteer.search import Gazetteer, Ranked, rank
from storymap.model.text import fold

TEMPERATURES = (1.0, 1.5, TEMPERATURE)
"""How boldly the other names are read in each pass: the first knows nothing yet."""
MOST_RIVALS = 12
LEAST_SHARE = 0.03
CLOSE = 60
LONGEST_QUALIFIER = 4
_FOLLOWING = re.compile(r"\s*(?:,|\(|\bin\b|\bof\b)\s*((?:[^\W\d_][\w'’.-]*\.?\s*){1,4})")


@dataclass
class _Name:
    """One name of a document with all its marks: they share one sense."""

    query: Query
    matches: list[Match]
    qualifiers: list[Qualifier]
    starts: list[int] = field(default_factory=list)
    contained: list[Qualifier] = field(default_factory=list)
    ranked: list[Ranked] = field(default_factory=list)

    @property
    def folded(self) -> str:
        return self.query.readings[0].fold if self.query.readings else ""

    def likely(self, temperature: float) -> list[tuple[Row, float]]:
        """Return the rows that the name may well mean, with their shares."""
        scored = [(score, match.row) for score, match, _ in self.ranked[:MOST_RIVALS]]
        return [pair for pair in soft(scored, temperature) if pair[1] >= LEAST_SHARE]


def _following(index: Index, text: str, end: int) -> list[Qualifier]:
    """Return what the words after a comma or bracket name: the unit or country that contains the mark."""
    found = _FOLLOWING.match(text, end, end + 60)
    if not found:
        return []
    words = found.group(1).split()
    for count in range(min(len(words), LONGEST_QUALIFIER), 0, -1):
        phrase = " ".join(words[:count])
        if not (phrase[:1].isupper() and words[count - 1][:1].isupper()):
            continue
        named = qualifiers(index, (phrase,))
        if named:
            return named
    return []


def _names(index: Index, text: str, mentions: Sequence[Mapping[str, Any]]) -> tuple[list[_Name], list[int]]:
    """Return the different names of a document, and which of them each mark is."""
    names: dict[str, _Name] = {}
    order: list[str] = []
    for mention in mentions:
        query = take_apart(str(mention.get("name", "")))
        key = fold(clean(str(mention.get("name", ""))))
        if key not in names:
            names[key] = _Name(query, *find_matches(index, query))
        order.append(key)
        end = mention.get("end")
        if isinstance(end, int) and 0 <= end <= len(text):
            names[key].starts.append(end)
            around = _following(index, text, end)
            names[key].contained += [q for q in around if not q.lists(names[key].matches)]
    keys = {key: i for i, key in enumerate(names)}
    return list(names.values()), [keys[key] for key in order]


def _evidence(name: _Name, spotted: Spotted, others: list[tuple[Row, float]], base: Evidence) -> Evidence:
    own = name.folded
    close = frozenset(
        phrase
        for phrase, places in spotted.at.items()
        if any(-CLOSE <= place - start <= CLOSE for place in places for start in name.starts)
    )
    evidence = replace(
        base,
        units={unit: text for unit, text in spotted.units.items() if fold(text) != own},
        siblings={
            country: {unit: text for unit, text in units.items() if fold(text) != own}
            for country, units in spotted.siblings.items()
        },
        countries=base.countries
        | {code: text for code, text in spotted.countries.items() if fold(text) != own},
        qualifiers=name.qualifiers,
        contained=name.contained,
        close=close,
    )
    evidence.see(others)
    return evidence


def _pass(
    index: Index, names: list[_Name], spotted: Spotted, base: Evidence, temperature: float
) -> list[Evidence]:
    """Rank every name by what the other names likely mean after the pass before."""
    likely = [name.likely(temperature) for name in names]
    towns = towns_of(spotted, {name.folded for name in names})
    found = []
    for i, name in enumerate(names):
        others = [pair for j, pairs in enumerate(likely) if j != i for pair in pairs]
        evidence = _evidence(name, spotted, [*others, *towns], base)
        name.ranked = rank(index, name.matches, name.query.head, evidence)
        found.append(evidence)
    return found


def resolve_document(
    gazetteer: Gazetteer, text: str, mentions: Sequence[Mapping[str, Any]], context: Context = Context()
) -> list[Candidate | None]:
    """Return the best candidate for each marked name of a text, None where nothing carries the name.

    `mentions` are mappings with `start`, `end` (offsets in characters) and `name`; only `name` is needed.
    """
    index = gazetteer.index
    names, order = _names(index, text, mentions)
    spotted = spot(index, text)
    base = evidence_of(context)
    evidence: list[Evidence] = []
    for temperature in TEMPERATURES:
        evidence = _pass(index, names, spotted, base, temperature)
    answers = [
        next(iter(gazetteer.candidates(name.ranked, seen, 1)), None)
        for name, seen in zip(names, evidence, strict=True)
    ]
    return [answers[i] for i in order]
