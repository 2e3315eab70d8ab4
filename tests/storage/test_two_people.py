"""Two people and a text editor change one story in any order: no word goes but knowingly."""

import copy
import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from storymap.model.changes import AddRecord, Kind, RemoveRecord, SetField
from storymap.storage.editable import read_editable
from storymap.storage.history import History
from storymap.storage.merge import Conflict, merge
from storymap.storage.save import Saved, StaleVersion, save
from storymap.storage.version import version_of
from tests.storage.two_people import (
    FIRST_FREE,
    Person,
    Records,
    apply,
    canonical,
    decided,
    order_of,
    records_of,
    words,
    write_story,
)

MEMORY = "/dev/shm"
"""A disk in memory, where there is one: this is not about disks, and flushing one takes most of the time."""
WHO = st.sampled_from([0, 1])
CHAPTERS = ("a", "b", "new")
SITES = ("hue", "new")


class TwoPeople(RuleBasedStateMachine):
    """What must be in the story is known from what was acknowledged, seen and decided, not from the code."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
        self.story = self.home / "story"
        self.people = (Person("Bà Tư"), Person("Ông Ba"))
        self.there: Counter[str] = Counter()
        self.acknowledged: list[tuple[Saved, Records]] = []
        self.next = FIRST_FREE

    @initialize()
    def begin(self) -> None:
        write_story(self.story)
        self.there = words(records_of(self.story))
        for person in self.people:
            person.look(self.story)

    def word(self) -> str:
        self.next += 1
        return f"w{self.next - 1}"

    @rule(who=WHO, ident=st.sampled_from(CHAPTERS), place=st.integers(0, 3), how=st.sampled_from("=+-"))
    def edit_a_paragraph(self, who: int, ident: str, place: int, how: str) -> None:
        person = self.people[who]
        if ident not in person.mine[Kind.CHAPTER]:
            return
        old = person.mine[Kind.CHAPTER][ident].get("text")
        parts = old.split("\n\n") if old else []
        parts[place : place + (how != "+")] = [] if how == "-" else [self.word()]
        person.do(SetField(Kind.CHAPTER, ident, "text", old, "\n\n".join(parts) or None))

    @rule(who=WHO, record=st.sampled_from([(Kind.CHAPTER, name) for name in CHAPTERS] + [(Kind.STORY, "")]),
          field=st.sampled_from(["title", "title@vi"]))  # fmt: skip
    def edit_a_title(self, who: int, record: tuple[Kind, str], field: str) -> None:
        self._set(self.people[who], *record, field)

    @rule(who=WHO, ident=st.sampled_from(SITES), field=st.sampled_from(["name", "note", "my own"]))
    def edit_a_cell(self, who: int, ident: str, field: str) -> None:
        self._set(self.people[who], Kind.SITE, ident, field)

    def _set(self, person: Person, kind: Kind, ident: str, field: str) -> None:
        if ident in person.mine[kind]:
            person.do(SetField(kind, ident, field, person.mine[kind][ident].get(field), self.word()))

    @rule(who=WHO, ident=st.sampled_from(CHAPTERS), after=st.sampled_from(["", None, "a", "c"]))
    def add_a_chapter(self, who: int, ident: str, after: str | None) -> None:
        if ident not in self.people[who].mine[Kind.CHAPTER]:
            values = {"title": self.word(), "text": f"{self.word()}\n\n{self.word()}"}
            self.people[who].do(AddRecord(Kind.CHAPTER, ident, values, after))

    @rule(who=WHO, ident=st.sampled_from(SITES))
    def add_a_site(self, who: int, ident: str) -> None:
        if ident not in self.people[who].mine[Kind.SITE]:
            self.people[who].do(AddRecord(Kind.SITE, ident, {"name": self.word(), "lat": "1"}))

    @rule(who=WHO, record=st.sampled_from([(Kind.CHAPTER, name) for name in CHAPTERS]
                                          + [(Kind.SITE, name) for name in SITES]))  # fmt: skip
    def remove(self, who: int, record: tuple[Kind, str]) -> None:
        kind, ident = record
        there = self.people[who].mine[kind]
        if ident in there:
            self.people[who].do(RemoveRecord(kind, ident, dict(there[ident])))

    @rule(who=WHO, data=st.data())
    def reorder(self, who: int, data: st.DataObject) -> None:
        order = order_of(self.people[who].mine)
        if len(order) > 1:
            now = data.draw(st.permutations(order))
            self.people[who].do(SetField(Kind.STORY, "", "chapters", order, now))

    @rule(ident=st.sampled_from(CHAPTERS))
    def write_by_hand(self, ident: str) -> None:
        path = self.story / "chapters" / f"{ident}.md"
        if path.exists():
            word = self.word()
            path.write_bytes(path.read_bytes() + f"\n\n{word}\n".encode())
            self.there[word] += 1

    @rule(who=WHO, choice=st.randoms(use_true_random=False))
    def press_save(self, who: int, choice: Any) -> None:
        person = self.people[who]
        stale = person.version != version_of(self.story)
        try:
            saved = save(self.story, person.changes, expected=person.version, author=person.name)
        except StaleVersion:
            assert stale
            self._rebase(person, choice)
            return
        assert not stale
        assert saved.version == version_of(self.story)
        assert records_of(self.story) == canonical(person.mine)
        self.there = person.wanted
        if person.changes:
            self.acknowledged.append((saved, canonical(person.mine)))
        person.look(self.story)

    @rule(choice=st.randoms(use_true_random=False))
    def save_both_until_nothing_is_left(self, choice: Any) -> None:
        for who in (0, 0, 1, 1):
            self.press_save(who, choice)
        assert not any(person.changes for person in self.people)

    def _rebase(self, person: Person, choice: Any) -> None:
        """Bring together what a person has not saved with what is there now; nothing is written."""
        theirs = records_of(self.story)
        merged = merge(person.changes, read_editable(self.story))
        slots = {slot: (words(_at(person.base, slot)), words(_at(person.mine, slot)))
                 for slot in {**_slots(person.base), **_slots(person.mine)}}  # fmt: skip
        send, fresh = list(merged.clean), copy.deepcopy(theirs)
        apply(fresh, send)
        wanted, settled, order_choice = self.there, set[tuple[Kind, str]](), ""
        for conflict in merged.conflicts:
            change = conflict.change
            whole = not isinstance(change, SetField) or change.id not in theirs[change.kind]
            if change.key in settled and whole:
                continue
            settled |= {change.key} if whole else set()
            for slot in [slot for slot in slots if _is_of(slot, conflict, whole)]:
                del slots[slot]
            keep = choice.random() < 0.5
            if isinstance(change, SetField) and change.field == "chapters":
                order_choice = "mine" if keep else "theirs"
            if keep:
                wanted = wanted - words(conflict.theirs) + words(_mine(conflict, person, whole))
                more = decided(conflict, person.mine, order_of(fresh))
                apply(fresh, more)
                send += more
        for old, new in slots.values():
            wanted = wanted - (old - new) + (new - old)
        _check_order(person, theirs, fresh, order_choice)
        person.version, person.base, person.mine = version_of(self.story), theirs, fresh
        person.changes, person.wanted = send, wanted

    @invariant()
    def every_word_is_there_once(self) -> None:
        if self.story.exists():
            records = records_of(self.story)
            assert words(records) == self.there
            assert set(order_of(records)) == records[Kind.CHAPTER].keys()

    @precondition(lambda self: self.acknowledged)
    @rule()
    def look_into_the_history(self) -> None:
        ids = [revision.id for revision in History(self.story).revisions(limit=None)]
        places = [ids.index(saved.revision) for saved, _ in self.acknowledged]
        assert places == sorted(places, reverse=True)
        for saved, records in self.acknowledged:
            found = History(self.story).editable_at(saved.revision).records
            assert {kind: dict(found[kind]) for kind in Kind} == records

    def teardown(self) -> None:
        if self.acknowledged:
            self.look_into_the_history()
        shutil.rmtree(self.home)


Slot = tuple[Kind, str, str]


def _slots(records: Records) -> dict[Slot, None]:
    return {
        (kind, ident, field): None
        for kind, some in records.items() for ident, fields in some.items() for field in fields
    }  # fmt: skip


def _at(records: Records, slot: Slot) -> Any:
    kind, ident, field = slot
    return records[kind].get(ident, {}).get(field)


def _is_of(slot: Slot, conflict: Conflict, whole: bool) -> bool:
    change = conflict.change
    field = change.field if isinstance(change, SetField) else ""
    return slot[:2] == change.key and (whole or slot[2] == field)


def _mine(conflict: Conflict, person: Person, whole: bool) -> Any:
    """What a person who decides for themselves gets in place of what is there."""
    change = conflict.change
    if isinstance(change, RemoveRecord):
        return ""
    return person.mine[change.kind][change.id] if whole else getattr(change, "now", "")


def _check_order(person: Person, theirs: Records, merged: Records, choice: str) -> None:
    """The chapters that all know stand as the one says who moved them, or as it was decided."""
    sides = [order_of(records) for records in (person.base, person.mine, theirs, merged)]
    shared = set.intersection(*map(set, sides))
    shared -= {change.id for change in person.changes if isinstance(change, RemoveRecord)}  # and added again
    old, my, their, found = ([ident for ident in side if ident in shared] for side in sides)
    if choice:
        assert found == (my if choice == "mine" else their)
    else:
        assert found == (their if my == old else my)


TestTwoPeople = TwoPeople.TestCase
TestTwoPeople.settings = settings(
    max_examples=25, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
