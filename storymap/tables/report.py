"""What became of every event row: one class each, counts that add up, and the problems met on the way."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from storymap.problems import Problem

CLASSES = {
    "id": "placed",
    "name": "placed by name",
    "area": "placed by area",
    "near": "placed by distance",
    "none": "without a place",
    "problem": "problem",
}
"""How an event found its site, and the words for it in the report."""


@dataclass(frozen=True)
class Report:
    """Counts per class of `CLASSES`, in that order and also when 0, and all problems."""

    counts: dict[str, int]
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, hows: Iterable[str], problems: Iterable[Problem]) -> "Report":
        """Count how the rows were placed."""
        found = Counter(hows)
        return cls({words: found[how] for how, words in CLASSES.items()}, tuple(problems))

    @property
    def rows(self) -> int:
        """The number of event rows; the counts add up to it."""
        return sum(self.counts.values())

    def as_dict(self) -> dict[str, object]:
        """Return the report as plain values for JSON."""
        return {
            "rows": self.rows,
            "counts": dict(self.counts),
            "problems": [problem.as_dict() for problem in self.problems],
        }

    def __str__(self) -> str:
        """Return one line: `12 events: 9 placed, 2 placed by name, 1 problem`."""
        parts = ", ".join(f"{count} {words}" for words, count in self.counts.items() if count)
        rows = f"{self.rows} event{'' if self.rows == 1 else 's'}"
        return f"{rows}: {parts}" if parts else rows
