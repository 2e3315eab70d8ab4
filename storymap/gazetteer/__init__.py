"""The offline geocoder: finds places by name, says why and how surely, and says when it does not know."""

from storymap.gazetteer.batch import geocode
from storymap.gazetteer.candidate import Candidate, Context, Surroundings
from storymap.gazetteer.index import GazetteerError
from storymap.gazetteer.place import Place
from storymap.gazetteer.resolve import resolve_document
from storymap.gazetteer.search import Gazetteer, open_gazetteer

__all__ = [
    "Candidate",
    "Context",
    "Gazetteer",
    "GazetteerError",
    "Place",
    "Surroundings",
    "geocode",
    "open_gazetteer",
    "resolve_document",
]
