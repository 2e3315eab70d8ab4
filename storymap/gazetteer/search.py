"""The gazetteer as callers see it: ranked candidates for a name, places by id, what is around a point."""

from pathlib import Path

from storymap.gazetteer.candidate import Candidate, Context, Surroundings
from storymap.gazetteer.confidence import confidence, shares
from storymap.gazetteer.context import evidence_around
from storymap.gazetteer.evidence import Evidence
from storymap.gazetteer.index import Index
from storymap.gazetteer.kinds import kind_asked
from storymap.gazetteer.match import Match, find_matches
from storymap.gazetteer.names import take_apart
from storymap.gazetteer.place import Place
from storymap.gazetteer.rank import Term, in_words, nearest_km, terms_of
from storymap.gazetteer.reverse import surroundings
from storymap.paths import geodata_dir

Ranked = tuple[float, Match, list[Term]]


class Gazetteer:
    """One open gazetteer; opening takes milliseconds and nothing is held in memory but what was asked for."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`; raise GazetteerError when it is missing or damaged."""
        self.index = Index(path)

    def find(
        self, query: str, *, context: Context = Context(), kind: str = "", limit: int = 10
    ) -> list[Candidate]:
        """Return the places that a query may mean, best first, [] when there is none.

        `kind` is a kind of Place or a word for one in English or Vietnamese ("airport", "tỉnh").
        """
        taken = take_apart(query)
        matches, qualifiers = find_matches(self.index, taken)
        if not matches:
            return []
        evidence = evidence_around(self.index, context, taken)
        evidence.qualifiers = qualifiers
        ranked = rank(self.index, matches, taken.head, evidence, kind_asked(kind) if kind else "")
        return self.candidates(ranked, evidence, limit)

    def candidates(self, ranked: list[Ranked], evidence: Evidence, limit: int) -> list[Candidate]:
        """Return the first `limit` of a ranking as public candidates."""
        part = shares([(score, match.row) for score, match, _ in ranked])
        found = []
        for share, (score, match, terms) in list(zip(part, ranked, strict=True))[: max(0, limit)]:
            distance = nearest_km(match.row, evidence)
            found.append(
                Candidate(
                    self.index.place(match.row),
                    round(score, 2),
                    confidence(share, match.edits, match.row.kind),
                    in_words(terms),
                    match.row.name if match.how == 0 else match.reading.fold,
                    None if distance is None else round(distance, 1),
                )
            )
        return found

    def nearest(self, lon: float, lat: float) -> Surroundings:
        """Return the place nearest to a point, the unit and country around it, and the distance."""
        return surroundings(self.index, lon, lat)

    def by_id(self, identity: str) -> Place | None:
        """Return the place with an identity such as `gn:1581130`, None when there is none."""
        row = self.index.by_id(identity)
        return None if row is None else self.index.place(row)


def rank(index: Index, matches: list[Match], head: str, evidence: Evidence, kind: str = "") -> list[Ranked]:
    """Return matches with their scores and terms, best first; each place once, by its best reading."""
    best: dict[int, Ranked] = {}
    for match in matches:
        terms = terms_of(match, head, evidence, index, kind)
        score = sum(value for value, _ in terms)
        old = best.get(match.row.number)
        if old is None or score > old[0]:
            best[match.row.number] = (score, match, terms)
    return sorted(best.values(), key=lambda item: (-item[0], item[1].row.number))


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """Open a gazetteer file, the shipped one by default.

    Raises
    ------
    GazetteerError
        When the file is missing or damaged; the text says what to do.
    """
    return Gazetteer(path or geodata_dir() / "gazetteer" / "gazetteer.sqlite")
