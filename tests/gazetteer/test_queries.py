"""The bar for single names: the 60 queries of queries.csv.

Their truth was written from general knowledge; `source` names the article to check it against,
and nobody has done so yet.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from storymap.gazetteer import Candidate, Context, open_gazetteer
from storymap.gazetteer.distance import distance_km

RIGHT, SURE, GUESS = 0.95, 0.9, 0.5


class Answer(NamedTuple):
    """One query, the first candidate, and how far it lies from the truth."""

    row: dict[str, str]
    best: Candidate | None
    km: float | None

    @property
    def right(self) -> bool:
        if self.row["group"] == "absent":
            return self.best is None or self.best.confidence < GUESS
        kind = self.row["expected_kind"]
        near = self.km is not None and self.km <= float(self.row["tolerance_km"])
        return near and (not kind or (self.best is not None and self.best.place.kind == kind))

    def __str__(self) -> str:
        place = self.best.place if self.best else None
        told = (
            f"{place.id} {place.name}, {place.kind}, {place.country} ({self.best.confidence})"
            if place
            else "nothing"
        )
        return f"{self.row['query']!r}: {told}, {self.km} km off"


@cache
def answers() -> tuple[Answer, ...]:
    gazetteer = open_gazetteer()
    with Path(__file__).with_name("queries.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_answer(gazetteer, row) for row in csv.DictReader(file))


def _answer(gazetteer, row: dict[str, str]) -> Answer:
    near = tuple(float(part) for part in row["near"].split(",")) if row["near"] else None
    context = Context(near=(near,) if near else (), when=row["when"])
    best = next(iter(gazetteer.find(row["query"], context=context, kind=row["kind"], limit=1)), None)
    if best is None or not row["lat"]:
        return Answer(row, best, None)
    km = distance_km(best.place.lon, best.place.lat, float(row["lon"]), float(row["lat"]))
    return Answer(row, best, round(km, 1))


def test_there_are_sixty_queries_of_every_sort_each_with_a_source() -> None:
    rows = [answer.row for answer in answers()]
    assert len(rows) == 60
    assert all(row["source"] for row in rows)
    groups = {
        "town",
        "province",
        "air base",
        "airport",
        "wartime name",
        "spelling",
        "other country",
        "ambiguous",
    }
    assert {row["group"] for row in rows} == groups | {"absent"}


def test_95_of_100_are_right_at_rank_1() -> None:
    asked = [answer for answer in answers() if answer.row["group"] != "absent"]
    wrong = [str(answer) for answer in asked if not answer.right]
    assert 1 - len(wrong) / len(asked) >= RIGHT, "\n".join(wrong)


def test_what_does_not_exist_is_not_found_or_only_guessed() -> None:
    absent = [answer for answer in answers() if answer.row["group"] == "absent"]
    assert len(absent) == 3
    assert [str(answer) for answer in absent if not answer.right] == []


def test_what_it_calls_sure_is_right() -> None:
    sure = [answer for answer in answers() if answer.best and answer.best.confidence >= SURE]
    wrong = [str(answer) for answer in sure if not answer.right]
    assert 1 - len(wrong) / len(sure) >= RIGHT, "\n".join(wrong)
