"""A user's own gazetteer: Linked Places Format (JSON), its table form (LP-TSV), or any CSV with names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from storymap.gazetteer.own_places import Named, OwnPlaces
from storymap.gazetteer.place import Place
from storymap.problems import Problem, Problems, Severity, StorymapError
from storymap.storage.coordinates import read_position
from storymap.storage.csv_file import Row, rows_of
from storymap.storage.csv_header import Columns
from storymap.storage.encoding import decode
from storymap.storage.inside import MOST_BYTES
from storymap.storage.values import plain_number, read_list
from storymap.storage.where import Where
from storymap.words import Words

_LINKED = ("title", "ccodes", "types", "variants", "start", "end", "title_source", "parent_name")
COLUMNS = Columns(
    plain=(
        "id",
        "lat",
        "lon",
        "kind",
        "country",
        "names",
        "parent",
        "population",
        "since",
        "until",
        "source",
        *_LINKED,
    ),
    texts=("name",),
    required=("lat", "lon"),
    example="id,name,names,lat,lon,kind,country,parent,since,until,source",
)


class UserFileError(StorymapError):
    """The user's gazetteer file can't be used at all; the text says what to do."""


def read_user_file(path: Path) -> tuple[OwnPlaces, tuple[Problem, ...]]:
    """Return the places of a file and the problems of its rows; a row with a fault is left out.

    A file whose name ends in .json or .geojson is Linked Places Format; anything else is a table with the
    columns `name` or `title`, `lat`, `lon`, and any of `id`, `names` or `variants` (`;` between), `kind` or
    `types`, `country` or `ccodes`, `parent`, `population`, `since`, `until`, `source`.

    Raises
    ------
    UserFileError
        There is no such file, it is too large, or no place in it can be used.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise UserFileError(f"The gazetteer file {path} can't be read: {reason}.") from None
    if len(data) > MOST_BYTES:
        raise UserFileError(f"The gazetteer file {path} is larger than 50 MB. Keep the places you need.")
    problems = Problems()
    where = Where(problems, path.name)
    if path.suffix.casefold() in (".json", ".geojson", ".jsonld") or data.lstrip()[:1] == b"{":
        from storymap.gazetteer.linked_places import places_of_json

        places = OwnPlaces(places_of_json(decode(data, where), path.name, where), f"in {path.name}")
    else:
        places = OwnPlaces(_places_of_table(data, path.name, where), f"in {path.name}")
    if not places.places:
        first = next(
            (str(problem) for problem in problems if problem.severity is Severity.ERROR), "it is empty"
        )
        raise UserFileError(f"No place in the gazetteer file {path} can be used. {first}")
    return places, tuple(problems)


def _places_of_table(data: bytes, source: str, where: Where) -> Iterator[Named]:
    for row in rows_of(data, COLUMNS, ("en",), where):
        if named := _named(row, source):
            yield named


def _named(row: Row, source: str) -> Named | None:
    texts = [text for _, text in row.text("name").values]
    names = dict.fromkeys(filter(None, [row.get("title"), *texts, *_several(row, "names", "variants")]))
    if not names:
        row.at("name").error(Words("the place has no name"), hint=Words("Write the name that stories use."))
        return None
    position = read_position(row.get("lat"), row.get("lon"), row.where)
    if position is None:
        if not row.get("lat") and not row.get("lon"):
            row.at("lat").error(Words("the place has no coordinates"), hint=Words("Write `lat` and `lon`."))
        return None
    country = next(iter(_several(row, "country", "ccodes")), "").upper()
    people = plain_number(row.get("population"))
    place = Place(
        id=f"lpf:{row.get('id') or row.where.row}", name=next(iter(names)), lon=position[0], lat=position[1],
        kind=next(iter(_several(row, "kind", "types")), "").casefold(),
        country=country if len(country) == 2 else "", parent=row.get("parent") or row.get("parent_name"),
        population=int(people) if people and people > 0 else None, since=row.get("since") or row.get("start"),
        until=row.get("until") or row.get("end"),
        source=row.get("source") or row.get("title_source") or source,
    )  # fmt: skip
    return Named(place, tuple(names))


def _several(row: Row, *columns: str) -> list[str]:
    return [word for column in columns for word in read_list(row.get(column).replace("|", ";"))]
