"""The reference model: the words of a story, what changes make of it, and a person who edits it."""

import copy
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storymap.model.changes import AddRecord, Change, Kind, RemoveRecord, SetField, present
from storymap.storage.editable import read_editable
from storymap.storage.fields import canonical_record
from storymap.storage.merge import Conflict
from storymap.storage.version import version_of

Records = dict[Kind, dict[str, dict[str, Any]]]
FILES = {
    "story.yaml": "# by hand\ntitle: w1\nlanguages: [en, vi]\nchapters:\n  - a\n  - b # second\n  - c\n",
    "chapters/a.md": "---\ntitle: w2 # kept\n---\n\nw3\n\nw4\n\nw5\n",
    "chapters/b.md": "---\ntitle: w6\n---\nw7\n\nw8\n",
    "chapters/c.md": "---\r\ntitle: w9\r\n---\r\nw10\r\n\r\nw11\r\n",
    "sites.csv": 'id,name,lat,lon,note,my own\nhue,w12,16.4,107.6,,"w13"\nda-nang,w14,,,w15,\nvinh,w16,,,,\n',
}
FIRST_FREE = 17
"""The number of the first word that is not in the story yet."""


def write_story(folder: Path) -> None:
    """Write a small story whose every word is there once."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())


def words(value: Any) -> Counter[str]:
    """Return how often each word is in a value; words are `w` and a number, each given out once."""
    if isinstance(value, Mapping):
        return sum(map(words, value.values()), Counter[str]())
    if isinstance(value, list):
        return sum(map(words, value), Counter[str]())
    return Counter(re.findall(r"(?<!\w)w\d+(?!\w)", str(value)))


def records_of(folder: Path) -> Records:
    """Return the records of a story, to be changed at will."""
    found = read_editable(folder).records
    return {kind: {ident: copy.deepcopy(dict(each)) for ident, each in found[kind].items()} for kind in Kind}


def canonical(records: Records) -> Records:
    """Return the records as they would be read back from the files."""
    return {
        kind: {ident: canonical_record(kind, fields) for ident, fields in some.items()}
        for kind, some in records.items()
    }


def order_of(records: Records) -> list[str]:
    """Return the order of the chapters."""
    return list(records[Kind.STORY][""].get("chapters", []))


def apply(records: Records, changes: Iterable[Change]) -> None:
    """Do what changes say, as `storymap.model.changes` defines them."""
    for change in changes:
        order = order_of(records)
        if isinstance(change, SetField):
            fields = records[change.kind][change.id]
            fields.pop(change.field, None)
            if present(change.now):
                fields[change.field] = change.now
            continue
        if isinstance(change, AddRecord):
            records[change.kind][change.id] = {name: it for name, it in change.values.items() if present(it)}
            known = change.after in order
            place = order.index(str(change.after)) + 1 if known else 0 if change.after == "" else len(order)
            if change.id not in order:
                order.insert(place, change.id)
        else:
            del records[change.kind][change.id]
            order = [ident for ident in order if ident != change.id]
        if change.kind is Kind.CHAPTER:
            records[Kind.STORY][""].pop("chapters", None)
            if order:
                records[Kind.STORY][""]["chapters"] = order


@dataclass
class Person:
    """Somebody with the story open: what it was when they last heard of it, and what they made of it."""

    name: str
    version: str = ""
    base: Records = field(default_factory=dict)
    mine: Records = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    wanted: Counter[str] = field(default_factory=Counter)

    def look(self, folder: Path) -> None:
        """See the story as it is now; nothing of one's own is left unsaved."""
        self.version, self.base, self.changes = version_of(folder), records_of(folder), []
        self.mine = copy.deepcopy(self.base)
        self.wanted = words(self.base)

    def do(self, change: Change) -> None:
        """Make a change on one's own screen."""
        old = words(self.mine)
        apply(self.mine, [change])
        self.wanted = self.wanted - (old - words(self.mine)) + (words(self.mine) - old)
        self.changes.append(change)


def decided(conflict: Conflict, mine: Records, order: list[str]) -> list[Change]:
    """Return the changes that make of a conflict what this person wants; `order` is the present one."""
    change = conflict.change
    if isinstance(change, RemoveRecord):
        return [RemoveRecord(change.kind, change.id, conflict.theirs)]
    own = mine[change.kind][change.id]
    if isinstance(change, SetField) and change.kind is not Kind.STORY and conflict.theirs is None:
        return [AddRecord(change.kind, change.id, own)]
    if isinstance(change, AddRecord):
        theirs: Mapping[str, Any] = conflict.theirs
        return [
            SetField(change.kind, change.id, name, theirs.get(name), own.get(name))
            for name in {**theirs, **own}
        ]
    if change.field == "chapters":
        now = [ident for ident in change.now if ident in order]
        return [SetField(change.kind, "", "chapters", order, list(dict.fromkeys([*now, *order])))]
    return [SetField(change.kind, change.id, change.field, conflict.theirs, change.now)]
