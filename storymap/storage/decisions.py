"""geocoding.csv: what was asked of the gazetteer, what was chosen, what else could have been meant, when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from storymap.problems import Problems
from storymap.storage.csv_edit import Change, edit_rows
from storymap.storage.csv_file import Row, rows_of
from storymap.storage.csv_header import Columns
from storymap.storage.inside import read_bytes
from storymap.storage.values import plain_number
from storymap.storage.where import Where

FILE = "geocoding.csv"
_NAMES = (
    "date",
    "file",
    "record",
    "asked",
    "status",
    "chosen",
    "name",
    "lat",
    "lon",
    "score",
    "confidence",
    "rivals",
    "by",
)
COLUMNS = Columns(plain=_NAMES, texts=(), required=("record", "status"), example=",".join(_NAMES))


class Status(StrEnum):
    """What became of a question."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    REJECTED = "rejected"
    NOT_FOUND = "not-found"


@dataclass(frozen=True)
class Decision:
    """One answer of the gazetteer and what was done with it.

    `file` and `record` say for which site or event it was asked, `asked` the name as written; `chosen` is the
    gazetteer's id, '' for none; `rivals` are the other candidates in words, best first; `by` is the program
    with its version, or `author` for a person's choice; `date` is ISO 8601 in UTC.
    """

    date: str
    file: str
    record: str
    asked: str
    status: Status
    chosen: str = ""
    name: str = ""
    lat: float | None = None
    lon: float | None = None
    score: float | None = None
    confidence: float | None = None
    rivals: tuple[str, ...] = ()
    by: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Which record it is about."""
        return self.file, self.record

    def same_as(self, other: Decision) -> bool:
        """Whether nothing but the date differs, so that it needn't be written a second time."""
        return self._cells() == other._cells()

    def as_row(self) -> dict[str, str]:
        """Return the cells of the row."""
        return {"date": self.date, **self._cells()}

    def _cells(self) -> dict[str, str]:
        return {
            "file": self.file,
            "record": self.record,
            "asked": self.asked,
            "status": str(self.status),
            "chosen": self.chosen,
            "name": self.name,
            "lat": _number(self.lat, 5),
            "lon": _number(self.lon, 5),
            "score": _number(self.score, 2),
            "confidence": _number(self.confidence, 3),
            "rivals": "; ".join(rival.replace(";", ",") for rival in self.rivals),
            "by": self.by,
        }


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """Return all decisions of a story, oldest first; a story without the file has none.

    Raises
    ------
    FileRefused
        The file is there but can't be read.
    """
    if not (folder / FILE).exists():
        return ()
    where = Where(Problems(), FILE)
    return tuple(_decision(row) for row in rows_of(read_bytes(folder, FILE), COLUMNS, ("en",), where))


def last_decisions(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Return the latest decision about each record."""
    return {decision.key: decision for decision in decisions}


def with_decisions(folder: Path, decisions: Sequence[Decision]) -> bytes | None:
    """Return what geocoding.csv will hold with these decisions, None when nothing is new.

    Raises
    ------
    FileRefused, EditRefused
        The file can't be read, or can't be added to.
    """
    known = last_decisions(read_decisions(folder))
    new: list[Change] = [
        decision.as_row()
        for decision in decisions
        if not (decision.key in known and decision.same_as(known[decision.key]))
    ]
    if not new:
        return None
    data = read_bytes(folder, FILE) if (folder / FILE).exists() else b""
    return edit_rows(data, COLUMNS, ("en",), {}, new)


def _decision(row: Row) -> Decision:
    status = row.get("status")
    return Decision(
        date=row.get("date"),
        file=row.get("file"),
        record=row.get("record"),
        asked=row.get("asked"),
        status=Status(status) if status in list(Status) else Status.REVIEW,
        chosen=row.get("chosen"),
        name=row.get("name"),
        lat=plain_number(row.get("lat")),
        lon=plain_number(row.get("lon")),
        score=plain_number(row.get("score")),
        confidence=plain_number(row.get("confidence")),
        rivals=tuple(part.strip() for part in row.get("rivals").split(";") if part.strip()),
        by=row.get("by"),
    )


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}".rstrip("0").rstrip(".")
