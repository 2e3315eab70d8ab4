"""What an import would do, or did, as lines for a terminal and as plain values for JSON."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from storymap.cli import place_text
from storymap.cli.places_file import open_questions
from storymap.cli.plain import plain
from storymap.formats.table_import import ImportPlan
from storymap.formats.table_places import RowPlace, RowStatus
from storymap.problems import Severity

_MOST = 10
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}


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


def lines(plan: ImportPlan, *, saved: bool, dry_run: bool, ready: bool) -> Iterator[str]:
    """Yield the columns, the problems, the doubtful places, and what became of the rows."""
    yield click.style("Columns", bold=True)
    yield from _columns(plan)
    if plan.problems:
        yield click.style("Problems", bold=True)
        yield from _problems(plan)
    if questions := open_questions(plan.places):
        yield click.style("Which place is meant?", bold=True)
        for question in questions[:_MOST]:
            yield from _question(question)
        if len(questions) > _MOST:
            yield f"  {len(questions) - _MOST:,} more"
    yield click.style("Rows", bold=True)
    yield from _counts(plan)
    yield _end(plan, saved=saved, dry_run=dry_run, ready=ready)


def _columns(plan: ImportPlan) -> Iterator[str]:
    why = {guess.column: guess.why for guess in plan.guesses}
    width = min(max((len(plain(column)) for column in plan.mapping), default=0), 24)
    wide = max((len(field) for field in plan.mapping.values()), default=0)
    for column, field in plan.mapping.items():
        shown = f"{field:<{wide}}" if field else click.style(f"{'–':<{wide}}", dim=True)
        reason = click.style(plain(why.get(column, "")), dim=True)
        yield f"  {plain(column):<{width}}  {shown}  {reason}".rstrip()


def _problems(plan: ImportPlan) -> Iterator[str]:
    worst = sorted(plan.problems, key=lambda problem: list(Severity).index(problem.severity))
    for problem in worst[:_MOST]:
        colour = _COLOURS[problem.severity]
        text = plain(str(problem)).removeprefix(f"{problem.severity}: ")
        yield from _wrapped(f"{click.style(str(problem.severity), fg=colour)}: {text}")
    if len(worst) > _MOST:
        yield f"  {len(worst) - _MOST:,} more"


def _question(question: list[RowPlace]) -> Iterator[str]:
    first = question[0]
    rows = ", ".join(str(place.row) for place in question[:5]) + (" …" if len(question) > 5 else "")
    if not first.candidates:
        yield f"  {click.style(plain(first.name), bold=True)} (row {rows}): not found"
        return
    yield f"  {click.style(plain(first.name), bold=True)} (row {rows})"
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
    yield f"  {counts.rows:,}: " + ", ".join(f"{number:,} {words}" for number, words in told if number)
    yield f"  {located:,} with a place, {len(plan.open):,} doubtful"
    if counts.sites or counts.sources:
        yield f"  along with them: {counts.sites:,} new places, {counts.sources:,} new sources"


def _end(plan: ImportPlan, *, saved: bool, dry_run: bool, ready: bool) -> str:
    if plan.errors:
        return click.style("Nothing was imported. Correct the errors in the table, then run again.", fg="red")
    if dry_run:
        return "Nothing was written (--dry-run)."
    if saved:
        return click.style(f"Imported {plan.counts.added:,} rows as one revision.", fg="green")
    return "There is nothing new in the table." if ready else ""


def _wrapped(text: str) -> Iterator[str]:
    width = max(40, min(shutil.get_terminal_size().columns, 110))
    yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")
