"""A list of changes folded into what becomes of each record in the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from storymap.model.changes import AddRecord, Change, RemoveRecord, SetField, Value
from storymap.storage.exact_text import EditRefused
from storymap.words import Words


@dataclass
class NewRecord:
    """The fields of a new record, and the id that it follows as in `AddRecord.after`."""

    values: dict[str, Value]
    after: str | None


@dataclass
class Folded:
    """What becomes of the records of one kind, by id; one that is removed and added again is in both."""

    sets: dict[str, dict[str, Value]] = field(default_factory=dict)
    added: dict[str, NewRecord] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.sets or self.added or self.removed)


def folded(changes: Iterable[Change]) -> Folded:
    """Return what the changes of one kind of record come to, in their order.

    Raises
    ------
    EditRefused
        A record is changed after it was removed, or added twice.
    """
    found = Folded()
    for change in changes:
        gone = change.id in found.removed and change.id not in found.added
        if isinstance(change, SetField):
            if gone:
                raise EditRefused(
                    Words("`{id}` is removed in the same save, so it can't be changed.", id=change.id)
                )
            if change.id in found.added:
                found.added[change.id].values[change.field] = change.now
            else:
                found.sets.setdefault(change.id, {})[change.field] = change.now
        elif isinstance(change, AddRecord):
            if change.id in found.added or change.id in found.sets:
                raise EditRefused(Words("The id `{id}` is taken. Choose another one.", id=change.id))
            found.added[change.id] = NewRecord(dict(change.values), change.after)
        elif isinstance(change, RemoveRecord):
            if gone:
                raise EditRefused(Words("`{id}` is removed twice in the same save.", id=change.id))
            if change.id in found.added:
                del found.added[change.id]
            else:
                found.sets.pop(change.id, None)
                found.removed.append(change.id)
    return found
