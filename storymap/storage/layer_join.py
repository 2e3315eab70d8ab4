"""A table joins the features of a layer by a key: every row and every feature is accounted for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from storymap.storage.csv_file import read_rows
from storymap.storage.csv_header import Columns
from storymap.storage.encoding import clean
from storymap.storage.mapped import Mapped
from storymap.storage.values import plain_number
from storymap.storage.where import Where, listed, near_miss
from storymap.words import Words

KEYS = ("table", "key", "feature_key")


def join_table(
    folder: Path, join: Mapped, features: Sequence[Mapping[str, Any]], languages: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the features with the columns of a CSV table as properties of their own.

    `table` is the file, `key` its column, `feature_key` the property of the features with the same values (by
    default of the same name). Keys are compared without case, surrounding spaces and leading zeros of numbers
    are kept. Features without a row stay, without values; problems name what found no partner.
    """
    join.extra(KEYS)
    kept = [dict(feature) for feature in features]
    file, key = join.string("table"), join.string("key")
    if not file or not key:
        join.at("key" if file else "table").error(
            Words("the join needs a table and a key"),
            hint=Words("Write `join: {table: layers/….csv, key: code}`."),
        )
        return kept
    where = Where(join.where.problems, file)
    rows = _by_key(table_rows(folder, where, (key,), languages), key)
    if not rows:
        return kept
    on = join.string("feature_key") or key
    found = [_key(_property(feature, on)) for feature in kept]
    if not any(found):
        known = list(dict.fromkeys(name for feature in kept[:50] for name in feature["properties"]))
        near = near_miss(on, known)
        join.at("feature_key").error(
            Words("no feature has a property `{on}`", on=on),
            hint=Words("Did you mean `{near}`?", near=near)
            if near
            else Words("They have {known}.", known=listed(known) or "none"),
        )
        return kept
    _tell(where, join, set(rows), [word for word in found if word], len(kept))
    return [
        feature | {"properties": _merged(feature["properties"], rows.get(word, {}), key)}
        for feature, word in zip(kept, found, strict=True)
    ]


def table_rows(
    folder: Path, where: Where, needed: Sequence[str], languages: Sequence[str]
) -> list[tuple[dict[str, Any], Where]]:
    """Return a CSV file's rows as values by column: a column of numbers holds numbers, an empty cell None."""
    names = tuple(dict.fromkeys(name.casefold() for name in needed))
    columns = Columns(names, (), names, ",".join(needed))
    rows = list(read_rows(folder, columns, languages, where))
    written = {name.casefold(): name for name in needed}
    cells = [{written.get(name, name): clean(cell) for name, cell in row.cells.items()} for row in rows]
    numeric = {
        name
        for name in {name for row in cells for name in row}
        if name not in (needed[0], "from", "to")
        and all(plain_number(row[name]) is not None for row in cells if row.get(name, "").strip())
    }
    return [
        (
            {name: _value(cell, name in numeric) for name, cell in row.items()},
            source.where,
        )
        for row, source in zip(cells, rows, strict=True)
    ]


def _value(cell: str, numeric: bool) -> str | float | None:
    text = cell.strip()
    if not text:
        return None
    number = plain_number(text) if numeric else None
    return text if number is None else int(number) if number.is_integer() and abs(number) < 1e15 else number


def _by_key(rows: Iterable[tuple[dict[str, Any], Where]], key: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for cells, where in rows:
        word = _key(cells.get(key))
        if not word:
            where.at(column=key).warning(
                Words("the row has no key; it joins nothing"), hint=Words("Write it, or delete the row.")
            )
        elif word in found:
            where.at(column=key).error(
                Words("this key stands in two rows; the first one counts"),
                found=cells[key],
                hint=Words("Delete one of them."),
            )
        else:
            found[word] = cells
    return found


def _property(feature: Mapping[str, Any], name: str) -> object:
    properties: Mapping[str, Any] = feature["properties"]
    if name in properties:
        return properties[name]
    return next((value for key, value in properties.items() if str(key).casefold() == name.casefold()), None)


def _key(value: object) -> str:
    """Return the form in which keys are compared: 7, 7.0 and " 7 " are one, "07" is another."""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        value = int(value)
    return "" if value is None or isinstance(value, bool) else clean(str(value)).strip().casefold()


def _merged(own: Mapping[str, Any], cells: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {**own, **{name: value for name, value in cells.items() if name != key and name}}


def _tell(where: Where, join: Mapped, rows: set[str], features: Sequence[str], total: int) -> None:
    """Say what found no partner; nothing at all is an error."""
    met = rows.intersection(features)
    if not met:
        join.at("key").error(
            Words("the join is empty: no key of the table is one of the features'"),
            found=", ".join(_few(rows)),
            hint=Words("The features have {few}; check both columns.", few=listed(_few(features), 4)),
        )
        return
    if lost := [word for word in rows if word not in met]:
        where.at(column=join.string("key")).warning(
            Words(
                "{lost} of {rows} rows belong to no feature; they are not shown",
                lost=len(lost),
                rows=len(rows),
            ),
            found=", ".join(_few(lost)),
            hint=Words("Check the spelling of their keys."),
        )
    if bare := total - sum(word in met for word in features):
        names = [word for word in features if word not in met]
        where.warning(
            Words(
                "{bare} of {total} features have no row; they are shown as without data",
                bare=bare,
                total=total,
            ),
            found=", ".join(_few(names)),
            hint=Words("Add their rows, if there are values."),
        )


def _few(words: Iterable[str]) -> Iterator[str]:
    yield from sorted(set(words))[:6]
