"""The problems of stories as lines for a terminal: by file, aligned, with the next command to type."""

import shlex
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from storymap.cli.plain import plain
from storymap.document.checked import Checked
from storymap.problems import Problem, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}
_WIDEST = 110
_MOST_ALIKE = 10


def lines(checked: Sequence[Checked], folder: Path) -> Iterator[str]:
    """Yield the lines of the whole report."""
    for story in checked:
        yield from _story(story)
    total = {severity: sum(story.count(severity) for story in checked) for severity in Severity}
    place = shlex.quote(str(folder))
    yield f"{_counted(len(checked), 'story')}: {_problems(total)}."
    if total[Severity.ERROR]:
        yield f"Correct the errors, then type:  storymap check {place}"
    else:
        yield f"To look at {'it' if len(checked) == 1 else 'them'}, type:  storymap serve {place}"


def _story(checked: Checked) -> Iterator[str]:
    story = checked.story
    title = click.style(plain(story.title.get(story.languages[0])), bold=True)
    yield f"{title}  ({plain(str(checked.folder))})"
    yield "  " + ", ".join(_counted(number, name[:-1]) for name, number in checked.held().items())
    yield f"  {checked.join}"
    by_file = sorted(checked.problems, key=lambda problem: problem.file)
    for file, found in groupby(by_file, key=lambda problem: problem.file):
        yield ""
        yield f"  {plain(file) or 'The story'}"
        problems, more = _first_of_each_kind(sorted(found, key=lambda problem: problem.row or 0))
        places = [_place(problem) for problem in problems]
        width = min(max(map(len, places)), 28)
        for problem, place in zip(problems, places, strict=True):
            yield from _problem(problem, place, width)
        yield from (f"    {number:,} more: {message}" for message, number in more.items())
    yield ""


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
    room = max(40, min(shutil.get_terminal_size().columns, _WIDEST) - len(indent))
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
    word = "row" if problem.file.endswith(".csv") else "line"
    parts = ([f"{word} {problem.row}"] if problem.row is not None else []) + (
        [plain(problem.column)] if problem.column else [])
    return ", ".join(parts)


def _counted(number: int, word: str) -> str:
    several = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word if number == 1 else several}"


def _problems(total: dict[Severity, int]) -> str:
    parts = [_counted(number, severity) for severity, number in total.items() if number]
    return ", ".join(parts) or "no problems"
