"""What an import would do, or did, as lines for a terminal and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from storymap.cli import fit, place_text, problem_text
from storymap.cli.counting import counted
from storymap.cli.places_file import open_questions
from storymap.cli.plain import plain
from storymap.formats.table_import import ImportPlan
from storymap.formats.table_places import RowPlace, RowStatus
from storymap.model import parse_when
from storymap.model.changes import AddRecord
from storymap.model.when_words import label

_MOST, _PREVIEWED = 10, 3


def as_json(plan: ImportPlan, *, dry_run: bool) -> dict[str, Any]:
    """Return the whole plan; `open` are the rows whose place nobody is sure about."""
    return {
        "kind": str(plan.kind), "dry_run": dry_run, "mapping": dict(plan.mapping),
        "guesses": [asdict(guess) for guess in plan.guesses], "counts": asdict(plan.counts),
        "open": [_place(place) for place in plan.open],
        "problems": [problem.as_dict() for problem in plan.problems],
    }  # fmt: skip


def _place(place: RowPlace) -> dict[str, Any]:
    return {"row": place.row, "name": place.name, "status": str(place.status),
            "candidates": [place_text.as_json(one) for one in place.candidates]}  # fmt: skip


def lines(plan: ImportPlan, *, saved: bool, dry_run: bool) -> Iterator[str]:
    """Yield the columns, the first records, the problems, the doubtful places, what became of the rows."""
    yield click.style("Columns", bold=True)
    yield from _columns(plan)
    if preview := list(_preview(plan)):
        yield from ("", click.style("First rows, as they are read", bold=True), *preview)
    if plan.problems:
        yield from ("", click.style("Problems", bold=True), *problem_text.lines(plan.problems))
    if questions := open_questions(plan.places):
        yield from ("", click.style("Which place is meant?", bold=True))
        for question in questions[:_MOST]:
            yield from _question(question)
        if len(questions) > _MOST:
            yield f"  {len(questions) - _MOST:,} more"
    yield from ("", click.style("Rows", bold=True), *_counts(plan))
    yield from ("", _end(plan, saved=saved, dry_run=dry_run))


def what_to_do(plan: ImportPlan, places: Path) -> Iterator[str]:
    """Yield how the doubtful places are decided."""
    number = len(open_questions(plan.places))
    yield from fit.wrapped(
        f"{number:,} {'place is' if number == 1 else 'places are'} to be decided. In this list, write the "
        "number of a candidate, an id or `none` into the column `choice`, then run the command again. With "
        "--leave-open the rows come in without these places."
    )
    yield f"  {click.style(plain(str(places)), bold=True)}"


def _columns(plan: ImportPlan) -> Iterator[str]:
    why = {guess.column: guess.why for guess in plan.guesses}
    width = min(max((len(plain(column)) for column in plan.mapping), default=0), 28)
    wide = max((len(plain(field)) for field in plan.mapping.values()), default=0)
    for column, field in plan.mapping.items():
        shown = f"{plain(field):<{wide}}" if field else click.style(f"{'–':<{wide}}", dim=True)
        reason = fit.cut(plain(why.get(column, "as you say")), max(20, fit.width() - width - wide - 6))
        yield f"  {fit.cut(plain(column), width):<{width}}  {shown}  {click.style(reason, dim=True)}"


def _preview(plan: ImportPlan) -> Iterator[str]:
    """Yield the first new records: date, name and place of events; name and position of sites."""
    new = [change for change in plan.changes if isinstance(change, AddRecord) and change.kind is plan.kind]
    rows = [_record(change.values) for change in new[:_PREVIEWED]]
    wide = max((len(date) for date, _, _ in rows), default=0)
    width = min(max((len(name) for _, name, _ in rows), default=0), 40)
    for date, name, place in rows:
        start = f"{date:<{wide}}  " if wide else ""
        yield f"  {start}{fit.cut(name, width):<{width}}  {place or click.style('no place yet', dim=True)}"


def _record(values: Mapping[str, Any]) -> tuple[str, str, str]:
    when, name = str(values.get("when") or ""), plain(str(values.get("title") or values.get("name") or ""))
    at = f"{values['lat']}, {values['lon']}" if values.get("lat") else ""
    return label(parse_when(when), "en") if when else "", name, plain(str(values.get("site") or at))


def _question(question: Sequence[RowPlace]) -> Iterator[str]:
    first = question[0]
    numbers = ", ".join(str(place.row) for place in question[:5]) + (" …" if len(question) > 5 else "")
    rows = f"row{'' if len(question) == 1 else 's'} {numbers}"
    missing = "" if first.candidates else ": not found"
    yield f"  {click.style(fit.cut(plain(first.name), 50), bold=True)} ({rows}){missing}"
    for number, candidate in enumerate(first.candidates[:3], 1):
        place = candidate.place
        yield (f"   {number}  {plain(place.name)}, {place_text.what(place)}, "
               f"{place_text.in_words(candidate.confidence)}")  # fmt: skip


def _counts(plan: ImportPlan) -> Iterator[str]:
    counts = plan.counts
    located = sum(place.status in (RowStatus.FOUND, RowStatus.GIVEN) for place in plan.places)
    told = (
        (counts.added, "new"), (counts.existing, "in the story already"), (counts.empty, "empty"),
        (counts.refused, "with errors"),
    )  # fmt: skip
    became = ", ".join(f"{number:,} {words}" for number, words in told if number)
    yield f"  {counted(counts.rows, 'row')}: {became}"
    yield f"  {located:,} with a place, {len(plan.open):,} doubtful"
    if counts.sites or counts.sources:
        places, sources = counted(counts.sites, "new place"), counted(counts.sources, "new source")
        yield f"  along with them: {places}, {sources}"


def _end(plan: ImportPlan, *, saved: bool, dry_run: bool) -> str:
    if plan.errors:
        return click.style("Nothing was imported. Correct the errors in the table, then run again.", fg="red")
    if dry_run:
        return "Nothing was written (--dry-run)."
    if saved:
        return click.style(f"Imported {counted(plan.counts.added, 'row')} as one revision.", fg="green")
    return "Nothing was imported yet." if plan.changes else "There is nothing new in the table."
