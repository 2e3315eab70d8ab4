"""The problems of stories as lines for a terminal, story by story, with the next command to type."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from storymap.cli import problem_text
from storymap.cli.counting import counted
from storymap.cli.plain import plain
from storymap.document.checked import Checked
from storymap.problems import Severity


def lines(checked: Sequence[Checked], folder: Path) -> Iterator[str]:
    """Yield the lines of the whole report."""
    for story in checked:
        yield from _story(story)
    total = {severity: sum(story.count(severity) for story in checked) for severity in Severity}
    place = shlex.quote(str(folder))
    yield f"{counted(len(checked), 'story')}: {_problems(total)}."
    if total[Severity.ERROR]:
        yield f"Correct the errors, then type:  storymap check {place}"
    else:
        yield f"To look at {'it' if len(checked) == 1 else 'them'}, type:  storymap serve {place}"


def _story(checked: Checked) -> Iterator[str]:
    story = checked.story
    title = click.style(plain(story.title.get(story.languages[0])), bold=True)
    yield f"{title}  ({plain(str(checked.folder))})"
    yield "  " + ", ".join(counted(number, name[:-1]) for name, number in checked.held().items())
    yield f"  {checked.join}"
    if checked.problems:
        yield ""
        yield from problem_text.lines(checked.problems)
    yield ""


def _problems(total: dict[Severity, int]) -> str:
    parts = [counted(number, severity) for severity, number in total.items() if number]
    return ", ".join(parts) or "no problems"
