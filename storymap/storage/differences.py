"""What differs between two states of a story, as changes that lead from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from storymap.model.changes import AddRecord, Change, Kind, RemoveRecord, SetField, Value, same
from storymap.storage.editable import Editable

_ORDER = "chapters"
_RECORDS = (Kind.CHAPTER, Kind.SITE, Kind.EVENT, Kind.SOURCE)

Rows = Mapping[str, Mapping[str, Value]]


def differences(before: Editable, after: Editable) -> list[Change]:
    """Return the changes that make `after` of `before`: records first, then the story's own fields.

    The order of rows in a table is not compared, since it says nothing; that of the chapters is a change
    where it isn't what the added and removed chapters explain.
    """
    found: list[Change] = []
    for kind in _RECORDS:
        found += _records(kind, before.records.get(kind, {}), after.records.get(kind, {}))
    old = dict(before.records.get(Kind.STORY, {}).get("", {}))
    new = after.records.get(Kind.STORY, {}).get("", {})
    old[_ORDER] = _explained(old.get(_ORDER) or [], new.get(_ORDER) or [])
    return [*found, *_fields(Kind.STORY, "", old, new)]


def _records(kind: Kind, before: Rows, after: Rows) -> Iterator[Change]:
    previous: dict[str, str] = {}
    for rows in (before, after):
        previous |= dict(zip(rows, ["", *rows][:-1], strict=True))
    for ident, values in before.items():
        if ident not in after:
            yield RemoveRecord(kind, ident, dict(values), previous[ident])
    for ident, values in after.items():
        if ident not in before:
            yield AddRecord(kind, ident, dict(values), previous[ident])
        else:
            yield from _fields(kind, ident, before[ident], values)


def _fields(
    kind: Kind, ident: str, before: Mapping[str, Value], after: Mapping[str, Value]
) -> Iterator[SetField]:
    for field in {**before, **after}:
        was, now = before.get(field), after.get(field)
        if not same(was, now):
            yield SetField(kind, ident, field, was, now)


def _explained(old: list[str], new: list[str]) -> list[str]:
    """Return the old order with the chapters that came and without those that went."""
    order = [ident for ident in old if ident in new]
    for place, ident in enumerate(new):
        if ident not in old:
            order.insert(order.index(new[place - 1]) + 1 if place else 0, ident)
    return order
