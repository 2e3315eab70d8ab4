"""What becomes of each answer about a story's places: accepted, for review, rejected, not found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storymap.gazetteer.accepted import cells_of, decision_of
from storymap.gazetteer.candidate import Candidate
from storymap.gazetteer.layers import Layers
from storymap.gazetteer.place import Place
from storymap.gazetteer.questions import Answer, Question
from storymap.model import Story
from storymap.model.changes import AddRecord, Change, Kind, SetField, present
from storymap.problems import StorymapError
from storymap.storage.decisions import Decision, Status
from storymap.storage.editable import Editable
from storymap.storage.ids import free_id, slug

NONE = "none"


@dataclass(frozen=True)
class Outcome:
    """An answer and what is done with it; `by_author` when a person chose."""

    answer: Answer
    status: Status
    place: Place | None = None
    by_author: bool = False

    @property
    def candidate(self) -> Candidate | None:
        """The candidate whose place was taken, or else the best one."""
        found = (one for one in self.answer.candidates if self.place and one.place.id == self.place.id)
        return next(found, None if self.place else self.answer.best)


def read_choices(texts: Sequence[str]) -> dict[str, str]:
    """Return choices such as `hue=gn:1580240` by record.

    Raises
    ------
    StorymapError
        One has no `=`; the text says what to write.
    """
    choices = {}
    for text in texts:
        record, sign, ident = (part.strip() for part in text.partition("="))
        if not (record and sign and ident):
            raise StorymapError(
                f"--choose takes RECORD=ID, such as hue=gn:1580240, or hue=none; not {text!r}."
            )
        choices[record] = ident
    return choices


def outcomes(
    answers: Sequence[Answer], layers: Layers, choices: Mapping[str, str], accept_above: float
) -> list[Outcome]:
    """Return what becomes of every answer: a person's choice decides, else the confidence.

    Raises
    ------
    StorymapError
        A choice names a record that isn't open, or an id that no source knows.
    """
    open_records = {record for answer in answers for _, record in answer.question.records}
    for record in choices.keys() - open_records:
        raise StorymapError(f"--choose {record}=…: no place is missing there. Open are: "
                            f"{', '.join(sorted(open_records)[:8]) or 'none'}.")  # fmt: skip
    return [_outcome(answer, layers, choices, accept_above) for answer in answers]


def _outcome(answer: Answer, layers: Layers, choices: Mapping[str, str], accept_above: float) -> Outcome:
    chosen = next((choices[record] for _, record in answer.question.records if record in choices), "")
    if chosen == NONE:
        return Outcome(answer, Status.REJECTED, by_author=True)
    if chosen:
        seen = (one.place for one in answer.candidates if one.place.id == chosen)
        place = next(seen, None) or layers.by_id(chosen)
        if place is None:
            raise StorymapError(
                f"No gazetteer has a place with the id {chosen!r}. `storymap place` shows ids."
            )
        return Outcome(answer, Status.ACCEPTED, place, by_author=True)
    if answer.best is None:
        return Outcome(answer, Status.NOT_FOUND)
    if answer.confidence >= accept_above:
        return Outcome(answer, Status.ACCEPTED, answer.best.place)
    return Outcome(answer, Status.REVIEW)


def changes_of(story: Story, results: Sequence[Outcome], editable: Editable) -> list[Change]:
    """Return what is to be saved for the accepted answers.

    A site gets what it lacks: what an author wrote is never replaced. A place of events becomes a new site of
    that name, which the join finds; where it is one of the story's own sites, the events get that site's id.
    """
    changes: list[Change] = []
    taken = {*(site.id for site in story.sites), *editable.records[Kind.SITE]}
    for result in results:
        if result.place is None:
            continue
        question, place = result.answer.question, result.place
        if question.site is not None:
            cells = cells_of(place, by_author=result.by_author) if question.site.row is not None else {}
            changes += _lacking(question.site.id, cells, editable)
        elif place.id.startswith("site:"):
            ident = place.id.removeprefix("site:")
            changes += [_set(Kind.EVENT, event.id, "site", ident, editable) for event in question.events]
        else:
            changes.append(_new_site(result, place, question, taken))
    return changes


def _lacking(site: str, cells: Mapping[str, str], editable: Editable) -> list[Change]:
    there = editable.records[Kind.SITE].get(site, {})
    return [SetField(Kind.SITE, site, name, None, cell) for name, cell in cells.items()
            if cell and not present(there.get(name))]


def _set(kind: Kind, ident: str, name: str, value: str, editable: Editable) -> SetField:
    return SetField(kind, ident, name, editable.records[kind].get(ident, {}).get(name), value)


def _new_site(result: Outcome, place: Place, question: Question, taken: set[str]) -> AddRecord:
    ident = free_id(slug(question.asked) or "place", taken)
    taken.add(ident)
    values = {"name": question.asked, "kind": place.kind, "country": place.country,
              **cells_of(place, by_author=result.by_author)}
    return AddRecord(Kind.SITE, ident, {name: value for name, value in values.items() if value})


def decisions_of(results: Sequence[Outcome], date: str, program: str) -> list[Decision]:
    """Return one decision for every record; `date` is ISO 8601 in UTC."""
    return [
        _decision(result, file, record, date, program)
        for result in results
        for file, record in result.answer.question.records
    ]


def _decision(result: Outcome, file: str, record: str, date: str, program: str) -> Decision:
    answer = result.answer
    by = "author" if result.by_author else program
    return decision_of((file, record), answer.question.asked, result.status, answer.candidates, result.place,
                       date=date, by=by)  # fmt: skip
