"""The list of places that a table names and nobody is sure about: a CSV file to write choices into.

The list is a person's: lines are only ever added to it, never changed or taken out.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from storymap.formats.spreadsheet import TableRefused, read_table
from storymap.formats.table_places import NONE, RowPlace
from storymap.gazetteer.candidate import Candidate
from storymap.gazetteer.confidence import two_digits
from storymap.model import fold
from storymap.problems import StorymapError
from storymap.storage.atomic import write_atomically

Question = Sequence[RowPlace]
"""The rows whose places are the same question."""
_CANDIDATE = "candidate "
_MOST = 8
_COLUMNS = ("row", "rows", "name", "choice", *(f"{_CANDIDATE}{number}" for number in range(1, _MOST + 1)))
_NEEDED = ("row", "name", "choice")
_FAULTS_SHOWN = 8


@dataclass(frozen=True)
class PlacesList:
    """The list as it is in the file; empty where there is no file yet."""

    file: Path
    header: tuple[str, ...] = _COLUMNS
    rows: tuple[tuple[str, ...], ...] = ()
    first: int = 2
    delimiter: str = ","

    def lines(self) -> list[tuple[int, dict[str, str]]]:
        """Return every line with its number."""
        return [(number, dict(zip(self.header, row, strict=True)))
                for number, row in enumerate(self.rows, self.first) if any(row)]  # fmt: skip


def open_questions(places: Sequence[RowPlace]) -> list[list[RowPlace]]:
    """Return the places that a person has to decide, those that are the same question together."""
    found: dict[tuple[object, ...], list[RowPlace]] = {}
    for place in places:
        if place.open:
            key = (fold(place.name), *(one.place.id for one in place.candidates))
            found.setdefault(key, []).append(place)
    return list(found.values())


def read_list(file: Path) -> PlacesList:
    """Return the list in a file, in whatever form a spreadsheet has saved it.

    Raises
    ------
    StorymapError
        The file is something else.
    OSError
        The file can't be read.
    """
    if not file.exists():
        return PlacesList(file)
    try:
        table = read_table(file.read_bytes(), file.name)
    except TableRefused as fault:
        raise StorymapError(f"{file} is not the list of doubtful places: {fault}") from None
    if table.sheets:
        raise StorymapError(f"{file} is a workbook. Save it as CSV, under the same name.")
    if missing := [name for name in _NEEDED if name not in table.header]:
        raise StorymapError(f"{file} is not the list of doubtful places: it has no column "
                            f"{' and no column '.join(missing)}. Name another file with --places.")
    return PlacesList(file, table.header, table.rows, table.first, table.delimiter or ",")


def choices_in(
    listed: PlacesList, questions: Sequence[Question], known: Callable[[str], bool]
) -> dict[int, str]:
    """Return what a person chose: an id, or `none`, by row.

    A number means the candidate that stands in the same line. A line belongs to the question with its name,
    wherever the rows have moved in the table; what is no question any more is passed over. `known` says
    whether a gazetteer has an id.

    Raises
    ------
    StorymapError
        A choice is none of the candidates and no id; every fault with its line.
    """
    by_name = _by_name(questions)
    faults: list[str] = []
    found: dict[int, str] = {}
    for number, line in listed.lines():
        choice = line["choice"].strip()
        question = _question_of(line, by_name) if choice else None
        if question is None:
            continue
        ident = _ident(choice, line)
        if ident and (ident == NONE or known(ident)):
            found |= {place.row: ident for place in question}
        else:
            name = line["name"]
            faults.append(f"- line {number} ({name}): {choice!r} is no number of a candidate, no id that a "
                          "gazetteer has, and not `none`.")  # fmt: skip
    if faults:
        more = len(faults) - _FAULTS_SHOWN
        told = [*faults[:_FAULTS_SHOWN], *([f"- {more} more"] if more > 0 else [])]
        raise StorymapError("\n".join([f"{listed.file} has choices that can't be used:", *told]))
    return found


def add_questions(listed: PlacesList, questions: Sequence[Question]) -> None:
    """Write a line for each question that has none yet, with its candidates; `questions` are all of them.

    Raises
    ------
    OSError
        The file can't be written.
    """
    by_name = _by_name(questions)
    there = {question[0].row for _, line in listed.lines()
             if (question := _question_of(line, by_name)) is not None}  # fmt: skip
    new = [question for question in questions if question[0].row not in there]
    if not new:
        return
    made = io.StringIO()
    lines = csv.writer(made, lineterminator="\n", delimiter=listed.delimiter)
    lines.writerow(listed.header)
    lines.writerows(listed.rows)
    for question in new:
        cells = _cells(question)
        lines.writerow([cells.get(name, "") for name in listed.header])
    write_atomically(listed.file, made.getvalue().encode("utf-8-sig"))


def _by_name(questions: Sequence[Question]) -> Mapping[str, list[Question]]:
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        found[fold(question[0].name)].append(question)
    return found


def _question_of(line: Mapping[str, str], by_name: Mapping[str, list[Question]]) -> Question | None:
    """Return the one question that a line means: by its name, then by its candidates, then by its row."""
    alike = by_name.get(fold(line["name"]), [])
    if len(alike) > 1:
        wanted = {_first_word(cell) for column, cell in line.items() if column.startswith(_CANDIDATE)} - {""}
        alike = [one for one in alike if wanted == {found.place.id for found in one[0].candidates[:_MOST]}]
    if len(alike) > 1:
        alike = [one for one in alike if line["row"].strip() == str(one[0].row)]
    return alike[0] if len(alike) == 1 else None


def _ident(choice: str, line: Mapping[str, str]) -> str:
    if choice.casefold() == NONE:
        return NONE
    if choice.isdecimal():
        return _first_word(line.get(f"{_CANDIDATE}{int(choice)}", ""))
    return _first_word(choice)


def _first_word(text: str) -> str:
    return next(iter(text.split()), "")


def _cells(question: Question) -> dict[str, str]:
    first = question[0]
    candidates = {f"{_CANDIDATE}{number}": _words(one)
                  for number, one in enumerate(first.candidates[:_MOST], 1)}  # fmt: skip
    return {"row": str(first.row), "rows": " ".join(str(place.row) for place in question),
            "name": first.name, **candidates}  # fmt: skip


def _words(candidate: Candidate) -> str:
    place = candidate.place
    words = ", ".join(part for part in (place.name, place.kind, place.parent, place.country) if part)
    return f"{place.id} {words} ({two_digits(candidate.confidence)})"
