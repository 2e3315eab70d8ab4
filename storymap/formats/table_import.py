"""Turns a table into the changes that bring its rows into a story, and says what became of every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from storymap.formats.columns import LEFT_OUT, Guess, checked, fields_of, guess_columns
from storymap.formats.dates import DayOrder
from storymap.formats.spreadsheet import Table
from storymap.formats.table_places import RowPlace, places_of
from storymap.formats.table_records import NewRecords, Outcome
from storymap.formats.table_rows import drafts_of
from storymap.gazetteer.layers import SURE, Layers
from storymap.model import Story
from storymap.model.changes import AddRecord, Change, Kind
from storymap.problems import Problem, Problems, Severity
from storymap.storage.decisions import Decision
from storymap.words import Words

__all__ = ["Counts", "ImportPlan", "plan_import"]


@dataclass(frozen=True)
class Counts:
    """Every row of the table in exactly one class; `sites` and `sources` are records that come along."""

    rows: int
    added: int
    existing: int
    empty: int
    refused: int
    sites: int = 0
    sources: int = 0


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do; nothing is written.

    `changes` and `decisions` belong into one save: all or nothing. With errors among the `problems` there are
    no changes. `places` has one entry for each row that names or gives a place, in the order of the rows.
    """

    kind: Kind
    mapping: Mapping[str, str]
    guesses: tuple[Guess, ...]
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]
    places: tuple[RowPlace, ...]
    problems: tuple[Problem, ...]
    counts: Counts

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the table out."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def open(self) -> tuple[RowPlace, ...]:
        """The rows whose place a person has to decide."""
        return tuple(place for place in self.places if place.open)


def plan_import(
    story: Story, table: Table, kind: Kind, layers: Layers, *, mapping: Mapping[str, str] | None = None,
    choices: Mapping[int, str] | None = None, accept_above: float = SURE, order: DayOrder = DayOrder.ASK,
    name: str = "table", date: str = "", program: str = "", step: Callable[[int], None] = lambda _: None,
) -> ImportPlan:  # fmt: skip
    """Return what importing a table as sites or events would change in a story.

    Parameters
    ----------
    mapping
        Columns to fields (see `columns.fields_of`), '' for a column that is left out; guessed when None.
    choices
        By row as in `RowPlace`: the id of a gazetteer's place or of a site (`site:hue`), or `none`.
    accept_above
        Confidence from which a place is taken without asking.
    name
        The file's name, for problems.
    date, program
        When (ISO 8601 in UTC) and by what the decisions are made.
    step
        Called with numbers of rows as they are done.

    Raises
    ------
    MappingRefused, ChoiceRefused
        A mapping or choice names what is not there.
    """
    guesses = guess_columns(table, kind) if mapping is None else ()
    columns = checked({one.column: one.field for one in guesses} if mapping is None else mapping, table)
    problems = Problems(table.problems)
    _say_what_is_left_out(columns, table, kind, problems, name)
    drafts = drafts_of(table, columns, kind, problems, name, order)
    places = places_of(drafts, story, layers, choices=choices or {}, accept_above=accept_above, step=step)
    records = NewRecords(story, kind, date, program)
    outcomes = {draft.row: records.take(draft, places.get(draft.row)) for draft in drafts}
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    return ImportPlan(
        kind=kind,
        mapping=columns,
        guesses=guesses,
        changes=() if failed else tuple(records.changes),
        decisions=() if failed else tuple(records.decisions),
        places=tuple(places[row] for row in sorted(places)),
        problems=tuple(sorted(problems, key=lambda problem: problem.row or 0)),
        counts=_counts(table, kind, outcomes, problems, records.changes),
    )


def _counts(
    table: Table, kind: Kind, outcomes: Mapping[int, Outcome], problems: Problems, changes: Sequence[Change]
) -> Counts:
    bad = {problem.row for problem in problems if problem.severity is Severity.ERROR} & outcomes.keys()
    good = [outcome for row, outcome in outcomes.items() if row not in bad]
    return Counts(
        rows=len(table.rows),
        added=good.count(Outcome.ADDED),
        existing=good.count(Outcome.EXISTING),
        empty=len(table.rows) - len(outcomes),
        refused=len(bad),
        sites=0 if kind is Kind.SITE else _count(changes, Kind.SITE),
        sources=_count(changes, Kind.SOURCE),
    )


def _count(changes: Sequence[Change], kind: Kind) -> int:
    return sum(isinstance(change, AddRecord) and change.kind is kind for change in changes)


def _say_what_is_left_out(
    columns: Mapping[str, str], table: Table, kind: Kind, problems: Problems, name: str
) -> None:
    """Notice columns that are left out though something stands in them, and those that become own ones."""
    filled = {column for at, column in enumerate(table.header) if any(row[at].strip() for row in table.rows)}
    left = [column for column, field in columns.items() if field == LEFT_OUT and column in filled]
    if left:
        problems.notice(
            Words("{n} columns are left out", n=len(left)) if len(left) > 1
            else Words("1 column is left out"),
            file=name, found=", ".join(left),
            hint=Words("Say which fields they are, or give them a name of their own to keep them."),
        )  # fmt: skip
    known = set(fields_of(kind))
    own = [field for field in columns.values() if field and field.split("@")[0] not in known]
    if own:
        problems.notice(Words("these become columns of your own, which readers don't see"), file=name,
                        found=", ".join(own))  # fmt: skip
