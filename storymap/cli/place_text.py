"""Candidates as aligned lines for a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from storymap.cli import fit
from storymap.cli.plain import plain
from storymap.gazetteer.candidate import Candidate
from storymap.gazetteer.confidence import two_digits
from storymap.gazetteer.place import Place

SURE = 0.9
_WORDS = ((SURE, "sure"), (0.7, "likely"), (0.5, "possible"), (0.0, "a guess"))
_LEAST = 0.01  # the confidence from which a rival is worth a line
_DECIDE = ("To decide, add what contains it (“Lubbock, Texas”), or --kind, --country, --near LON,LAT, "
           "--when or --story.")  # fmt: skip


def in_words(confidence: float) -> str:
    """Return the confidence as a word."""
    return next(word for least, word in _WORDS if confidence >= least)


def as_json(candidate: Candidate) -> dict[str, Any]:
    """Return the values of a candidate that the commands promise."""
    place = candidate.place
    return {
        "id": place.id,
        "name": place.name,
        "country": place.country,
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "score": round(candidate.score, 3),
        "confidence": round(candidate.confidence, 3),
        "reasons": list(candidate.reasons),
    }


def what(place: Place) -> str:
    """Return kind, containing unit, country and years in words: `airbase in Đồng Nai, VN`."""
    within = ", ".join(part for part in (place.parent, place.country) if part)
    years = f"{place.since or '…'} to {place.until or 'today'}" if place.since or place.until else ""
    text = (place.kind or "place") + (f" in {within}" if within else "")
    return plain(text + (f" ({years})" if years else ""))


def position(place: Place) -> str:
    """Return the coordinates as people read them: `10.9767° N, 106.8180° E`."""
    north, east = "N" if place.lat >= 0 else "S", "E" if place.lon >= 0 else "W"
    return f"{abs(place.lat):.4f}° {north}, {abs(place.lon):.4f}° {east}"


def worth_a_line(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the best candidate, and the others that aren't hopeless."""
    return [one for one in candidates if one is candidates[0] or one.confidence >= _LEAST]


def lines(candidates: Sequence[Candidate], query: str, decide: str = _DECIDE) -> Iterator[str]:
    """Yield the answer, best first; when nobody is sure, that is said before, and how to `decide` after."""
    sure = candidates[0].confidence >= SURE
    candidates = worth_a_line(candidates)
    if not sure:
        yield from fit.wrapped(f"Not sure which place “{plain(query)}” is. Best first:")
    width = min(max(len(plain(candidate.place.name)) for candidate in candidates), 40)
    wide = min(max(len(what(candidate.place)) for candidate in candidates), 44)
    words = max(len(_sureness(candidate)) for candidate in candidates)
    narrow = 4 + width + 2 + wide + 2 + words > fit.width()
    for number, candidate in enumerate(candidates, 1):
        name = click.style(f"{plain(candidate.place.name):<{width}}", bold=True)
        kind = what(candidate.place)
        if narrow:
            yield f"{number:>2}  {name}  {_sureness(candidate)}"
            yield f"    {kind}"
        else:
            yield f"{number:>2}  {name}  {kind:<{wide}}  {_sureness(candidate)}"
        yield from _details(candidate, reasons=number == 1 or not sure)
    if not sure and decide:
        yield ""
        yield from fit.wrapped(decide)


def _details(candidate: Candidate, *, reasons: bool) -> Iterator[str]:
    km = "" if candidate.distance_km is None else f"  {distance(candidate.distance_km)} away"
    yield f"    {position(candidate.place)}  {plain(candidate.place.id)}{km}"
    if reasons:
        yield from fit.wrapped("; ".join(map(plain, candidate.reasons)), "    ")
    if reasons and candidate.place.source.startswith("curated"):
        yield from fit.wrapped(f"position: {plain(candidate.place.source)}", "    ")


def _sureness(candidate: Candidate) -> str:
    return f"{in_words(candidate.confidence)} ({two_digits(candidate.confidence)})"


def distance(km: float) -> str:
    """Return a distance as people read it."""
    return f"{km:,.1f} km" if km < 10 else f"{km:,.0f} km"
