"""One line of a corpus at a time: read, resolve without its answers, compare with them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from storymap.gazetteer import Gazetteer, resolve_document
from storymap.gazetteer.candidate import Candidate
from storymap.gazetteer.distance import distance_km

RIGHT_KM = 161.0
"""A hundred miles: the tolerance of published measurements (accuracy@161)."""
SURE = 0.9
_MOST_SHOWN = 20
_ANSWERS = ("lat", "lon", "gid", "confidence", "reasons")


@dataclass
class Tally:
    """What was read, what was skipped, and how the answers compare with those of the corpus."""

    documents: int = 0
    mentions: int = 0
    found: int = 0
    skipped: int = 0
    bad_marks: int = 0
    distances: list[tuple[float | None, float]] = field(default_factory=list)

    def skip(self, number: int, reason: str) -> None:
        """Count a line that can't be used, and report it."""
        self.skipped += 1
        if self.skipped <= _MOST_SHOWN:
            click.echo(f"Line {number}: {reason}; the line was skipped.", err=True)

    def mark(self, number: int, index: int, reason: str) -> None:
        """Count a mention that can't be used, and report it."""
        self.bad_marks += 1
        if self.bad_marks <= _MOST_SHOWN:
            click.echo(f"Line {number}, mention {index}: {reason}; it stays unresolved.", err=True)

    def lines(self, *, score: bool) -> Iterator[str]:
        """Yield what was done, in words."""
        yield f"{self.documents:,} documents, {self.mentions:,} mentions, {self.found:,} resolved."
        if self.skipped:
            yield f"{self.skipped:,} line{'s' if self.skipped > 1 else ''} skipped."
        if self.bad_marks:
            yield f"{self.bad_marks:,} mention{'s' if self.bad_marks > 1 else ''} without a usable mark."
        if score and not self.distances:
            yield "There are no coordinates in the corpus to compare with."

    def scores(self) -> Iterator[str]:
        """Yield the accuracy and the calibration; a mention that wasn't resolved counts as wrong."""
        if not self.distances:
            return
        right, missing, total = self._right(), self._missing(), len(self.distances)
        of = f"{right:,} of {total:,}; {missing:,} unresolved count as wrong"
        yield f"accuracy@161 km        {right / total:.4f}  ({of})"
        good, sure = self._sure()
        if sure:
            yield f"right at confidence ≥ {SURE:g}  {good / sure:.4f}  ({good:,} of {sure:,} answers)"
        else:
            yield f"right at confidence ≥ {SURE:g}  no answer is that sure"

    def values(self, *, score: bool) -> dict[str, Any]:
        """Return the same as numbers; a share of nothing is None."""
        counted = ("documents", "mentions", "found", "skipped", "bad_marks")
        counts = {key: getattr(self, key) for key in counted}
        if not score:
            return counts
        total, (good, sure) = len(self.distances), self._sure()
        return counts | {
            "compared": total, "right": self._right(), "unresolved": self._missing(), "sure": sure,
            "sure_and_right": good, "accuracy_161_km": round(self._right() / total, 4) if total else None,
            "right_when_sure": round(good / sure, 4) if sure else None,
        }  # fmt: skip

    def _right(self) -> int:
        return sum(km is not None and km <= RIGHT_KM for km, _ in self.distances)

    def _missing(self) -> int:
        return sum(km is None for km, _ in self.distances)

    def _sure(self) -> tuple[int, int]:
        """Return how many sure answers are right, and how many there are."""
        sure = [km for km, confidence in self.distances if confidence >= SURE and km is not None]
        return sum(km <= RIGHT_KM for km in sure), len(sure)


def resolved(line: bytes, number: int, gazetteer: Gazetteer, tally: Tally) -> dict[str, Any] | None:
    """Return the document of a line with its places, None (counted) when it can't be used or is empty."""
    if not line.strip():
        return None
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as fault:
        tally.skip(number, f"this is not JSON ({fault})")
        return None
    if not isinstance(document, dict) or not isinstance(document.get("text"), str):
        tally.skip(number, "there is no `text`")
        return None
    mentions = document.get("mentions")
    if not isinstance(mentions, list) or not all(isinstance(mention, dict) for mention in mentions):
        tally.skip(number, "`mentions` is not a list of objects")
        return None
    text = document["text"]
    asked = [_mark(mention, text, number, index, tally) for index, mention in enumerate(mentions, 1)]
    found = iter(resolve_document(gazetteer, text, [mark for mark in asked if mark]))
    answers = [next(found) if mark else None for mark in asked]
    tally.documents += 1
    tally.mentions += len(mentions)
    _compare(mentions, answers, tally)
    return document | {
        "mentions": [_answered(one, answer) for one, answer in zip(mentions, answers, strict=True)]
    }


def _mark(mention: dict[str, Any], text: str, number: int, index: int, tally: Tally) -> dict[str, Any] | None:
    """Return where a name stands, and nothing else of the mention: no answer may leak into the question."""
    start, end = mention.get("start"), mention.get("end")
    usable = type(start) is int and type(end) is int and 0 <= start < end <= len(text)
    if not usable:
        tally.mark(number, index, "`start` and `end` are not a part of the text")
        return None
    name = mention.get("name")
    name = name if isinstance(name, str) and name.strip() else text[start:end]
    if not any(character.isalnum() for character in name):
        tally.mark(number, index, "there is no letter in the name")
        return None
    return {"start": start, "end": end, "name": name}


def _answered(mention: dict[str, Any], answer: Candidate | None) -> dict[str, Any]:
    """Return the mention with our answer in place of whatever the corpus says."""
    kept = {key: value for key, value in mention.items() if key not in _ANSWERS}
    if answer is None:
        return kept | {"lat": None, "lon": None, "gid": None, "confidence": 0.0, "reasons": ["not found"]}
    return kept | {
        "lat": answer.place.lat,
        "lon": answer.place.lon,
        "gid": answer.place.id,
        "confidence": round(answer.confidence, 4),
        "reasons": list(answer.reasons),
    }


def _compare(mentions: Sequence[dict[str, Any]], answers: Sequence[Candidate | None], tally: Tally) -> None:
    """Note how far each answer lies from the corpus's own coordinates, where it has some."""
    for mention, answer in zip(mentions, answers, strict=True):
        tally.found += answer is not None
        lat, lon = _number(mention.get("lat")), _number(mention.get("lon"))
        if lat is None or lon is None:
            continue
        if answer is None:
            tally.distances.append((None, 0.0))
            continue
        km = distance_km(lon, lat, answer.place.lon, answer.place.lat)
        tally.distances.append((km, answer.confidence))


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
