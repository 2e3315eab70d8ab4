"""What a story keeps of a place that was chosen: the cells of its site, and the decision with its rivals."""

from __future__ import annotations

from collections.abc import Sequence

from storymap.gazetteer.candidate import Candidate
from storymap.gazetteer.confidence import two_digits
from storymap.gazetteer.place import Place
from storymap.storage.decisions import Decision, Status

# Radius in km of the disc that a place of this kind is drawn as: its point is only its middle.
PRECISION_KM = {"country": 300.0, "region": 60.0, "district": 20.0, "city": 8.0, "town": 3.0, "village": 1.5,
                "airport": 2.0, "airbase": 2.0, "water": 10.0, "mountains": 20.0, "island": 10.0,
                "area": 20.0}  # fmt: skip


def degrees(value: float, digits: int = 5) -> str:
    """Return degrees with at least one digit after the point and at most `digits`."""
    text = f"{value:.{digits}f}".rstrip("0")
    text = text + "0" if text.endswith(".") else text
    return text.removeprefix("-") if float(text) == 0 else text


def cells_of(place: Place, *, by_author: bool) -> dict[str, str]:
    """Return what an accepted place says about its site; what a program chose is less certain."""
    km = PRECISION_KM.get(place.kind)
    return {
        "lat": degrees(place.lat),
        "lon": degrees(place.lon),
        "gazetteer_id": "" if place.id.startswith("site:") else place.id,
        "precision_km": f"{km:g}" if km else "",
        "certainty": "" if by_author else "less-certain",
    }


def decision_of(
    record: tuple[str, str], asked: str, status: Status, candidates: Sequence[Candidate], place: Place | None,
    *, date: str, by: str,
) -> Decision:  # fmt: skip
    """Return the decision about one record, `(file, id)`; `place` is what was taken, None for nothing.

    `date` is ISO 8601 in UTC, `by` the program with its version, or `author`.
    """
    taken = (one for one in candidates if place and one.place.id == place.id)
    best = candidates[0] if candidates else None
    candidate = next(taken, None if place else best)
    return Decision(
        date=date,
        file=record[0],
        record=record[1],
        asked=asked,
        status=status,
        chosen=place.id if place else "",
        name=place.name if place else "",
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        score=candidate.score if candidate else None,
        confidence=candidate.confidence if candidate else None,
        rivals=tuple(_rival(one) for one in candidates if not place or one.place.id != place.id),
        by=by,
    )


def _rival(candidate: Candidate) -> str:
    place = candidate.place
    words = [f"{place.id} {place.name}", place.kind, place.parent, place.country]
    return ", ".join(word for word in words if word) + f" ({two_digits(candidate.confidence)})"
