"""`storymap geocode`: find the places that a story names but doesn't locate, and ask where it isn't sure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storymap import __version__
from storymap.cli.story_argument import BUSY, TRIES, author_option, faults_as_words
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
@author_option
@click.option("--json", "as_json", is_flag=True, help="Print the answers as JSON.")
def geocode(
    folder: Path, accept_above: float, choices: tuple[str, ...], file: Path | None, online: bool,
    dry_run: bool, author: str, as_json: bool,
) -> None:  # fmt: skip
    """Find sites without coordinates, and events whose place is no site, with the whole story as context.

    Sure answers are written to sites.csv; the doubtful ones are listed for you to decide with --choose. What
    was asked, chosen and possible is kept in geocoding.csv. Nothing else in the story changes.
    """
    from storymap.cli.geocode_plan import read_choices

    with faults_as_words():
        run, written = _answered(folder, file, read_choices(choices), accept_above, online=online,
                                 author="" if dry_run else author)
    for text in run.layers.faults:
        click.echo(f"Warning: {text}", err=True)
    _show(run, written, dry_run=dry_run, as_json=as_json)


@dataclass(frozen=True)
class _Run:
    """A story's answers, with the version of the story that they were found for."""

    folder: Path
    story: Story
    version: str
    layers: Layers
    results: list[Outcome]

    def write(self, author: str) -> list[str]:
        """Save places and decisions as one revision; return the names of the files that changed."""
        from storymap.cli.geocode_plan import changes_of, decisions_of
        from storymap.storage.editable import read_editable
        from storymap.storage.save import save
        from storymap.storage.version import CACHE

        before = CACHE.digests(self.folder)
        changes = changes_of(self.story, self.results, read_editable(self.folder))
        date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        decisions = decisions_of(self.results, date, f"storymap {__version__}")
        save(self.folder, changes, expected=self.version, author=author, message="Looked up places",
             decisions=decisions)  # fmt: skip
        after = CACHE.digests(self.folder)
        return sorted(name for name in after if before.get(name) != after[name])


def _answered(
    folder: Path, file: Path | None, chosen: dict[str, str], accept_above: float, *, online: bool, author: str
) -> tuple[_Run, list[str]]:
    """Look up and write, as `author`; once more when another program wrote to the story meanwhile."""
    from storymap.storage.save import StaleVersion

    for _ in range(TRIES):
        run = _look_up(folder, file, chosen, accept_above, online=online)
        try:
            return run, run.write(author) if author else []
        except StaleVersion:
            continue
    raise StorymapError(BUSY)


def _look_up(
    folder: Path, file: Path | None, chosen: dict[str, str], accept_above: float, *, online: bool
) -> _Run:
    from storymap.cli.gazetteer_options import open_layers
    from storymap.cli.geocode_plan import outcomes
    from storymap.cli.progress import bar
    from storymap.gazetteer.questions import answer_all, questions_of
    from storymap.storage import load
    from storymap.storage.version import version_of

    version = version_of(folder)
    story = load(folder).story
    layers = open_layers(story, file, online=online)
    questions = _still_open(folder, questions_of(story), chosen)
    with bar(len(questions), "Looking up places") as progress:
        answers = answer_all(layers, story, questions, lambda: progress.update(1))
    return _Run(folder, story, version, layers, outcomes(answers, layers, chosen, accept_above))


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
