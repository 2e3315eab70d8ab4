"""Ways to read a query: its head and qualifiers, spelled-out abbreviations, words that only narrow it."""

import re
from dataclasses import dataclass

from storymap.gazetteer.kinds import TOWNS, split_kind
from storymap.model.text import fold

LONGEST_NAME = 200
BARE_TOWN = 1.0
_PARTS = re.compile(r"[,;()\[\]/]+")
_ABBREVIATED = re.compile(r"^(?:[A-Za-z]\.\s*){2,}$|^(?:[A-Za-z]\.)+[A-Za-z]$")
_SAME_WORD = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "mtn": "mountain", "is": "islands"}
_SPELLED_OUT = {whole: short for short, whole in _SAME_WORD.items()}
_NARROWING = frozenset(
    (
        "the",
        "northern",
        "southern",
        "eastern",
        "western",
        "north",
        "south",
        "east",
        "west",
        "central",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "upper",
        "lower",
        "greater",
        "downtown",
        "metro",
        "metropolitan",
        "near",
        "mainland",
        "old",
        "inner",
        "outer",
    )
)


@dataclass(frozen=True)
class Reading:
    """One way to read a query: the folded name to look up, the kind asked for, what the reading costs."""

    fold: str
    kind: str = ""
    cost: float = 0.0
    note: str = ""


@dataclass(frozen=True)
class Query:
    """A query taken apart: the head as written, its readings by stage, and the qualifiers that follow it."""

    head: str
    stages: tuple[tuple[Reading, ...], ...]
    qualifiers: tuple[str, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All the readings, the plainest first."""
        return tuple(reading for stage in self.stages for reading in stage)

    @property
    def in_capitals(self) -> bool:
        """Whether the head may be a code such as `TX` or `U.S.`."""
        letters = [c for c in self.head if c.isalpha()]
        return bool(letters) and len(letters) <= 4 and all(c.isupper() for c in letters)


def clean(query: str) -> str:
    """Return a query without control characters, cut to the length that a name may have."""
    return "".join(c if c.isprintable() else " " for c in query[: 4 * LONGEST_NAME]).strip()


def _variants(folded: str) -> list[str]:
    words = folded.split()
    owner = " ".join(words[:-1]) if len(words) > 1 and words[-1] == "s" else folded
    short = " ".join(_SAME_WORD.get(word, word) for word in words)
    long = " ".join(_SPELLED_OUT.get(word, word) for word in words)
    return [text for text in (short, long, owner) if text != folded]


def _narrowed(folded: str) -> str:
    words = folded.split()
    while len(words) > 1 and words[0] in _NARROWING:
        words = words[1:]
    while len(words) > 1 and words[-1] in ("area", "proper"):
        words = words[:-1]
    return " ".join(words)


def _bare(kind: str, head: str) -> tuple[float, str]:
    return (BARE_TOWN, f"“{head}” read as a town without its kind") if kind in TOWNS else (0.0, "")


def take_apart(query: str) -> Query:
    """Return the readings of a query, the plainest first.

    `Lubbock, Texas` has the qualifier `Texas`; `Bien Hoa airport` is also `bien hoa` of the kind airport.
    """
    parts = [part.strip() for part in _PARTS.split(clean(query)) if part.strip()]
    head = parts[0] if parts else ""
    folded = fold(head)
    if not folded or len(folded) > LONGEST_NAME:
        return Query(head, ())
    plain = [folded, *_variants(folded)]
    if _ABBREVIATED.match(head):
        plain.append(folded.replace(" ", ""))
    # "X City" is seldom just X, so a town by the bare name must be well known to be meant.
    of_kind = [Reading(rest, kind, *_bare(kind, head)) for rest, kind in split_kind(folded)]
    narrowed = _narrowed(folded)
    note = f"“{head}” read as a part of {narrowed.title()}"
    part = [Reading(narrowed, cost=0.7, note=note)] if narrowed != folded else []
    stages = (tuple(Reading(text) for text in dict.fromkeys(plain)), tuple(of_kind), tuple(part))
    return Query(head, stages, tuple(parts[1:]))


def with_trailing_qualifier(query: Query) -> list[Query]:
    """Return `Lubbock Texas` read as `Lubbock, Texas`, for each place where a comma may be missing."""
    words = query.head.split()
    cuts = range(len(words) - 1, max(0, len(words) - 4), -1)
    return [
        Query(" ".join(words[:cut]), take_apart(" ".join(words[:cut])).stages,
              (" ".join(words[cut:]), *query.qualifiers))
        for cut in cuts
    ]  # fmt: skip
