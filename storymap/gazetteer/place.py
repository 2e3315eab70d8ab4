"""A record of a gazetteer: one place with its position, kind, country and the time it existed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One place.

    `kind` is country, region (first-level unit), district (second-level unit), city, town, village,
    airport, airbase, poi, or a feature word (continent, ocean, water, mountains, area, island).
    `since` and `until` are EDTF, "" when the place has always been there and still is.
    """

    id: str
    name: str
    lon: float
    lat: float
    kind: str
    country: str = ""
    parent: str = ""
    population: int | None = None
    since: str = ""
    until: str = ""
    source: str = ""
