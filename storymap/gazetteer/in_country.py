"""Candidates of one country, when the country is known for certain."""

from __future__ import annotations

from dataclasses import replace

from storymap.gazetteer.candidate import Candidate


def in_country(candidates: list[Candidate], country: str) -> list[Candidate]:
    """Return the candidates in a country; those elsewhere leave their share of the confidence to them."""
    total = min(1.0, sum(candidate.confidence for candidate in candidates))
    kept = [candidate for candidate in candidates if candidate.place.country == country]
    share = sum(candidate.confidence for candidate in kept)
    if not share:
        return kept
    return [replace(one, confidence=round(min(0.95, one.confidence * total / share), 3)) for one in kept]
