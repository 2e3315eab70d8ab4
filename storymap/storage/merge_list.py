"""Two people's versions of one list become one: what either added or removed, in the order that one gave."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

_NAMES = ("file", "url", "id", "name")


def merge_list(base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[Any] | None:
    """Return the list with the entries that either side added and without those that either removed.

    None when both put the entries into different orders, when both changed the same entry in different ways,
    when one changed an entry that the other removed, or when entries can't be told apart. Maps are the same
    entry when they have the same `file`, `url`, `id` or `name`; an id is the same as the map that has it.
    """
    sides = [{_name(entry): entry for entry in side} for side in (base, mine, theirs)]
    old, my, their = sides
    if any(len(named) < len(side) for named, side in zip(sides, (base, mine, theirs), strict=True)):
        return None
    values: dict[str, Any] = {}
    for name in {**old, **my, **their}:
        found = _entry(name, old, my, their)
        if found is _CONFLICT:
            return None
        if found is not _GONE:
            values[name] = found
    order = _order(list(old), list(my), list(their), values)
    return None if order is None else [values[name] for name in order]


_GONE, _CONFLICT = object(), object()


def _entry(name: str, old: dict[str, Any], my: dict[str, Any], their: dict[str, Any]) -> Any:
    """Return an entry after both sides' changes."""
    was, mine, theirs = (side.get(name, _GONE) for side in (old, my, their))
    if mine == theirs or theirs == was:
        return mine
    return theirs if mine == was else _CONFLICT


def _order(old: list[str], my: list[str], their: list[str], kept: dict[str, Any]) -> list[str] | None:
    """Return the names in the order of the side that changed it, None when both did differently."""
    shared = [name for name in old if name in kept and name in my and name in their]
    mine, theirs = ([name for name in side if name in shared] for side in (my, their))
    if mine != theirs and shared not in (mine, theirs):
        return None
    lead, other = (my, their) if theirs == shared and mine != shared else (their, my)
    order = [name for name in lead if name in kept]
    for place, name in enumerate(other):
        if name in kept and name not in order:
            before = next((each for each in reversed(other[:place]) if each in order), None)
            order.insert(0 if before is None else order.index(before) + 1, name)
    return order


def _name(entry: Any) -> str:
    if isinstance(entry, dict):
        for key in _NAMES:
            if isinstance(entry.get(key), str):
                return f"{key}:{entry[key]}"
    if isinstance(entry, str):
        return f"id:{entry}"
    return json.dumps(entry, sort_keys=True)
