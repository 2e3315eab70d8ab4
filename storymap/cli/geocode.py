"""`storymap geocode`: find the places that a story names but doesn't locate, and ask where it isn't sure."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storymap import __version__
from storymap.problems import StorymapError

if TYPE_CHECKING:
    from storymap.cli.geocode_plan import Outcome
    from storymap.gazetteer.layers import Layers
    from storymap.gazetteer.questions import Question
    from storymap.model import Story


@click.command(short_help="Find the places of a story that have no coordinates.")
@click.argument("folder", metavar="STORY", type=click.Path(path_type=Path))
@click.option("--accept-above", default=0.9, type=click.FloatRange(0, 1),
              help="Take answers of at least this confidence [default: 0.9].")  # fmt: skip
@click.option("--choose", "choices", multiple=True, metavar="RECORD=ID",
              help="Take this place for a site or event, such as hue=gn:1580240, or `none`.")  # fmt: skip
@click.option("--gazetteer", "file", metavar="FILE", type=click.Path(path_type=Path),
              help="Ask this gazetteer of yours too (Linked Places Format or CSV).")  # fmt: skip
@click.option("--online", is_flag=True, help="Ask Nominatim too where nobody is sure. Off by default.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the answers as JSON.")
def geocode(
    folder: Path, accept_above: float, choices: tuple[str, ...], file: Path | None, online: bool,
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Find sites without coordinates, and events whose place is no site, with the whole story as context.

    Sure answers are written to sites.csv; the doubtful ones are listed for you to decide with --choose. What
    was asked, chosen and possible is kept in geocoding.csv. Nothing else in the story changes.
    """
    from storymap.cli.geocode_plan import read_choices

    try:
        with contextlib.nullcontext() if dry_run else _lock(folder):
            run = _look_up(folder, file, read_choices(choices), accept_above, online=online)
            written = [] if dry_run else run.write()
    except StorymapError as fault:
        raise click.ClickException(str(fault)) from None
    except OSError as fault:
        raise click.ClickException(f"The story can't be written: {fault}. Nothing was lost.") from None
    for text in run.layers.faults:
        click.echo(f"Warning: {text}", err=True)
    _show(run, written, dry_run=dry_run, as_json=as_json)


@dataclass(frozen=True)
class _Run:
    """A story's answers, with the bytes of the files that they were found for."""

    folder: Path
    story: Story
    before: dict[str, bytes]
    layers: Layers
    results: list[Outcome]

    def write(self) -> list[str]:
        """Write places, then decisions; return the names of the files that changed."""
        from storymap.cli.geocode_plan import decisions_of, edits_of
        from storymap.storage.decisions import FILE, add_decisions, with_decisions
        from storymap.storage.place_edits import write_edits

        edits = edits_of(self.story, self.results)
        date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        decisions = decisions_of(self.results, date, f"storymap {__version__}")
        with_decisions(self.folder, decisions)  # a broken geocoding.csv must stop everything, not half of it
        written = write_edits(self.folder, edits, self.before, self.story.languages) if edits else []
        decided = add_decisions(self.folder, decisions)
        return written + ([FILE] if decided else [])


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold the story's lock, if there is a story."""
    from storymap.storage.lock import locked

    if not folder.is_dir():
        yield  # the reader says what is missing
        return
    with locked(folder):
        yield


def _look_up(
    folder: Path, file: Path | None, chosen: dict[str, str], accept_above: float, *, online: bool
) -> _Run:
    from storymap.cli.gazetteer_options import open_layers
    from storymap.cli.geocode_plan import outcomes
    from storymap.cli.progress import bar
    from storymap.gazetteer.questions import answer_all, questions_of
    from storymap.storage import load
    from storymap.storage.place_edits import snapshot

    before = snapshot(folder) if folder.is_dir() else {}
    story = load(folder).story
    layers = open_layers(story, file, online=online)
    questions = _still_open(folder, questions_of(story), chosen)
    with bar(len(questions), "Looking up places") as progress:
        answers = answer_all(layers, story, questions, lambda: progress.update(1))
    return _Run(folder, story, before, layers, outcomes(answers, layers, chosen, accept_above))


def _still_open(
    folder: Path, questions: tuple[Question, ...], chosen: dict[str, str]
) -> tuple[Question, ...]:
    """Leave out what a person has rejected, unless it is chosen now."""
    from storymap.storage.decisions import Status, last_decisions, read_decisions

    rejected = {
        key for key, last in last_decisions(read_decisions(folder)).items() if last.status is Status.REJECTED
    }
    return tuple(
        question
        for question in questions
        if not rejected.issuperset(question.records)
        or any(record in chosen for _, record in question.records)
    )


def _show(run: _Run, written: list[str], *, dry_run: bool, as_json: bool) -> None:
    from storymap.cli import geocode_text

    if as_json:
        report = geocode_text.as_json(run.story.id, run.results, written, dry_run=dry_run)
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for line in geocode_text.lines(run.folder, run.results, written, dry_run=dry_run):
        click.echo(line)
