"""What a story leaves open: sites without coordinates, and events whose place is no site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from storymap.gazetteer.candidate import Candidate, Context
from storymap.gazetteer.in_country import in_country
from storymap.gazetteer.kinds import ACCEPTS, kind_asked
from storymap.gazetteer.layers import SURE, Layers
from storymap.gazetteer.own_places import nearest_km
from storymap.gazetteer.story_sites import story_context, years_of
from storymap.model import Event, Position, Site, Story, fold

_MOST_NAMES = 50
_AT_ONCE = 300
_FEW, _MOST_NEAR = 100, 200
_LEAST = 0.01  # the confidence from which a rival is worth a look


@dataclass(frozen=True)
class Question:
    """One name to look up: for a site, or for all events that name the same place."""

    asked: str
    others: tuple[str, ...] = ()
    kind: str = ""
    country: str = ""
    site: Site | None = None
    events: tuple[Event, ...] = ()

    @property
    def records(self) -> tuple[tuple[str, str], ...]:
        """The records it is about, as (file, id)."""
        if self.site is not None:
            return (("sites.csv", self.site.id),)
        return tuple(("events.csv", event.id) for event in self.events)


@dataclass(frozen=True)
class Answer:
    """A question with its candidates, best first."""

    question: Question
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate | None:
        """The first candidate, None when there is none."""
        return self.candidates[0] if self.candidates else None

    @property
    def confidence(self) -> float:
        """The confidence of the best candidate, 0 when there is none."""
        return self.candidates[0].confidence if self.candidates else 0.0


def questions_of(story: Story) -> tuple[Question, ...]:
    """Return the questions of a story: its sites in their order, then its places by first event."""
    return (*_of_sites(story), *_of_events(story))


def answer_all(
    layers: Layers, story: Story, questions: Sequence[Question], step: Callable[[], None] = lambda: None
) -> tuple[Answer, ...]:
    """Look all questions up, with the whole story as context; `step` is called after each.

    What is sure after a first pass is context for the rest in a second one. Of very many questions, the
    names around count for the first ones only: the places that these are tell as much, and in less time.
    """
    around = story_context(story)
    around = replace(around, near=_thinned(around.near))
    first: list[Answer] = []
    for start in range(0, len(questions), _AT_ONCE):
        if start:
            around = _wider(replace(around, names=()), first[-_AT_ONCE:])
        for question in questions[start : start + _AT_ONCE]:
            first.append(_answer(layers, question, _context(around, question)))
            step()
    sure = [answer for answer in first if answer.confidence >= SURE]
    if not sure or len(sure) == len(first):
        return tuple(first)
    wider = _wider(around, sure)
    return tuple(
        answer
        if answer.confidence >= SURE
        else _answer(layers, answer.question, _context(wider, answer.question))
        for answer in first
    )


def _wider(around: Context, answers: Sequence[Answer]) -> Context:
    """Return a context with the places of sure answers in it."""
    places = [answer.best.place for answer in answers if answer.best and answer.confidence >= SURE]
    countries = dict.fromkeys((*around.countries, *(place.country for place in places if place.country)))
    near = _thinned((*around.near, *((place.lon, place.lat) for place in places)))
    return replace(around, near=near, countries=tuple(countries))


def _thinned(near: Sequence[Position]) -> tuple[Position, ...]:
    """Keep one of all positions within about 10 km, for which the ranking makes no difference."""
    if len(near) <= _FEW:
        return tuple(near)
    cells = {(round(lon, 1), round(lat, 1)): (lon, lat) for lon, lat in reversed(near)}
    return tuple(reversed(cells.values()))[:_MOST_NEAR]


def _answer(layers: Layers, question: Question, context: Context) -> Answer:
    """Return the best answer to any of the names; the first one wins a tie."""
    best = Answer(question, ())
    for name in (question.asked, *question.others):
        found = layers.find(name, context=context, kind=question.kind, limit=20)
        if question.country:
            found = in_country(found, question.country)
        if found and found[0].confidence > best.confidence:
            best = Answer(question, tuple(_apart(found)[:5]))
        if best.confidence >= SURE:
            break
    return best


def _apart(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out what is the same place again under another id, and what is hardly possible."""
    kept: list[Candidate] = []
    for candidate in candidates:
        here = [(one.place.lon, one.place.lat) for one in kept if one.place.kind == candidate.place.kind]
        km = nearest_km((candidate.place.lon, candidate.place.lat), here)
        if (km is None or km > 1) and (not kept or candidate.confidence >= _LEAST):
            kept.append(candidate)
    return kept


def _of_sites(story: Story) -> Iterator[Question]:
    at: dict[str, list[Event]] = defaultdict(list)
    for event in story.events:
        at[event.site].append(event)
    for site in story.sites:
        if site.position is None and site.geometry is None:
            shown = site.name.get(story.languages[0])
            others = tuple(dict.fromkeys(name for _, name in site.name.values if name != shown))
            events = tuple(at.get(site.id, ()))
            yield Question(shown, others, _kind(site.kind), _code(site.country), site, events)


def _of_events(story: Story) -> Iterator[Question]:
    sites = {fold(name) for site in story.sites for _, name in site.name.values}
    by_place: dict[str, list[Event]] = defaultdict(list)
    for event in story.events:
        if event.place and not event.site and event.position is None and fold(event.place) not in sites:
            by_place[fold(event.place)].append(event)
    for events in by_place.values():
        yield Question(events[0].place, events=tuple(events))


def _context(around: Context, question: Question) -> Context:
    """Return the story's context as a question sees it: its own country and years, and other names."""
    own = {fold(name) for name in (question.asked, *question.others)}
    names = tuple(name for name in around.names[:_MOST_NAMES] if fold(name) not in own)
    countries = (question.country,) if question.country else around.countries
    return replace(around, names=names, countries=countries, when=years_of(question.events) or around.when)


def _kind(written: str) -> str:
    """Return the gazetteer's kind for an author's word, '' when the gazetteer has no such kind."""
    kind = kind_asked(written)
    return kind if kind in ACCEPTS else ""


def _code(country: str) -> str:
    return country.upper() if len(country) == 2 and country.isascii() and country.isalpha() else ""
