"""What is wrong with an author's files: where, what was found, and what to do about it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from storymap.words import Words, cut, said


class Severity(StrEnum):
    """How much a problem costs the reader."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Problem:
    """One thing that an author should look at.

    `file` is relative to the story folder; `row` is the line that a spreadsheet shows
    (the header is row 1), or the line of a text file; `column` is a column or key.
    """

    severity: Severity
    message: str
    file: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    hint: str = ""

    @property
    def where(self) -> str:
        """The place in words: `events.csv, row 12, column when`."""
        parts = [self.file] if self.file else []
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}" if self.file.endswith(".csv") else f"`{self.column}`")
        return ", ".join(parts)

    def as_dict(self) -> dict[str, object]:
        """Return the problem as plain values for JSON."""
        return asdict(self)

    def said(self, translate: Callable[[str], str]) -> "Problem":
        """Return the problem in the language of `translate`, a catalogue's `gettext`."""
        return replace(self, message=said(self.message, translate), found=said(self.found, translate),
                       hint=said(self.hint, translate))

    def __str__(self) -> str:
        """Return one line: where, what, what was found, what to do."""
        found = f" (found: {self.found})" if self.found else ""
        hint = f". {self.hint}" if self.hint else ""
        where = f"{self.where}: " if self.where else ""
        return f"{self.severity}: {where}{self.message}{found}{hint}"


class Problems:
    """A collector: readers add what they find and go on."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        """Start with `problems`, usually none."""
        self._problems: list[Problem] = list(problems)

    def add(self, severity: Severity, message: str, *, file: str = "", row: int | None = None,
            column: str = "", found: object = "", hint: str = "") -> None:
        """Note one problem; a long `found` is cut to 80 characters."""
        text = cut(found if isinstance(found, Words) else str(found))
        self._problems.append(Problem(severity, message, file, row, column, text, hint))

    def error(self, message: str, **where: Any) -> None:
        """Note something that keeps a part of the story from being shown."""
        self.add(Severity.ERROR, message, **where)

    def warning(self, message: str, **where: Any) -> None:
        """Note something that readers would see as wrong or missing."""
        self.add(Severity.WARNING, message, **where)

    def notice(self, message: str, **where: Any) -> None:
        """Note something that may be meant, but looks like a slip."""
        self.add(Severity.NOTICE, message, **where)

    def __iter__(self) -> Iterator[Problem]:
        """Iterate in the order in which the problems were found."""
        return iter(self._problems)

    def __len__(self) -> int:
        """Count the problems."""
        return len(self._problems)


class StorymapError(Exception):
    """The base of the errors that Storymap raises on purpose; its text is for people."""


class StoryNotFound(StorymapError):
    """There is no story folder at the given place."""
