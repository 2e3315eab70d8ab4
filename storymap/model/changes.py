"""Changes of a story as values, with what was there before, so that each can be undone or merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Value = Any
"""A JSON value: text, list or map; `""`, `None`, `[]` and `{}` mean that the field is absent."""


class Kind(StrEnum):
    """Which records a change is about; there is one `story` record, whose id is ''."""

    STORY = "story"
    CHAPTER = "chapter"
    SITE = "site"
    EVENT = "event"
    SOURCE = "source"


Key = tuple[Kind, str]
"""Kind and id of a record."""


@dataclass(frozen=True)
class SetField:
    """A field gets another value. Fields are named as in the files: `title`, `title@vi`, `lat`, `view`, …

    The order of the chapters is the field `chapters` of the story record, a list of ids.
    """

    kind: Kind
    id: str
    field: str
    was: Value
    now: Value

    @property
    def key(self) -> Key:
        """Which record it changes."""
        return self.kind, self.id


@dataclass(frozen=True)
class AddRecord:
    """A new record; `after` is the id of the one before it, '' for the first place, None for the last."""

    kind: Kind
    id: str
    values: Mapping[str, Value]
    after: str | None = None

    @property
    def key(self) -> Key:
        """Which record it adds."""
        return self.kind, self.id


@dataclass(frozen=True)
class RemoveRecord:
    """A record goes; `was` holds all its fields, and `after` the id of the record that it followed."""

    kind: Kind
    id: str
    was: Mapping[str, Value]
    after: str | None = None

    @property
    def key(self) -> Key:
        """Which record it removes."""
        return self.kind, self.id


Change = SetField | AddRecord | RemoveRecord


class NoChange(ValueError):
    """A value is not a change; the text says what was found."""


def present(value: Value) -> bool:
    """Whether a value says something: `""`, `None`, `[]` and `{}` stand for an absent field."""
    return value not in ("", None, [], {})


def same(one: Value, other: Value) -> bool:
    """Whether two values of a field mean the same."""
    return one == other or not (present(one) or present(other))


def inverse(change: Change) -> Change:
    """Return the change that undoes this one."""
    if isinstance(change, SetField):
        return SetField(change.kind, change.id, change.field, change.now, change.was)
    if isinstance(change, AddRecord):
        return RemoveRecord(change.kind, change.id, change.values, change.after)
    return AddRecord(change.kind, change.id, change.was, change.after)


def as_json(change: Change) -> dict[str, Value]:
    """Return a change as plain values: `{"op": "set" | "add" | "remove", "kind", "id", …}`."""
    start: dict[str, Value] = {"kind": str(change.kind), "id": change.id}
    if isinstance(change, SetField):
        return {"op": "set", **start, "field": change.field, "was": change.was, "now": change.now}
    if isinstance(change, AddRecord):
        return {"op": "add", **start, "values": dict(change.values), "after": change.after}
    return {"op": "remove", **start, "was": dict(change.was), "after": change.after}


def from_json(value: Mapping[str, Value]) -> Change:
    """Return the change that plain values stand for.

    Raises
    ------
    NoChange
        The values are not those of a change.
    """
    try:
        kind, ident, op = Kind(value["kind"]), value["id"], value["op"]
        if op == "set":
            return SetField(kind, ident, value["field"], value.get("was"), value.get("now"))
        if op == "add":
            return AddRecord(kind, ident, dict(value["values"]), value.get("after"))
        if op == "remove":
            return RemoveRecord(kind, ident, dict(value.get("was") or {}), value.get("after"))
    except (KeyError, TypeError, ValueError) as fault:
        raise NoChange(f"This is not a change: {fault} ({value!r:.200})") from None
    raise NoChange(f"This is not a change: op {op!r}")


def changed_keys(changes: Iterable[Change]) -> list[Key]:
    """Return the records that the changes are about, each once, in order."""
    return list(dict.fromkeys(change.key for change in changes))
