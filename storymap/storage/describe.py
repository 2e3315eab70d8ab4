"""What a list of changes does, in one line for the history."""

from __future__ import annotations

from collections.abc import Iterable

from storymap.model.changes import AddRecord, Change, Key, Kind, RemoveRecord

_MOST_RECORDS, _MOST_FIELDS = 3, 3


def describe(changes: Iterable[Change]) -> str:
    """Return a line such as `Changed chapter hue: title, text; added site hoi-an`, "" for no change."""
    changes = list(changes)
    parts = [
        *_counted("changed", _changed(changes)),
        *_counted("added", [_name(one.key) for one in changes if isinstance(one, AddRecord)]),
        *_counted("removed", [_name(one.key) for one in changes if isinstance(one, RemoveRecord)]),
    ]
    line = "; ".join(parts)
    return line[:1].upper() + line[1:]


def _changed(changes: Iterable[Change]) -> list[str]:
    """Return the records that are changed, each with the fields."""
    whole, fields = set[Key](), dict[Key, list[str]]()
    for change in changes:
        if isinstance(change, AddRecord | RemoveRecord):
            whole.add(change.key)
        elif change.key not in whole:
            found = fields.setdefault(change.key, [])
            if change.field not in found:
                found.append(change.field)
    return [f"{_name(key)}: {_few(names, _MOST_FIELDS)}" for key, names in fields.items()]


def _counted(verb: str, records: list[str]) -> list[str]:
    return [f"{verb} {_few(records, _MOST_RECORDS)}"] if records else []


def _few(words: list[str], most: int) -> str:
    more = len(words) - most
    return ", ".join(words[:most]) + (f" and {more} more" if more > 0 else "")


def _name(key: Key) -> str:
    kind, ident = key
    return str(kind) if kind is Kind.STORY else f"{kind} {ident}"
