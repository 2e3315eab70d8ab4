"""`storymap import-table`: the rows of a spreadsheet into a story, all or nothing, as one revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storymap import __version__
from storymap.cli.counting import counted
from storymap.cli.story_argument import (
    BUSY,
    TRIES,
    author_option,
    faults_as_words,
    json_option,
    show_json,
    story_folder,
)
from storymap.problems import StorymapError

if TYPE_CHECKING:
    from storymap.cli.places_file import PlacesList, Question
    from storymap.formats.spreadsheet import Table
    from storymap.formats.table_import import ImportPlan
    from storymap.gazetteer.layers import Layers
    from storymap.model import Story
    from storymap.storage.save import Saved

_ORDERS = ("ask", "day-first", "month-first")


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line."""

    file: Path
    kind: str
    mapping: dict[str, str]
    order: str
    accept_above: float
    leave_open: bool

    def ready(self, plan: ImportPlan) -> bool:
        """Whether the rows may come in."""
        return not plan.errors and (self.leave_open or not plan.open)


@dataclass(frozen=True)
class Found:
    """A story and what a table would change in it; `questions` are those that the names alone leave open."""

    folder: Path
    version: str
    plan: ImportPlan
    listed: PlacesList
    questions: Sequence[Question]


@click.command("import-table", short_help="Bring the rows of a spreadsheet into a story.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("story", metavar="STORY", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(("event", "site")), default="event",
              help="What a row is [default: event].")
@click.option("--sheet", default="", help="Sheet of a workbook [default: the first with something in it].")
@click.option("--map", "maps", multiple=True, metavar="COLUMN=FIELD",
              help="Take a column for this field; nothing behind = leaves it out. May be repeated.")
@click.option("--dates", type=click.Choice(_ORDERS), default="ask",
              help="How 12/3/1968 is to be read [default: ask].")
@click.option("--accept-above", default=0.9, type=click.FloatRange(0, 1),
              help="Take places of at least this confidence [default: 0.9].")
@click.option("--places", type=click.Path(path_type=Path, dir_okay=False), metavar="CSV",
              help="List of the doubtful places [default: FILE with .places.csv].")
@click.option("--leave-open", is_flag=True, help="Bring in rows whose place is doubtful, without a position.")
@click.option("--dry-run", is_flag=True, help="Show what would be brought in, and write nothing.")
@author_option
@json_option
def import_table(
    file: Path, story: Path, kind: str, sheet: str, maps: tuple[str, ...], dates: str, accept_above: float,
    places: Path | None, leave_open: bool, dry_run: bool, author: str, as_json: bool,
) -> None:  # fmt: skip
    """Bring the rows of FILE (CSV, TSV or XLSX) into STORY, all of them or none.

    Columns are taken for fields by heading and content; names of places are looked up without a network.
    Where nobody is sure, the list of doubtful places is written: fill in its column `choice`, and run again.
    """
    from storymap.cli.places_file import add_questions

    places = places or file.with_name(f"{file.name}.places.csv")
    folder = story_folder(story)
    with faults_as_words():
        table = _table(file, sheet)
        wanted = Wanted(file, kind, _mapping(maps, table, kind), dates, accept_above, leave_open)
        found, saved = _imported(folder, table, wanted, places, author="" if dry_run else author)
        to_decide = bool(found.plan.open) and not leave_open and not dry_run
        if to_decide:
            add_questions(found.listed, found.questions)
    _show(found, saved, as_json=as_json, dry_run=dry_run, to_decide=to_decide)
    if not wanted.ready(found.plan):
        raise click.exceptions.Exit(1)


def _table(file: Path, sheet: str) -> Table:
    from storymap.formats.spreadsheet import read_table

    return read_table(file.read_bytes(), file.name, sheet=sheet)


