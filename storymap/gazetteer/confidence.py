"""How sure an answer is: the winner's share among its rivals, calibrated, never more than 0.95."""

from math import exp, floor

from storymap.gazetteer.distance import distance_km
from storymap.gazetteer.index import Row

CAP = 0.95
MISSPELT_CAP = 0.45
VAGUE, VAGUE_CAP = ("continent", "ocean", "area"), 0.85
TEMPERATURE = 0.8
ELSEWHERE = 5.0
"""The score of a place that the gazetteer does not know: a lone small town is no sure answer."""
SAME_PLACE_KM = 50.0


def soft(scored: list[tuple[float, Row]], temperature: float) -> list[tuple[Row, float]]:
    """Return each row with its softmax share."""
    top = max((score for score, _ in scored), default=0.0)
    powers = [exp((score - top) / temperature) for score, _ in scored]
    total = sum(powers)
    return [(row, power / total) for power, (_, row) in zip(powers, scored, strict=True)]


def shares(scored: list[tuple[float, Row]]) -> list[float]:
    """Return each place's softmax share; a rival within 50 km is the same answer and counts for it."""
    if not scored:
        return []
    top = max(score for score, _ in scored)
    powers = [exp((score - top) / TEMPERATURE) for score, _ in scored]
    total = sum(powers) + exp((ELSEWHERE - top) / TEMPERATURE)
    found = []
    for i, (_, row) in enumerate(scored):
        own = powers[i]
        if i < 3:
            own += sum(
                power
                for j, (power, (_, other)) in enumerate(zip(powers, scored, strict=True))
                if j != i and power <= powers[i]
                and distance_km(row.lon, row.lat, other.lon, other.lat) <= SAME_PLACE_KM
            )  # fmt: skip
        found.append(own / total)
    return found


def confidence(share: float, edits: int, kind: str) -> float:
    """Return the confidence to show: a misspelt name asks, and so does an area without an edge."""
    cap = MISSPELT_CAP if edits else VAGUE_CAP if kind in VAGUE else CAP
    return round(min(cap, share), 3)


def two_digits(confidence: float) -> str:
    """Return the confidence with two digits, rounded down: what isn't sure must not look it."""
    return f"{floor(confidence * 100 + 1e-9) / 100:.2f}"
