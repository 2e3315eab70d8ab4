"""What the gazetteer proposes for a name, and what is known around a name."""

from dataclasses import dataclass

from storymap.gazetteer.place import Place


@dataclass(frozen=True)
class Candidate:
    """One proposal: its score is the sum of the terms that `reasons` gives in words."""

    place: Place
    score: float
    confidence: float
    reasons: tuple[str, ...]
    matched: str
    distance_km: float | None = None


@dataclass(frozen=True)
class Context:
    """What is known around a name.

    `near` are other places as [lon, lat], `countries` ISO 3166-1 alpha-2 codes, `when` is EDTF, `text` the
    whole text, `names` the other names in the same document or column.
    """

    near: tuple[tuple[float, float], ...] = ()
    countries: tuple[str, ...] = ()
    when: str = ""
    text: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Surroundings:
    """What is around a point: the nearest place and its distance, the containing unit, the country.

    `outlined` tells that the outline of the unit holds the point; else both are those of the nearest place.
    """

    place: Place | None
    distance_km: float | None
    unit: str
    country: str
    outlined: bool = False
