"""One place on its way into the gazetteer, and what makes it more or less likely to be meant."""

import math
import unicodedata
from dataclasses import dataclass, field

PRIMARY, OTHER, CODE, DEMONYM, NAME_ABROAD = 0, 1, 2, 3, 4
"""How a name belongs to a place: its main name, another name, a code in capitals, the adjective of it, or a
name in a country that has such a place of its own."""


@dataclass
class Record:
    """A place with all its names; `units` are the codes of the units that contain it, first level first."""

    code: str
    name: str
    lon: float
    lat: float
    kind: str
    country: str
    source: str
    population: int = 0
    weight: float = 0.0
    since: str = ""
    until: str = ""
    parent: str = ""
    units: tuple[str, ...] = ()
    names: dict[str, int] = field(default_factory=dict)

    def call(self, name: object, how: int = OTHER) -> None:
        """Add a name; a main name stays one when it is added again; what is not text is left out."""
        text = unicodedata.normalize("NFC", name).strip() if isinstance(name, str) else ""
        if text:
            self.names[text] = min(how, self.names.get(text, how))


def size(population: int) -> float:
    """Return the order of magnitude of a population; an unknown one counts as 200 people."""
    return math.log10(max(population, 200))
