"""The list of places that a table names and nobody is sure about: a CSV file to write choices into."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from storymap.formats.table_places import NONE, RowPlace
from storymap.gazetteer.candidate import Candidate
from storymap.gazetteer.confidence import two_digits
from storymap.problems import Problems, StorymapError
from storymap.storage.atomic import write_atomically
from storymap.storage.encoding import decode
from storymap.storage.where import Where

_COLUMNS = ("row", "rows", "name", "choice")
_MOST = 8


def open_questions(places: Sequence[RowPlace]) -> list[list[RowPlace]]:
    """Return the places that a person has to decide, those that are the same question together."""
    found: dict[tuple[object, ...], list[RowPlace]] = {}
    for place in places:
        if place.open:
            key = (place.name.casefold(), *(one.place.id for one in place.candidates))
            found.setdefault(key, []).append(place)
    return list(found.values())


def write_questions(file: Path, questions: Sequence[Sequence[RowPlace]], kept: Mapping[int, str]) -> None:
    """Write one line for each question, with its candidates; `kept` are choices made before, by row.

    Raises
    ------
    OSError
        The file can't be written.
    """
    made = io.StringIO()
    lines = csv.writer(made, lineterminator="\n")
    lines.writerow([*_COLUMNS, *(f"candidate {number}" for number in range(1, _MOST + 1))])
    for row, choice in sorted(kept.items()):
        lines.writerow([row, "", "", choice])
    for question in questions:
        first = question[0]
        rows = " ".join(str(place.row) for place in question)
        lines.writerow([first.row, rows, first.name, "", *map(_words, first.candidates[:_MOST])])
    write_atomically(file, made.getvalue().encode("utf-8-sig"))


def read_choices(file: Path, places: Mapping[int, RowPlace]) -> dict[int, str]:
    """Return the choices that were written into the file, by row: ids, or `none`.

    A choice is an id, the number of a candidate (from 1), or `none`. What is no question any more
    is passed over.

    Raises
    ------
    StorymapError
        The file isn't this list, or a choice is none of the candidates; every fault with its line.
    OSError
        The file can't be read.
    """
    text = decode(file.read_bytes(), Where(Problems(), file.name), ())
    lines = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    faults, found = [], {}
    for number, line in enumerate(lines, 2):
        row, choice = (line.get("row") or "").strip(), (line.get("choice") or "").strip()
        if not row.isdecimal():
            faults.append(f"line {number}: `row` holds {row!r}, no number of a row.")
        elif choice and (place := places.get(int(row))) is not None and place.open:
            ident = _ident(choice, place)
            if ident:
                found[int(row)] = ident
            else:
                faults.append(f"line {number}: {choice!r} is no id, none of the candidates, and not `none`.")
    if faults:
        raise StorymapError(f"{file} can't be used. " + " ".join(faults[:8]))
    return found


def _ident(choice: str, place: RowPlace) -> str:
    if choice.casefold() == NONE:
        return NONE
    if choice.isdecimal():
        there = 0 < int(choice) <= len(place.candidates)
        return place.candidates[int(choice) - 1].place.id if there else ""
    return choice.split()[0] if ":" in choice.split()[0] else ""


def _words(candidate: Candidate) -> str:
    place = candidate.place
    words = ", ".join(part for part in (place.name, place.kind, place.parent, place.country) if part)
    return f"{place.id} {words} ({two_digits(candidate.confidence)})"
