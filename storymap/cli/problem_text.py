"""Problems as lines for a terminal: by file, aligned, of each kind the first ones."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePath

import click

from storymap.cli import fit
from storymap.cli.plain import plain
from storymap.problems import Problem, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}
_MOST_ALIKE = 10
_TABLES = (".csv", ".tsv", ".txt", ".xlsx")


def lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield each file with its problems, from the top down; files with errors come first."""
    by_file = sorted(problems, key=lambda problem: problem.file)
    files = [(file, list(found)) for file, found in groupby(by_file, key=lambda problem: problem.file)]
    files.sort(key=lambda pair: all(problem.severity != Severity.ERROR for problem in pair[1]))
    for number, (file, found) in enumerate(files):
        if number:
            yield ""
        yield f"  {plain(file) or 'The story'}"
        shown, more = _first_of_each_kind(sorted(found, key=lambda problem: problem.row or 0))
        places = [_place(problem) for problem in shown]
        width = min(max(map(len, places)), 28)
        for problem, place in zip(shown, places, strict=True):
            yield from _problem(problem, place, width)
        yield from (f"    {count:,} more: {message}" for message, count in more.items())


def _first_of_each_kind(problems: Sequence[Problem]) -> tuple[list[Problem], dict[str, int]]:
    """Return at most ten problems with the same message, and how many more there are of each."""
    seen = Counter[str]()
    shown = []
    for problem in problems:
        seen[problem.message] += 1
        if seen[problem.message] <= _MOST_ALIKE:
            shown.append(problem)
    return shown, {plain(message): number - _MOST_ALIKE
                   for message, number in seen.items() if number > _MOST_ALIKE}


def _problem(problem: Problem, place: str, width: int) -> Iterator[str]:
    """Yield what was found, then what to do, both indented under the message."""
    indent = " " * (15 + width)
    room = max(40, fit.width() - len(indent))
    found = f" (found: {plain(problem.found)})" if problem.found else ""
    texts = textwrap.wrap(plain(problem.message) + found, room) + textwrap.wrap(plain(problem.hint), room)
    severity = click.style(f"{problem.severity:<7}", fg=_COLOURS[problem.severity])
    if len(place) > width:
        yield f"    {severity}  {place}"
        start = indent
    else:
        start = f"    {severity}  {place:<{width}}  "
    yield start + texts[0]
    yield from (indent + text for text in texts[1:])


def _place(problem: Problem) -> str:
    word = "row" if PurePath(problem.file).suffix.lower() in _TABLES else "line"
    parts = ([f"{word} {problem.row}"] if problem.row is not None else []) + (
        [plain(problem.column)] if problem.column else [])
    return ", ".join(parts)
