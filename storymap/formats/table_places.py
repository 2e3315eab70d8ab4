"""Finds the place of every row of an import: the story's own sites first, then the gazetteer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from storymap.formats.table_rows import Draft
from storymap.gazetteer.candidate import Candidate
from storymap.gazetteer.distance import distance_km
from storymap.gazetteer.kinds import ACCEPTS, kind_asked
from storymap.gazetteer.layers import Layers
from storymap.gazetteer.place import Place
from storymap.gazetteer.questions import Answer, Question, answer_all
from storymap.model import Event, Position, Site, Story, Text, WhenError, fold, parse_when
from storymap.problems import StorymapError
from storymap.words import Words

NONE = "none"
"""The choice that no candidate is meant."""
_SAME_KM = 5.0
_SITE = "site:"


class ChoiceRefused(StorymapError):
    """A choice names a row or a place that is not there; the text says which."""


class RowStatus(StrEnum):
    """What is known of a row's place."""

    FOUND = "found"
    DOUBTFUL = "doubtful"
    NOT_FOUND = "not-found"
    GIVEN = "given"


@dataclass(frozen=True)
class RowPlace:
    """The place of one row.

    `site` is the id of the story's own site that it is, '' for none; `place` what the gazetteer gave, None
    for nothing; `candidates` are best first. A row that says `none` by choice is DOUBTFUL and `by_author`.
    """

    row: int
    name: str
    status: RowStatus
    site: str = ""
    place: Place | None = None
    candidates: tuple[Candidate, ...] = ()
    by_author: bool = False

    @property
    def open(self) -> bool:
        """Whether a person has to decide."""
        return self.status in (RowStatus.DOUBTFUL, RowStatus.NOT_FOUND) and not self.by_author


@dataclass
class OwnSites:
    """The story's sites by their folded names and ids."""

    story: Story
    _by_name: dict[str, list[Site]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Index the sites."""
        self._by_id = {site.id: [site] for site in self.story.sites}
        for site in self.story.sites:
            for name in dict.fromkeys(fold(name) for _, name in site.name.values):
                self._by_name[name].append(site)

    def find(self, name: str, position: Position | None) -> Site | None:
        """Return the site that a name means: by id or name, and near `position` where there is one."""
        same = self._by_id.get(name) or self._by_name.get(fold(name), [])
        if position is None:
            return same[0] if same else None
        return next((site for site in same if near(site.position, position, site.precision_km)), None)


def near(one: Position | None, other: Position | None, km: float | None = None) -> bool:
    """Whether two positions are one place's; where one is unknown, the name alone decides."""
    return one is None or other is None or distance_km(*one, *other) <= max(_SAME_KM, km or 0.0)


def places_of(
    drafts: Sequence[Draft], story: Story, layers: Layers, *, choices: Mapping[int, str],
    accept_above: float, step: Callable[[int], None],
) -> dict[int, RowPlace]:  # fmt: skip
    """Return the place of each row that names or gives one.

    Rows with the same name (and country and kind) are one question; a choice for one of them is for all.
    `step` is called with the number of rows that are done.

    Raises
    ------
    ChoiceRefused
        A choice is for a row without a question, or for an id that no source knows.
    """
    own = OwnSites(story)
    found: dict[int, RowPlace] = {}
    groups: dict[tuple[str, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        site = own.find(draft.asked, draft.position) if draft.asked else None
        if draft.row in choices and draft.asked:
            groups[_key(draft)].append(draft)
        elif site is not None:
            found[draft.row] = RowPlace(draft.row, draft.asked, RowStatus.FOUND, site=site.id)
        elif draft.position is not None:
            found[draft.row] = RowPlace(draft.row, draft.asked, RowStatus.GIVEN)
        elif draft.asked:
            groups[_key(draft)].append(draft)
    for row in choices.keys() - {draft.row for group in groups.values() for draft in group}:
        raise ChoiceRefused(Words("Row {row} has no place to choose.", row=row))
    step(len(found))
    wider = _with_places(story, drafts)
    questions = [_question(group) for group in groups.values()]
    done = iter(groups.values())
    answers = answer_all(layers, wider, questions, lambda: step(len(next(done))))
    for group, answer in zip(groups.values(), answers, strict=True):
        chosen = next((choices[draft.row] for draft in group if draft.row in choices), "")
        for draft in group:
            found[draft.row] = _decided(draft, answer, chosen, layers, accept_above)
    return found


def _key(draft: Draft) -> tuple[str, ...]:
    return fold(draft.asked), draft.get("country"), draft.get("kind")


def _question(group: Sequence[Draft]) -> Question:
    first = group[0]
    asked = kind_asked(first.get("kind")) if first.get("kind") else ""
    country = first.values.get("country", "") or first.get("country")
    code = country.upper() if len(country) == 2 and country.isascii() and country.isalpha() else ""
    events = tuple(_events(group))
    return Question(first.asked, kind=asked if asked in ACCEPTS else "", country=code, events=events)


def _events(group: Iterable[Draft]) -> Iterable[Event]:
    """Yield the rows' dates as events, which tell the gazetteer the time."""
    for when in dict.fromkeys(draft.values.get("when", "") for draft in group):
        if when:
            try:
                yield Event("", Text(), when=parse_when(when))
            except WhenError:
                continue


def _decided(
    draft: Draft, answer: Answer, chosen: str, layers: Layers, accept_above: float
) -> RowPlace:
    """Return what becomes of a row: a person's choice decides, else the confidence."""
    base = RowPlace(draft.row, draft.asked, RowStatus.DOUBTFUL, candidates=answer.candidates)
    if chosen == NONE:
        return replace(base, by_author=True)
    if chosen:
        seen = (one.place for one in answer.candidates if one.place.id == chosen)
        place = next(seen, None) or layers.by_id(chosen)
        if place is None:
            raise ChoiceRefused(
                Words(
                    "No gazetteer has a place with the id {chosen!r}. `storymap place` shows ids.",
                    chosen=chosen)
            )
        return _taken(replace(base, by_author=True), place)
    if answer.best is None:
        return replace(base, status=RowStatus.NOT_FOUND)
    return _taken(base, answer.best.place) if answer.confidence >= accept_above else base


def _taken(found: RowPlace, place: Place) -> RowPlace:
    site = place.id.removeprefix(_SITE) if place.id.startswith(_SITE) else ""
    return replace(found, status=RowStatus.FOUND, site=site, place=place)


def _with_places(story: Story, drafts: Sequence[Draft]) -> Story:
    """Return the story with the places of the table in it, which are context for one another."""
    language = story.languages[0]
    new: dict[str, Site] = {}
    for draft in drafts:
        if draft.asked and (fold(draft.asked) not in new or draft.position is not None):
            country = draft.values.get("country", "") or draft.get("country")
            name = Text.of({language: draft.asked})
            new[fold(draft.asked)] = Site("", name, position=draft.position, country=country)
    return replace(story, sites=(*story.sites, *new.values()))
