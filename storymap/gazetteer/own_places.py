"""A short list of places that answers before the shipped gazetteer: a story's sites, a user's file."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storymap.gazetteer.candidate import Candidate, Context
from storymap.gazetteer.distance import distance_km
from storymap.gazetteer.kinds import ACCEPTS, kind_asked
from storymap.gazetteer.place import Place
from storymap.model import fold

MOST_CONFIDENT = 0.95
_SAME, _FOLDED, _START, _QUALIFIED, _FUZZY, _OWN = 4.0, 3.5, 2.0, 1.2, 1.5, 2.0
_LEAST_ALIKE = 85.0  # rapidfuzz's ratio, 0 to 100
# What authors call places that the gazetteer calls points of interest.
_POINTS = frozenset({"poi", "building", "museum", "archive", "office", "embassy", "monument", "memorial"})


def leads(candidate: Candidate) -> bool:
    """Whether an own place bears exactly the name (and kind) asked for, so that it answers first."""
    return candidate.score >= _FOLDED + _OWN - 0.3


@dataclass(frozen=True)
class Named:
    """A place with all its names; the first one is shown."""

    place: Place
    names: tuple[str, ...]


class OwnPlaces:
    """Places of one author, found by name; `whose` completes the sentence “it is …”."""

    def __init__(self, places: Iterable[Named], whose: str) -> None:
        """Index every name of every place."""
        self.places = tuple(places)
        self._whose = whose
        self._by_id = {named.place.id: named.place for named in self.places}
        self._by_fold: dict[str, list[tuple[Place, str]]] = defaultdict(list)
        self._by_part: dict[str, list[tuple[Place, str]]] = defaultdict(list)
        for named in self.places:
            for name in dict.fromkeys(named.names):
                if folded := fold(name):
                    self._by_fold[folded].append((named.place, name))
                part = fold(name.split(",")[0])
                if part and part != folded:
                    self._by_part[part].append((named.place, name))

    def find(
        self, query: str, *, context: Context | None = None, kind: str = "", limit: int = 10
    ) -> list[Candidate]:
        """Return the places with this name, best first; [] when there is none.

        A name that is written the same comes before one that only folds to the same form (`Hue`, `Huế`),
        that before the first part of a longer name (`Washington`, `Washington, D.C.`), and that before a
        name that looks alike.
        """
        context = context or Context()
        folded = fold(query)
        found = self._exact(query, folded) or self._parts(query, folded) or self._alike(folded)
        best: dict[str, Candidate] = {}
        for place, name, score, reason in found:
            made = self._candidate(place, name, score, reason, context, kind)
            if place.id not in best or made.score > best[place.id].score:
                best[place.id] = made
        ranked = sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.place.id))
        return _shared(ranked)[:limit]

    def by_id(self, ident: str) -> Place | None:
        """Return the place with this id, or None."""
        return self._by_id.get(ident)

    def _exact(self, query: str, folded: str) -> list[tuple[Place, str, float, str]]:
        return [
            (place, name, _SAME, "the name is the same")
            if _plain(name) == _plain(query)
            else (place, name, _FOLDED, f"“{name}” is the same name but for diacritics and punctuation")
            for place, name in self._by_fold.get(folded, ())
        ]

    def _parts(self, query: str, folded: str) -> list[tuple[Place, str, float, str]]:
        head = fold(query.split(",")[0])
        longer = self._by_part.get(folded, [])
        shorter = self._by_fold.get(head, []) if head != folded else []
        return [(place, name, _START, f"“{name}” begins with it") for place, name in longer] + [
            (place, name, _QUALIFIED, f"it begins with “{name}”") for place, name in shorter
        ]

    def _alike(self, folded: str) -> list[tuple[Place, str, float, str]]:
        if len(folded) < 4 or not self._by_fold:
            return []
        from rapidfuzz import fuzz, process

        hits = process.extract(
            folded, list(self._by_fold), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=5
        )
        return [
            (place, name, _FUZZY * ratio / 100, f"“{name}” looks like it")
            for written, ratio, _ in hits
            for place, name in self._by_fold[written]
        ]

    def _candidate(
        self, place: Place, name: str, score: float, reason: str, context: Context, kind: str
    ) -> Candidate:
        terms = [(score, reason), (_OWN, f"it is {self._whose}")]
        if kind:
            fits = same_kind(place.kind, kind)
            terms.append((1.0, f"it is of the kind asked for ({kind})") if fits
                         else (-3.0, f"its kind is {place.kind or 'not stated'}, not {kind}"))  # fmt: skip
        if context.countries and place.country:
            fits = place.country in context.countries
            terms.append((0.3, f"{place.country} is among the countries named") if fits
                         else (-0.3, f"{place.country} is not among the countries named"))  # fmt: skip
        km = nearest_km((place.lon, place.lat), context.near)
        reasons = tuple(f"{value:+.1f} {text}" for value, text in terms)
        return Candidate(place, round(sum(value for value, _ in terms), 3), 0.0, reasons, name, km)


def same_kind(written: str, asked: str) -> bool:
    """Whether two words mean the same kind of place; authors write more words than the gazetteer has."""
    kind, wanted = kind_asked(written), kind_asked(asked)
    return kind in ACCEPTS.get(wanted, (wanted,)) or {kind, wanted} <= _POINTS


def nearest_km(position: tuple[float, float], others: Sequence[tuple[float, float]]) -> float | None:
    """Return the great-circle distance in km to the nearest of the others (`[lon, lat]`), or None."""
    return min((round(distance_km(*position, *other), 1) for other in others), default=None)


def _shared(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Give the candidates their confidence: full for one exact name, a share where several bear it."""
    shares = [math.exp(2 * (candidate.score - ranked[0].score)) for candidate in ranked]
    tops = [min(MOST_CONFIDENT, max(0.0, 0.2 * (candidate.score - 0.75))) for candidate in ranked]
    return [
        Candidate(c.place, c.score, round(top * share / sum(shares), 3), c.reasons, c.matched, c.distance_km)
        for c, share, top in zip(ranked, shares, tops, strict=True)
    ]


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
