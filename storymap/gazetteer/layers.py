"""The order in which sources answer: the story's sites, the user's file, the shipped gazetteer, online."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from storymap.gazetteer.candidate import Candidate, Context
from storymap.gazetteer.own_places import OwnPlaces, leads, nearest_km
from storymap.gazetteer.place import Place
from storymap.problems import StorymapError

SURE = 0.9
"""The confidence from which an answer may be taken without asking; calibrated in docs/geocoding.md."""
_SAME_KM = 5.0
_TAKES_SHARE = 0.6


class Source(Protocol):
    """Anything that proposes places for a name, best first."""

    def find(
        self, query: str, *, context: Context = ..., kind: str = ..., limit: int = ...
    ) -> list[Candidate]:
        """Return the candidates, [] when there are none."""
        ...


class Identified(Source, Protocol):
    """A source that also knows its places by id."""

    def by_id(self, id: str) -> Place | None:
        """Return the place, or None."""
        ...


class Layers:
    """All sources as one gazetteer.

    An own place (first of the story, then of the user's file) with exactly the name asked for comes first.
    The online service, where there is one, is asked only when nobody is sure; `faults` keeps why it failed.
    """

    def __init__(
        self, shipped: Identified, *, own: Sequence[OwnPlaces] = (), online: Source | None = None
    ) -> None:
        """Take the sources; `own` in the order in which they answer."""
        self.shipped = shipped
        self.own = tuple(own)
        self.online = online
        self.faults: list[str] = []

    def find(
        self, query: str, *, context: Context | None = None, kind: str = "", limit: int = 10
    ) -> list[Candidate]:
        """Return the candidates of all sources, best first; [] when the name is nowhere."""
        context = context or Context()
        found = self.shipped.find(query, context=context, kind=kind, limit=limit)
        for own in reversed(self.own):
            found = _before(own.find(query, context=context, kind=kind, limit=limit), found)
        if self.online and (not found or found[0].confidence < SURE):
            found = _after(found, self._ask_online(query, context, kind, limit))
        return found[:limit]

    def by_id(self, id: str) -> Place | None:
        """Return the place with this id from the first source that knows it."""
        sources: list[Identified] = [*self.own, self.shipped]
        return next((place for source in sources if (place := source.by_id(id))), None)

    def _ask_online(self, query: str, context: Context, kind: str, limit: int) -> list[Candidate]:
        assert self.online is not None
        try:
            return self.online.find(query, context=context, kind=kind, limit=limit)
        except StorymapError as fault:
            if str(fault) not in self.faults:
                self.faults.append(str(fault))
            return []


def _before(own: list[Candidate], others: list[Candidate]) -> list[Candidate]:
    """Put own places with exactly this name first, and the other own ones where they belong."""
    others = [other for other in others if not _twin(other, own)]
    first = [candidate for candidate in own if leads(candidate)]
    share = sum(candidate.confidence for candidate in own if candidate.confidence >= _TAKES_SHARE)
    share = max(share, sum(candidate.confidence for candidate in first))
    if share:
        left = max(0.0, 1.0 - share)
        others = [replace(other, confidence=round(other.confidence * left, 3)) for other in others]
    rest = [candidate for candidate in own if candidate not in first] + others
    return first + sorted(rest, key=lambda candidate: -candidate.confidence)


def _after(found: list[Candidate], online: list[Candidate]) -> list[Candidate]:
    """Add online answers; where nothing was known, they stand alone, else they share the doubt."""
    online = [candidate for candidate in online if not _twin(candidate, found)]
    left = max(0.0, 1.0 - sum(candidate.confidence for candidate in found))
    online = [replace(candidate, confidence=round(candidate.confidence * left, 3)) for candidate in online]
    return sorted([*found, *online], key=lambda candidate: -candidate.confidence)


def _twin(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether another candidate is the same place by another source: near, and of the same kind or name."""
    here = (candidate.place.lon, candidate.place.lat)
    return any(
        (km := nearest_km(here, [(other.place.lon, other.place.lat)])) is not None
        and km <= _SAME_KM
        and (other.place.kind == candidate.place.kind or other.place.name == candidate.place.name)
        for other in others
    )