def _mapping(maps: Sequence[str], table: Table, kind: str) -> dict[str, str]:
    """Return the field of every column: as guessed, and as the options say.

    Raises
    ------
    StorymapError
        An option has no `=`.
    """
    from storymap.formats.columns import guess_columns
    from storymap.model.changes import Kind

    mapping = {guess.column: guess.field for guess in guess_columns(table, Kind(kind))}
    for text in maps:
        column, sign, field = text.rpartition("=")
        if not sign:
            raise StorymapError(f'--map takes COLUMN=FIELD, such as "Tên=title"; not {text!r}.')
        mapping = {other: "" if taken == field and field else taken for other, taken in mapping.items()}
        mapping[column.strip()] = field.strip()
    return mapping


def _imported(
    folder: Path, table: Table, wanted: Wanted, places: Path, *, author: str
) -> tuple[Found, Saved | None]:
    """Plan the import and save it, as `author`; once more when another program wrote to the story meanwhile.

    Raises
    ------
    StorymapError
        The table, a choice or a record is refused, or other programs write without a pause.
    """
    from storymap.storage.save import StaleVersion, save

    for _ in range(TRIES):
        found = _found(folder, table, wanted, places)
        plan = found.plan
        if not (author and plan.changes and wanted.ready(plan)):
            return found, None
        try:
            return found, save(folder, plan.changes, expected=found.version, author=author,
                               message=f"Imported {counted(plan.counts.added, 'row')} of {wanted.file.name}",
                               decisions=plan.decisions)  # fmt: skip
        except StaleVersion:
            continue
    raise StorymapError(BUSY)


def _found(folder: Path, table: Table, wanted: Wanted, places: Path) -> Found:
    """Return the plan, with the choices that were written into the list of doubtful places."""
    from storymap.cli.gazetteer_options import open_layers
    from storymap.cli.places_file import choices_in, open_questions, read_list
    from storymap.formats.columns import guess_columns
    from storymap.model.changes import Kind
    from storymap.storage import load
    from storymap.storage.version import version_of

    version = version_of(folder)
    story = load(folder).story
    layers = open_layers(story, None, online=False)
    plan = _planned(story, table, wanted, layers, {})
    questions, listed = open_questions(plan.places), read_list(places)
    choices = choices_in(listed, questions, lambda ident: layers.by_id(ident) is not None)
    if choices:
        plan = _planned(story, table, wanted, layers, choices)
    guesses = tuple(guess for guess in guess_columns(table, Kind(wanted.kind))
                    if plan.mapping.get(guess.column) == guess.field)
    return Found(folder, version, replace(plan, guesses=guesses), listed, questions)


def _planned(
    story: Story, table: Table, wanted: Wanted, layers: Layers, choices: dict[int, str]
) -> ImportPlan:
    from storymap.cli.progress import bar
    from storymap.formats.dates import DayOrder
    from storymap.formats.table_import import plan_import
    from storymap.model.changes import Kind

    order = DayOrder("" if wanted.order == "ask" else wanted.order)
    with bar(len(table.rows), "Looking up places") as progress:
        return plan_import(
            story, table, Kind(wanted.kind), layers, mapping=wanted.mapping, choices=choices,
            accept_above=wanted.accept_above, order=order, name=wanted.file.name,
            date=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), program=f"storymap {__version__}",
            step=progress.update)  # fmt: skip


def _show(found: Found, saved: Saved | None, *, as_json: bool, dry_run: bool, to_decide: bool) -> None:
    from storymap.cli import import_text

    places = found.listed.file
    if as_json:
        values: dict[str, Any] = import_text.as_json(found.plan, dry_run=dry_run)
        show_json({**values, "places_file": str(places) if to_decide else None,
                   "saved": asdict(saved) if saved else None})  # fmt: skip
        return
    for line in import_text.lines(found.plan, saved=saved is not None, dry_run=dry_run):
        click.echo(line)
    if to_decide:
        for line in import_text.what_to_do(found.plan, places):
            click.echo(line)
