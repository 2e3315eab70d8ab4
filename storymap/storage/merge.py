"""Changes made to an older state of a story, merged into its present one, with what truly conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from storymap.model.changes import AddRecord, Change, Kind, RemoveRecord, SetField, Value, present
from storymap.storage.editable import Editable
from storymap.storage.fields import canonical, canonical_record
from storymap.storage.merge_list import merge_list
from storymap.storage.merge_text import merge_text
from storymap.storage.squash import squash

_LISTS_IN_CELLS = ("tags", "source")


@dataclass(frozen=True)
class Conflict:
    """A change that can't be merged; `theirs` is the field's present value, or the record's fields.

    `theirs` is None when the field is empty or the record is gone.
    """

    change: Change
    theirs: Value


@dataclass(frozen=True)
class Merged:
    """The changes to apply to the present state, and those that a person has to decide."""

    clean: list[Change]
    conflicts: list[Conflict]


def merge(changes: Iterable[Change], theirs: Editable) -> Merged:
    """Return which of the changes fit the present state of the story, and in which form.

    `was` is the common base of a change: where the present value equals it, the change stays; where it is the
    new value already, the change is dropped; else texts merge by paragraph, lists by entry, and `show` by its
    keys. Several changes of one field are one. Removing a record that was changed meanwhile is a conflict,
    and so is changing one that was removed, or adding one whose id was taken.
    """
    merger = _Merger(theirs)
    for change in squash(changes):
        merger.take(change)
    return Merged(merger.clean, merger.conflicts)


class _Merger:
    """Takes one change after the other; `order` is the present list of chapters with the changes so far."""

    def __init__(self, theirs: Editable) -> None:
        self.clean: list[Change] = []
        self.conflicts: list[Conflict] = []
        self._theirs = theirs
        self._order = list(theirs.records.get(Kind.STORY, {}).get("", {}).get("chapters", []))

    def take(self, change: Change) -> None:
        """Sort a change in."""
        record = self._theirs.records.get(change.kind, {}).get(change.id)
        if isinstance(change, SetField):
            self._set(change, record)
        elif isinstance(change, AddRecord):
            self._add(change, record)
        elif record is not None:
            self._remove(change, record)

    def _set(self, change: SetField, record: Mapping[str, Value] | None) -> None:
        if record is None and change.kind is not Kind.STORY:
            self.conflicts.append(Conflict(change, None))
            return
        is_order = change.kind is Kind.STORY and change.field == "chapters"
        if is_order and self._asks_for_order(change):
            return
        now = self._order if is_order else (record or {}).get(change.field)
        theirs = canonical(change.kind, change.field, now)
        was = canonical(change.kind, change.field, change.was)
        mine = canonical(change.kind, change.field, change.now)
        if theirs == mine:
            return
        if theirs == was:
            self._keep(replace(change, was=now))
            return
        merged = merge_values(change.field, was, mine, theirs)
        if merged is None:
            self.conflicts.append(Conflict(change, theirs))
        elif merged != theirs:
            self._keep(replace(change, was=now, now=merged))

    def _asks_for_order(self, change: SetField) -> bool:
        """Whether the order of the chapters is a conflict already; then this later one is what is wanted."""
        for place, conflict in enumerate(self.conflicts):
            earlier = conflict.change
            if isinstance(earlier, SetField) and (earlier.key, earlier.field) == (change.key, change.field):
                self.conflicts[place] = replace(conflict, change=replace(earlier, now=change.now))
                return True
        return False

    def _keep(self, change: SetField) -> None:
        self.clean.append(change)
        if change.kind is Kind.STORY and change.field == "chapters":
            self._order = canonical(change.kind, change.field, change.now) or []

    def _add(self, change: AddRecord, record: Mapping[str, Value] | None) -> None:
        if record is None:
            self.clean.append(change)
            if change.kind is Kind.CHAPTER and change.id not in self._order:
                place = len(self._order) if change.after is None else 0
                if change.after in self._order:
                    place = self._order.index(change.after) + 1
                elif change.after:
                    place = len(self._order)
                self._order.insert(place, change.id)
        elif canonical_record(change.kind, change.values) != canonical_record(change.kind, record):
            self.conflicts.append(Conflict(change, dict(record)))

    def _remove(self, change: RemoveRecord, record: Mapping[str, Value]) -> None:
        if canonical_record(change.kind, change.was) != canonical_record(change.kind, record):
            self.conflicts.append(Conflict(change, dict(record)))
            return
        self.clean.append(change)
        if change.kind is Kind.CHAPTER:
            self._order = [ident for ident in self._order if ident != change.id]


def merge_values(field: str, was: Value, mine: Value, theirs: Value) -> Value:
    """Return one value with the changes of both sides, None when they conflict."""
    if isinstance(mine, str) and isinstance(theirs, str) and isinstance(was, str | None):
        if field in _LISTS_IN_CELLS:
            merged = merge_list(*(_words(side) for side in (was, mine, theirs)))
            return None if merged is None else "; ".join(merged)
        return merge_text(was or "", mine, theirs)
    if isinstance(mine, list) and isinstance(theirs, list) and isinstance(was, list | None):
        return merge_list(was or [], mine, theirs)
    if field == "show" and all(isinstance(side, dict) for side in (mine, theirs, was or {})):
        return _merge_map(was or {}, mine, theirs)
    return None


def _merge_map(
    was: Mapping[str, Value], mine: Mapping[str, Value], theirs: Mapping[str, Value]
) -> dict[str, Value] | None:
    """Return a map in which every key is merged for itself, None when one conflicts."""
    merged: dict[str, Value] = {}
    for key in {**theirs, **mine}:
        old, my, their = (side.get(key) for side in (was, mine, theirs))
        if my == their or their == old:
            value = my
        elif my == old:
            value = their
        else:
            value = merge_values(key, old, my, their)
            if value is None:
                return None
        if present(value):
            merged[key] = value
    return merged


def _words(cell: str | None) -> Sequence[str]:
    return list(dict.fromkeys(part.strip() for part in (cell or "").split(";") if part.strip()))
