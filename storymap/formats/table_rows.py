"""Rows of a table become drafts of records: their fields, their position, the place they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from storymap.formats.dates import DayOrder, of_ends, of_parts, read_date
from storymap.formats.notations import read_position, why_no_position
from storymap.formats.position import Notation
from storymap.formats.spreadsheet import Table
from storymap.gazetteer.accepted import degrees
from storymap.model import Position, fold
from storymap.model.changes import Kind
from storymap.problems import Problems
from storymap.storage.coordinates import read_position as read_two_cells
from storymap.storage.values import plain_number, read_certainty, read_list
from storymap.storage.where import Where
from storymap.words import Words, sentence

LEAST_KM = 0.1  # what is exact to less than this is a point on any map of a story
_MOST_KM = 20_000
_At = Callable[[str], Where]
_DATES = ("when", "start", "end", "year", "month", "day")


@dataclass
class Draft:
    """One row on its way: `cells` by field as text, and what was read from them.

    `position` is the row's own, `[lon, lat]`; `asked` the name of its place, '' when it has none.
    """

    row: int
    cells: dict[str, str]
    where: Where
    position: Position | None = None
    precision_km: float | None = None
    asked: str = ""
    values: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return a cell by its field, '' when there is none."""
        return self.cells.get(name, "")


def drafts_of(
    table: Table, mapping: Mapping[str, str], kind: Kind, problems: Problems, name: str,
    order: DayOrder = DayOrder.ASK,
) -> list[Draft]:  # fmt: skip
    """Return a draft for every row that isn't empty; what can't be read goes to `problems`, with its row."""
    columns = [(at, field) for at, column in enumerate(table.header) if (field := mapping[column])]
    names = {field: column for column, field in mapping.items() if field}
    found = []
    for at, row in enumerate(table.rows):
        if not any(cell.strip() for cell in row):
            continue
        cells = {field: row[at].strip() for at, field in columns if row[at].strip()}
        draft = Draft(table.first + at, cells, Where(problems, name, table.first + at))
        _read(draft, kind, names, order)
        found.append(draft)
    return found


def _read(draft: Draft, kind: Kind, names: Mapping[str, str], order: DayOrder) -> None:
    """Read a draft's cells; `names` says in which column each field stands, for problems."""

    def at(field: str) -> Where:
        return draft.where.at(column=names.get(field, field))

    own = {"coordinates", "lat", "lon", "source", *_DATES}
    own |= {"place", "site", "kind", "country"} if kind is Kind.EVENT else set()
    draft.values = {name: text for name, text in draft.cells.items() if name not in own}
    _read_position(draft, at)
    needed = "name" if kind is Kind.SITE else "title"
    if not any(name.split("@")[0] == needed for name in draft.cells):
        message, hint = _WITHOUT[needed]
        at(needed).error(message, hint=hint)
    if kind is Kind.EVENT:
        draft.asked = draft.get("site") or draft.get("place")
        draft.values["when"] = _when(draft, at, order)
        if "when_alternative" in draft.cells:
            dates = [read_date(one, at("when_alternative"), order)
                     for one in draft.get("when_alternative").split(";")]  # fmt: skip
            draft.values["when_alternative"] = "; ".join(filter(None, dates))
    else:
        named = (text for name, text in draft.cells.items() if name.split("@")[0] == "name")
        draft.asked = draft.get("name") or next(named, "")
        draft.values["country"] = country_code(draft.get("country"))
        _read_precision(draft, at("precision_km"))
    if "certainty" in draft.cells:
        draft.values["certainty"] = str(read_certainty(draft.get("certainty"), at("certainty")))
    if "tags" in draft.cells:
        draft.values["tags"] = ";".join(read_list(draft.get("tags").replace(",", ";")))


_WITHOUT = {
    "name": (Words("the row has no name"), Words("Write the name of the place, or delete the row.")),
    "title": (
        Words("the row has no title"), Words("Say in a few words what happened, or delete the row.")),
}  # fmt: skip


def _read_position(draft: Draft, at: _At) -> None:
    """Take the row's position: its coordinates, its two cells, or a place that is written as coordinates."""
    text = draft.get("coordinates")
    if text:
        found = read_position(text)
        if found is None:
            why = why_no_position(text)
            at("coordinates").error(Words("these are no coordinates"), found=text,
                                    hint=sentence(why) if why else _COORDINATES)  # fmt: skip
            return
        draft.position, draft.precision_km = found.position, found.precision_km
        if found.alternative is not None and found.notation is not Notation.DECIMAL:
            at("coordinates").warning(found.words, found=text, hint=Words("Compare it with the map."))
    elif draft.get("lat") or draft.get("lon"):
        draft.position = read_two_cells(draft.get("lat"), draft.get("lon"), at("lat"))
    elif (place := draft.get("place")) and (found := read_position(place)) is not None:
        draft.position, draft.precision_km = found.position, found.precision_km
        draft.cells.pop("place")


_COORDINATES = Words(
    "Write them like 16.4637, 107.5909 or 16°27′49″N 107°35′27″E, or leave the cell empty."
)


def _read_precision(draft: Draft, where: Where) -> None:
    text = draft.get("precision_km").casefold().removesuffix("km").strip()
    if not text:
        return
    km = plain_number(text)
    if km is None or not 0 <= km <= _MOST_KM:
        where.error(Words("this is no radius in kilometres"), found=draft.get("precision_km"),
                    hint=Words("Write a number such as 5 or 0.5, or nothing."))  # fmt: skip
    else:
        draft.values["precision_km"] = f"{km:g}"


def _when(draft: Draft, at: _At, order: DayOrder) -> str:
    if draft.get("when"):
        return read_date(draft.get("when"), at("when"), order)
    if draft.get("start") or draft.get("end"):
        return of_ends(draft.get("start"), draft.get("end"), at("start"), order)
    return of_parts(draft.get("year"), draft.get("month"), draft.get("day"), at("year"))


def position_cells(draft: Draft) -> dict[str, str]:
    """Return latitude and longitude as cells, with the precision that their notation implies, if it shows."""
    if draft.position is None:
        return {}
    cells = {"lat": degrees(draft.position[1], 6), "lon": degrees(draft.position[0], 6)}
    km = draft.precision_km
    if km is not None and km >= LEAST_KM and not draft.values.get("precision_km"):
        cells["precision_km"] = f"{km:g}"
    return cells


def country_code(text: str) -> str:
    """Return the ISO 3166-1 code of a country's name in English or Vietnamese; any other text as it is."""
    text = text.strip()
    if len(text) == 2 and text.isascii() and text.isalpha():
        return text.upper()
    return _countries().get(fold(text), text)


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    from babel import Locale

    found: dict[str, str] = {"usa": "US", "u s a": "US", "uk": "GB", "my": "US", "hoa ky": "US"}
    for language in ("en", "vi"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(fold(name), code)
                found.setdefault(fold(name).replace(" ", ""), code)
    return found


def empty_rows(table: Table, drafts: Sequence[Draft]) -> int:
    """Count the rows without anything in them."""
    return len(table.rows) - len(drafts)
