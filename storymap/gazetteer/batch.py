"""Geocodes many names at once into a table: bulk look-ups, each name ranked once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from storymap.gazetteer.candidate import Candidate, Context
from storymap.gazetteer.confidence import confidence, shares
from storymap.gazetteer.evidence import Evidence, evidence_of
from storymap.gazetteer.index import CODE, PRIMARY, Row
from storymap.gazetteer.match import Match
from storymap.gazetteer.names import LONGEST_NAME, Reading
from storymap.gazetteer.rank import in_words
from storymap.gazetteer.search import Gazetteer, Ranked, open_gazetteer, rank
from storymap.model.text import fold

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "query", "id", "name", "lon", "lat", "kind", "country", "parent", "score", "confidence", "reasons",
)  # fmt: skip
AT_ONCE = 2_000
MOST_RIVALS = 40
_PUNCTUATED = frozenset(",;()[]/")

Found = tuple[Any, ...]


def _plain(
    gazetteer: Gazetteer, name: str, folded: str, found: list[tuple[Row, int]], evidence: Evidence
) -> Found:
    """Return the table row of a name that the gazetteer holds as it is written."""
    reading = Reading(folded)
    found.sort(key=lambda pair: (pair[1], -pair[0].weight))
    matches = [Match(row, how, reading) for row, how in found[:MOST_RIVALS]]
    ranked: list[Ranked] = rank(gazetteer.index, matches, name, evidence)
    score, match, terms = ranked[0]
    sure = confidence(shares([(s, m.row) for s, m, _ in ranked[:8]])[0], 0, match.row.kind)
    return _cells(gazetteer, name, match.row, round(score, 2), sure, in_words(terms))


def _cells(
    gazetteer: Gazetteer, name: str, row: Row, score: float, sure: float, reasons: tuple[str, ...]
) -> Found:
    place = gazetteer.index.place(row)
    return (
        name, place.id, place.name, place.lon, place.lat, place.kind, place.country, place.parent, score,
        sure, reasons,
    )  # fmt: skip


def _of_candidate(name: str, candidate: Candidate) -> Found:
    place = candidate.place
    return (
        name, place.id, place.name, place.lon, place.lat, place.kind, place.country, place.parent,
        candidate.score, candidate.confidence, candidate.reasons,
    )  # fmt: skip


def _nothing(name: str) -> Found:
    return (name, "", "", None, None, "", "", "", None, 0.0, ())


def _search(gazetteer: Gazetteer, name: str, context: Context) -> Found:
    found = gazetteer.find(name, context=context, limit=1)
    return _of_candidate(name, found[0]) if found else _nothing(name)


def _part(gazetteer: Gazetteer, names: list[str], context: Context, evidence: Evidence) -> Iterator[Found]:
    """Yield the rows of up to `AT_ONCE` different names, in order."""
    rich = bool(context.text or context.names)
    folds = {
        name: fold(name) for name in names if len(name) <= LONGEST_NAME and not _PUNCTUATED.intersection(name)
    }
    found = {} if rich else gazetteer.index.named(folds.values())
    for name in names:
        named = found.get(folds.get(name, ""), ())
        pairs = [(row, how) for row, how in named if how != CODE or name.isupper()]
        if any(how == PRIMARY for _, how in pairs):
            yield _plain(gazetteer, name, folds[name], pairs, evidence)
        else:
            yield _search(gazetteer, name, context)


def rows(gazetteer: Gazetteer, names: Iterable[object], context: Context = Context()) -> list[Found]:
    """Return one tuple of `COLUMNS` for each name; what is not text finds nothing."""
    texts = [name if isinstance(name, str) else "" for name in names]
    different = list(dict.fromkeys(texts))
    evidence = evidence_of(context)
    known: dict[str, Found] = {}
    for start in range(0, len(different), AT_ONCE):
        part = different[start : start + AT_ONCE]
        known.update(zip(part, _part(gazetteer, part, context, evidence), strict=True))
    return [known[text] for text in texts]


def geocode(
    names: Iterable[object], *, context: Context = Context(), gazetteer: Gazetteer | None = None
) -> pd.DataFrame:
    """Return a table with the best place for each name, in the order of the names.

    Columns: query, id, name, lon, lat (degrees), kind, country (ISO 3166-1 alpha-2), parent, score,
    confidence (0 to 0.95) and reasons. A name without an answer has an
    empty id, no position and confidence 0.

    Raises
    ------
    GazetteerError
        When the gazetteer's file is missing or damaged.
    """
    import pandas as pd

    index = getattr(names, "index", None)
    found = rows(gazetteer or open_gazetteer(), names, context)
    table = pd.DataFrame.from_records(found, columns=list(COLUMNS))
    table = table.astype({"lon": float, "lat": float, "score": float, "confidence": float})
    return table.set_index(index) if isinstance(index, pd.Index) else table
