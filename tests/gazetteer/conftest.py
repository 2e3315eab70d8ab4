"""Small sources of places for the tests of the layers."""

from collections.abc import Callable

import pytest

from storymap.gazetteer.candidate import Candidate
from storymap.gazetteer.own_places import Named, OwnPlaces
from storymap.gazetteer.place import Place


def a_place(ident: str, name: str, lon: float = 107.0, lat: float = 16.0, **more: object) -> Place:
    return Place(
        **{"id": ident, "name": name, "lon": lon, "lat": lat, "kind": "city", "country": "VN", **more}
    )


class Listed:
    """A source that answers from a list, as the shipped gazetteer does from its file."""

    def __init__(self, *places: tuple[Place, float]) -> None:
        self.places = places
        self.asked: list[str] = []

    def find(self, query: str, *, limit: int = 10, **_: object) -> list[Candidate]:
        self.asked.append(query)
        found = [one for one in self.places if one[0].name.split(",")[0] == query.split(",")[0]]
        return [Candidate(place, 5.0, sure, ("+5.0 listed",), query) for place, sure in found[:limit]]

    def by_id(self, identity: str) -> Place | None:
        return next((place for place, _ in self.places if place.id == identity), None)


@pytest.fixture
def place() -> Callable[..., Place]:
    return a_place


@pytest.fixture
def listed() -> type[Listed]:
    return Listed


@pytest.fixture
def own() -> Callable[..., OwnPlaces]:
    """Return a function that makes own places of ids with their names."""

    def made(whose: str = "one of the story's own sites", **names: str) -> OwnPlaces:
        return OwnPlaces([Named(a_place(f"site:{key}", name), (name,)) for key, name in names.items()], whose)

    return made
