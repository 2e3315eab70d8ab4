"""What speaks for one place of a name rather than another: units, countries, places and years around it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import nlargest

from storymap.gazetteer.candidate import Context
from storymap.gazetteer.index import Row
from storymap.gazetteer.match import Qualifier

FEW, MOST_OTHERS = 1.5, 120
_YEAR = re.compile(r"(?<!\d)(\d{4})(?:-(\d{2}))?")


@dataclass
class Evidence:
    """The surroundings of one name.

    `units` and `countries` are those named in the text, with the name; `siblings` the regions by country;
    `others` the places found for the other names, each with how sure it is; `close` the phrases within a few
    words; `near` the caller's own sites as [lon, lat].
    """

    units: dict[int, str] = field(default_factory=dict)
    siblings: dict[str, dict[int, str]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    others: list[tuple[Row, float]] = field(default_factory=list)
    close: frozenset[str] = frozenset()
    near: tuple[tuple[float, float], ...] = ()
    qualifiers: list[Qualifier] = field(default_factory=list)
    contained: list[Qualifier] = field(default_factory=list)
    months: tuple[str, str] | None = None
    unit_share: dict[int, float] = field(default_factory=dict)
    country_share: dict[str, float] = field(default_factory=dict)

    @property
    def speaks(self) -> bool:
        """Whether anything at all is known around the name."""
        return bool(self.others or self.units or self.countries or self.siblings or self.near)

    def see(self, others: Iterable[tuple[Row, float]]) -> None:
        """Take the places of the other names, and work out which share of them lies in each unit and country.

        One name alone is weak evidence: the shares are of at least `FEW` names.
        """
        every = list(others)
        self.others = nlargest(MOST_OTHERS, every, key=lambda pair: pair[1])
        total = max(FEW, sum(weight for _, weight in every))
        self.unit_share, self.country_share = {}, {}
        for row, weight in every:
            part = weight / total
            if row.country:
                self.country_share[row.country] = self.country_share.get(row.country, 0.0) + part
            own = (row.number, *row.units) if row.kind in ("region", "district") else row.units
            for unit in own:
                self.unit_share[unit] = self.unit_share.get(unit, 0.0) + part


def months_of(when: str) -> tuple[str, str] | None:
    """Return the first and last month that an EDTF value names, as `1968-01`, None when it names no year."""
    found = _YEAR.findall(when)
    if not found:
        return None
    months = [(f"{year}-{month}" if "01" <= month <= "12" else year) for year, month in found]
    first, last = min(months), max(months)
    return (first if "-" in first else f"{first}-01"), (last if "-" in last else f"{last}-12")


def evidence_of(context: Context) -> Evidence:
    """Return what a context says by itself, before any text is read."""
    return Evidence(
        countries={code.upper(): code.upper() for code in context.countries},
        near=context.near,
        months=months_of(context.when),
    )
