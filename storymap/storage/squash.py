"""Several changes of one record become the fewest that come to the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from storymap.model.changes import AddRecord, Change, Kind, RemoveRecord, SetField, same

_Slot = tuple[str, str, str]


def squash(changes: Iterable[Change]) -> list[Change]:
    """Return the changes with those of one field made one, each at the place of its first.

    Fields of a record that is added in the same list are a part of it; a record that is added and removed
    leaves nothing; one that is removed has in `was` what it had before the list. A field that ends as it was
    leaves nothing. Orders of the chapters before and after one of them came or went stay apart: made one,
    they would say by themselves that the chapter came or went, whatever becomes of it.
    """
    found: dict[_Slot, Change] = {}
    turn = 0
    for change in changes:
        turn += change.kind is Kind.CHAPTER and not isinstance(change, SetField)
        record = (str(change.kind), change.id, "")
        before = found.get(record)
        if isinstance(change, SetField):
            is_order = change.kind is Kind.STORY and change.field == "chapters"
            slot = (str(change.kind), change.id, f".{change.field}{turn if is_order else ''}")
            if isinstance(before, AddRecord):
                found[record] = replace(before, values={**before.values, change.field: change.now})
            elif isinstance(earlier := found.get(slot), SetField):
                found[slot] = replace(earlier, now=change.now)
            else:
                found[slot] = change
        elif isinstance(change, AddRecord):
            if isinstance(before, RemoveRecord):
                found = _with_record_again(found, record, before, change)
            else:
                found[record] = change
        elif isinstance(before, AddRecord):
            del found[record]
        else:
            found = _without_fields(found, record, change)
    return [
        change
        for change in found.values()
        if not (isinstance(change, SetField) and same(change.was, change.now))
    ]


def _without_fields(found: dict[_Slot, Change], record: _Slot, change: RemoveRecord) -> dict[_Slot, Change]:
    """Return the changes with a removal in place of earlier changes of the record's fields."""
    was = dict(change.was)
    kept: dict[_Slot, Change] = {}
    for slot, earlier in found.items():
        if slot[:2] == record[:2] and isinstance(earlier, SetField):
            was[earlier.field] = earlier.was
        else:
            kept[slot] = earlier
    return {**kept, record: replace(change, was=was)}


def _with_record_again(
    found: dict[_Slot, Change], record: _Slot, before: RemoveRecord, change: AddRecord
) -> dict[_Slot, Change]:
    """Return the changes with those of fields in place of a removal that was taken back."""
    fields = {**before.was, **change.values}
    again: dict[_Slot, Change] = {
        (record[0], record[1], f".{name}"): SetField(
            change.kind, change.id, name, before.was.get(name), change.values.get(name)
        )
        for name in fields
    }
    return {slot: each for slot, each in found.items() if slot != record} | again
